"""What concerns show elsewhere, to caretakers alone: in the course and on the page of a case, and on the page
of a household. The rows come with the household's file: no query of their own (decision 0010)."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import Role
from cases.household_file import File, file_of
from cases.models import Case
from cases.providers import CourseEntry
from cases.providers import register as register_provider
from conditions.choices import ConcernStatus
from conditions.models import ConcernFlag
from conditions.words import days_words, kinds_of, kinds_title, urgency_words
from core.gathering import Part
from core.lists import row_links
from residents.models import Tenancy
from residents.providers import Panel, register_panel

MOST = 50
COLUMNS = (
    *("serial", "kinds", "urgency", "status", "created_at", "taken_at", "closed_at", "outcome"),
    *("closing_note", "case_id"),
)


def register() -> None:
    register_provider(
        read_with=("concerns", concerns_part), of_file=concern_entries, case_panel=concerns_of_case
    )
    register_panel(concerns_of_household)


def concerns_part(user: Any, tenancy_id: int) -> Part:
    rows = ConcernFlag.objects.none()
    if user.role == Role.CARETAKER:
        rows = ConcernFlag.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    names = {"taken_name": "taken_by__name", "closed_name": "closed_by__name", "by": "reported_by__name"}
    return Part(rows.order_by("-created_at", "-pk")[:MOST], COLUMNS, names)


def concern_entries(file: File) -> list[CourseEntry]:
    """Reported, taken, closed: each when it happened."""
    return [entry for concern in file["concerns"] for entry in entries_of(concern)]


def entries_of(concern: Any) -> list[CourseEntry]:
    """Whoever has it may have taken it over, so it does not say that they took it then."""
    number = {"number": concern.number}
    title = _("Melding fra ejendomskontoret: %(kinds)s") % {"kinds": kinds_of(concern)}
    entries = [CourseEntry(concern.created_at, "concern", title, by=concern.by)]
    if concern.taken_at:
        taken = _("Melding %(number)s taget") % number
        who = _("Hos %(name)s") % {"name": concern.taken_name}
        entries.append(CourseEntry(concern.taken_at, "concern_taken", taken, facts=(who,)))
    if concern.closed_at:
        closed = _("Melding %(number)s afsluttet: %(outcome)s") % {
            **number,
            "outcome": concern.get_outcome_display(),
        }
        note, by = concern.closing_note, concern.closed_name
        entries.append(CourseEntry(concern.closed_at, "concern_closed", closed, note, by))
    return entries


def concerns_of_case(user: Any, case: Case) -> Panel | None:
    """Those that were made into this case or attached to it, and what is open besides."""
    rows = file_of(user, case)["concerns"]
    return panel_of([row for row in rows if row.case_id == case.pk or row.is_open], order=40)


def concerns_of_household(user: Any, tenancy: Tenancy) -> Panel | None:
    if user.role != Role.CARETAKER:
        return None
    rows = ConcernFlag.objects.visible_to(user).filter(tenancy=tenancy).order_by("-created_at", "-pk")
    return panel_of(list(rows.defer("note")[:MOST]), order=15)


def panel_of(concerns: list[Any], *, order: int) -> Panel | None:
    if not concerns:
        return None
    url = row_links("concern_detail")
    lines = [
        {
            "concern": concern,
            "url": url(concern.pk),
            "kinds": kinds_title(concern),
            "days": days_words(concern),
            "urgency": urgency_words(concern) if concern.status != ConcernStatus.CLOSED else ("quiet", ""),
        }
        for concern in concerns
    ]
    return Panel("conditions/_concerns_panel.html", {"concern_lines": lines}, order=order)
