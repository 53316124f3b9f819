"""What `cases` shows on the page of a household."""

from typing import Any

from accounts.choices import Role
from cases.course import course_of
from cases.links import case_link, contact_link, household_link
from residents.models import Tenancy
from residents.providers import Panel


def course_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    """The course, and for a caretaker the way to the contact form. Others see what they may, or no panel."""
    course = course_of(user, tenancy.pk)
    entries = course.entries
    may_log = user.role == Role.CARETAKER
    if may_log and not course.is_readable:
        return Panel("cases/_course_elsewhere.html", order=20)
    if not entries and not may_log:
        return None
    here = household_link(tenancy.pk)
    may_open = may_log and (course.open_case is not None or not tenancy.is_over)
    context = {
        "entries": entries,
        "case": course.open_case,
        "log_url": contact_link(tenancy.pk, here) if may_log else "",
        "case_url": case_link(tenancy.pk, course.open_case, "", here) if may_open else "",
    }
    return Panel("cases/_course_panel.html", context, order=20)
