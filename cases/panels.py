"""What `cases` shows on the page of a household."""

from typing import Any

from accounts.choices import Role
from cases.course import course_of
from cases.links import contact_link, household_link
from residents.models import Tenancy
from residents.providers import Panel


def course_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    """The course, and for a caretaker the way to the contact form. Others see what they may, or no panel."""
    entries = course_of(user, tenancy.pk).entries
    may_log = user.role == Role.CARETAKER
    if not entries and not may_log:
        return None
    log_url = contact_link(tenancy.pk, household_link(tenancy.pk)) if may_log else ""
    return Panel("cases/_course_panel.html", {"entries": entries, "log_url": log_url}, order=20)
