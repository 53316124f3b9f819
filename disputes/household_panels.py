"""What complaints show of a household elsewhere: on its page, on the page of its case and in its course. Of
those it has made itself only that they are there; and who has complained about it is said nowhere here, as
the household may ask to read all of it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.household_file import File, file_of
from cases.models import Case
from cases.providers import CourseEntry, register
from core.gathering import Part
from disputes.complaint_clock import clock_reason
from disputes.models import Complainant, Complaint, complaint_number
from disputes.querysets import READS_FILE
from residents.models import Tenancy
from residents.providers import Panel, register_panel

MOST = 20
ABOUT = (
    "serial",
    "category",
    "channel",
    "is_reasoned",
    "received_on",
    "status",
    "action_due",
    "acted_on",
    "outcome",
    "closed_at",
    "created_at",
)
MADE = {
    "serial": "complaint__serial",
    "received": "complaint__received_on",
    "status": "complaint__status",
    "about_id": "complaint_id",
}


def register_complaints() -> None:
    register(read_with=("complaints", about_part), of_file=complaint_entries)
    register(read_with=("complained", made_part), case_panel=complaints_of_case)
    register_panel(complaints_of_household)


def about_part(user: Any, tenancy_id: int) -> Part:
    rows = Complaint.objects.visible_to(user).filter(respondent_id=tenancy_id)
    return Part(rows.order_by("-received_on", "-pk")[:MOST], ABOUT)


def made_part(user: Any, tenancy_id: int) -> Part:
    rows = Complainant.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    return Part(rows.order_by("-pk")[:MOST], ("withdrawn_on",), MADE)


def complaint_entries(file: File) -> list[CourseEntry]:
    """In the course of the household it is about. Without who complains: the household may get it to read."""
    entries = []
    for row in file["complaints"]:
        title = _("Klage modtaget: %(what)s") % {"what": row.get_category_display()}
        entries.append(CourseEntry(row.created_at, "complaint", title, row.number))
        if row.closed_at:
            title = _("Klagesag afsluttet: %(how)s") % {"how": row.get_outcome_display()}
            entries.append(CourseEntry(row.closed_at, "complaint_closed", title, row.number))
    return entries


def complaints_of_case(user: Any, case: Case) -> Panel | None:
    if user.role not in READS_FILE:
        return None
    file = file_of(user, case)
    return _panel(file["complaints"], file["complained"], order=14)


def complaints_of_household(user: Any, tenancy: Tenancy) -> Panel | None:
    """Whoever takes complaints in does it from here, too."""
    if user.role not in READS_FILE:
        return None
    about = Complaint.objects.visible_to(user).filter(respondent_id=tenancy.pk)
    made = Complainant.objects.visible_to(user).filter(tenancy_id=tenancy.pk).select_related("complaint")
    rows = list(made.order_by("-pk")[:MOST])
    for row in rows:
        complaint = row.complaint
        row.serial, row.received = complaint.serial, complaint.received_on
        row.status, row.about_id = complaint.status, complaint.pk
    found = list(about.order_by("-received_on", "-pk").only(*ABOUT)[:MOST])
    return _panel(found, rows, order=14, take_in=tenancy.pk if not tenancy.is_over else 0)


def _panel(about: list[Any], made: list[Any], *, order: int, take_in: int = 0) -> Panel | None:
    if not about and not made and not take_in:
        return None
    today = timezone.localdate()
    rows = [(row, clock_reason(row, today) if row.is_open else None) for row in about]
    rows.sort(key=lambda row: not row[0].is_open)
    context = {"rows": rows, "made": [_made_line(row) for row in made], "take_in": take_in}
    return Panel("disputes/_household_panel.html", context, order=order)


def _made_line(row: Any) -> dict[str, Any]:
    """Number and step, and no word of whom it is about."""
    received = row.received
    year_of = Complaint._meta.get_field("received_on").to_python(received)
    steps = dict(Complaint._meta.get_field("status").choices or ())
    return {
        "pk": row.about_id,
        "number": complaint_number(year_of, row.serial),
        "step": steps.get(row.status, ""),
        "is_withdrawn": row.withdrawn_on is not None,
    }
