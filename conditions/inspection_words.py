"""Inspections elsewhere: in a household's course, on the page of its case, in the calendar and on I dag."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from cases import providers
from cases.feeds import revisions
from cases.household_file import File, file_of
from cases.in_whose_hands import Hands, worked_by
from cases.links import links
from cases.models import Case
from cases.providers import CalendarEvent, CourseEntry, Day, Lead, Place, Reason, TodayItem
from conditions.choices import Condition, InspectionStatus
from conditions.models import ConcernFlag, Inspection
from core.gathering import Part
from core.phrases import say_clock, say_day, say_moment
from residents.models import Tenancy
from residents.providers import Panel, register_panel

LASTS = dt.timedelta(minutes=30)
MOST = 60
MOST_TODAY = 200
CONDITIONS = dict(Condition.choices)
PLACE = {
    "address": "dwelling__address",
    "street": "dwelling__stairwell__street",
    "house_number": "dwelling__stairwell__house_number",
    "sort_key": "dwelling__sort_key",
}


def register() -> None:
    providers.register(calendar=inspection_events, today=inspection_items, case_panel=case_panel)
    providers.register(read_with=("inspections", inspections_part), of_file=inspection_entries)
    providers.register(today_with=("inspections", due_part))
    register_panel(household_panel)


def inspections_part(user: Any, tenancy_id: int) -> Part:
    rows = Inspection.objects.visible_to(user).filter(tenancy_id=tenancy_id).order_by("-planned_at", "-pk")
    fields = ("dwelling_id", "status", "planned_at", "settled_at", "condition", "result", "created_at")
    return Part(rows[:MOST], fields, {"by": "settled_by__name", "made_name": "made_by__name"})


def inspection_entries(file: File) -> list[CourseEntry]:
    return [entry_of(inspection) for inspection in file["inspections"]]


def entry_of(inspection: Any) -> CourseEntry:
    if inspection.is_planned:
        title = _("Syn aftalt til %(when)s") % {"when": say_moment(inspection.planned_at)}
        return CourseEntry(inspection.created_at, "inspection_planned", title, by=inspection.made_name)
    facts = (str(CONDITIONS[inspection.condition]),) if inspection.condition else ()
    title, kind = settled_title(inspection)
    at = inspection.planned_at if inspection.status != InspectionStatus.CANCELLED else inspection.settled_at
    return CourseEntry(at, kind, title, inspection.result, inspection.by or "", facts=facts)


def settled_title(inspection: Any) -> tuple[str, str]:
    day = {"day": say_day(inspection.planned_at)}
    if inspection.status == InspectionStatus.DONE:
        return _("Syn af lejligheden"), "inspection_done"
    if inspection.status == InspectionStatus.MISSED:
        return _("Synet blev ikke holdt"), "inspection_missed"
    return _("Synet %(day)s blev aflyst") % day, "inspection_cancelled"


def case_panel(user: Any, case: Case) -> Panel | None:
    if user.role != Role.CARETAKER:
        return None
    return _panel(case.tenancy, file_of(user, case)["inspections"], order=40)


def household_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    if user.role != Role.CARETAKER:
        return None
    rows = Inspection.objects.visible_to(user).filter(tenancy_id=tenancy.pk)
    return _panel(tenancy, list(rows.order_by("-planned_at", "-pk")[:MOST]), order=40)


def _panel(tenancy: Tenancy, inspections: list[Any], *, order: int) -> Panel:
    """What is agreed, and what was found last."""
    context = {
        "dwelling_id": tenancy.dwelling_id,
        "planned": next((each for each in inspections if each.is_planned), None),
        "latest": next((each for each in inspections if each.condition), None),
        "may_plan": not tenancy.is_over,
    }
    return Panel("conditions/_inspection_panel.html", context, order=order)


def of_concern(user: Any, concern: ConcernFlag) -> dict[str, Any]:
    """For the page of a concern: what is agreed in the flat, what was found last, and the way to another."""
    rows = Inspection.objects.visible_to(user).filter(dwelling_id=concern.dwelling_id)
    found = list(rows.order_by("-planned_at", "-pk")[:MOST])
    return {
        "planned": next((each for each in found if each.is_planned), None),
        "latest": next((each for each in found if each.condition), None),
        "create_url": f"{links('inspection_create')(concern.dwelling_id)}?melding={concern.pk}",
    }


def inspection_events(user: Any, first: dt.date, last: dt.date) -> list[CalendarEvent]:
    """That there is one, and when: neither address nor name, as the calendar is not ours."""
    if user.role != Role.CARETAKER:
        return []
    rows = Inspection.objects.visible_to(user).filter(worked_by(user, also=Q(made_by_id=user.pk)))
    rows = rows.filter(status=InspectionStatus.PLANNED, planned_at__date__range=(first, last))
    found = list(rows.only("planned_at", "created_at"))
    changes = revisions({each.pk for each in found}, "conditions.InspectionEvent")
    return [
        CalendarEvent(
            uid=f"syn-{each.pk}",
            summary=_("Syn"),
            start=each.planned_at,
            end=each.planned_at + LASTS,
            made_at=each.created_at,
            changes=changes.get(each.pk),
        )
        for each in found
    ]


def due_part(user: Any, today: dt.date) -> Part:
    """Of all the estates one has; whose they are, the lines say."""
    rows = Inspection.objects.visible_to(user).filter(status=InspectionStatus.PLANNED)
    rows = rows.filter(planned_at__date__lte=today).order_by("planned_at", "pk")
    return Part(
        rows[:MOST_TODAY], ("dwelling_id", "estate_id", "tenancy_id", "planned_at", "made_by_id"), PLACE
    )


def inspection_items(user: Any, day: Day) -> list[TodayItem]:
    """On its day, and until somebody has written what came of it."""
    return [today_item(each, day.today) for each in day.along["inspections"] if is_theirs(user, day, each)]


def is_theirs(user: Any, day: Day, inspection: Any) -> bool:
    """As cases.in_whose_hands.worked_by says it of rows: by the household's case, else by the estate, or by
    having agreed on it."""
    hands = day.hands or Hands((), ())
    if inspection.tenancy_id in hands.own:
        return True
    here = inspection.estate_id in user.membership.responsible_estate_ids
    return (here or inspection.made_by_id == user.pk) and inspection.tenancy_id not in hands.others


def today_item(inspection: Any, today: dt.date) -> TodayItem:
    tenancy_id = inspection.tenancy_id or 0
    stairwell = f"{inspection.street} {inspection.house_number}".strip()
    return TodayItem(
        section="due" if inspection.day == today else "desk",
        tenancy_id=tenancy_id,
        title=inspection.address,
        url=links("dwelling_condition")(inspection.dwelling_id),
        contact_url=links("visit_log")(tenancy_id) if tenancy_id else "",
        reasons=[reason_of(inspection.planned_at, today)],
        place=Place(inspection.dwelling_id, stairwell, inspection.sort_key),
        lead=Lead(
            _("Skriv, hvad synet viste"), links("inspection_settle")(inspection.pk), "clipboard-check", True
        ),
    )


def reason_of(planned_at: dt.datetime, today: dt.date) -> Reason:
    if timezone.localdate(planned_at) == today:
        return Reason(_("Syn i dag %(clock)s") % {"clock": say_clock(planned_at)}, 15, "soon")
    said = {"day": say_day(planned_at, today)}
    return Reason(_("Synet %(day)s er ikke skrevet ned") % said, 12, "soon")
