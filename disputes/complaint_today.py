"""Complaints on I dag: those nothing has been done about, days of the board and of a sanction that end, and
households where complaints and arrears rise together. The rows come with the query of the page
(cases/today_along.py). Nothing names those who complain."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from accounts.choices import HAS_CALENDAR, Role
from cases.deadlines import deadline_rows
from cases.links import links
from cases.providers import CalendarEvent, Day, Lead, Place, Reason, TodayItem
from cases.providers import register as register_provider
from core.gathering import Part
from core.phrases import say_day, say_relative
from core.words import gettext as _
from core.words import label_of
from disputes.choices import ComplaintCategory
from disputes.models import Complaint
from disputes.rising import rising_notices, rising_words
from evictions.rules import board_appeal_due, board_decision_due

MOST_COMPLAINTS = 200
WEEK, FORTNIGHT = 7, 14
COLUMNS = (
    *("serial", "category", "status", "received_on", "action_due", "acted_on", "respondent_id", "estate_id"),
    *("board_reply_on", "board_decided_on", "sanction_until"),
)
ALSO = {
    "dwelling_id": "respondent__dwelling_id",
    "address": "respondent__dwelling__address",
    "street": "respondent__dwelling__stairwell__street",
    "house_number": "respondent__dwelling__stairwell__house_number",
    "sort_key": "respondent__dwelling__sort_key",
}
RISING_ALSO = {
    "dwelling_id": "tenancy__dwelling_id",
    "address": "tenancy__dwelling__address",
    "street": "tenancy__dwelling__stairwell__street",
    "house_number": "tenancy__dwelling__stairwell__house_number",
    "sort_key": "tenancy__dwelling__sort_key",
}


def register() -> None:
    register_provider(today=complaint_items, today_with=("complaints", complaints_part))
    register_provider(today=rising_items, today_with=("rising", rising_part), deadlines=complaint_deadlines)
    register_provider(calendar=complaint_events)


def complaints_part(user: Any, today: dt.date) -> Part:
    """All that may have a day; which of them is to do today is decided of the few there are."""
    dated = Q(acted_on__isnull=True) | Q(board_sent_on__isnull=False) | Q(sanction_until__isnull=False)
    rows = Complaint.objects.visible_to(user).open().filter(dated).order_by("action_due", "pk")
    return Part(rows[:MOST_COMPLAINTS], COLUMNS, ALSO)


def rising_part(user: Any, today: dt.date) -> Part:
    rows = rising_notices(user, today).order_by("pk")
    return Part(rows[:MOST_COMPLAINTS], ("tenancy_id", "estate_id"), RISING_ALSO)


def complaint_items(user: Any, day: Day) -> list[TodayItem]:
    rows = (row for row in day.along.get("complaints", ()) if is_hers(user, day, row.respondent_id, row))
    found = ((row, reasons_of(row, day.today)) for row in rows)
    return [item_of(row, reasons, day.today) for row, reasons in found if reasons]


def rising_items(user: Any, day: Day) -> list[TodayItem]:
    rows = (row for row in day.along.get("rising", ()) if is_hers(user, day, row.tenancy_id, row))
    return [
        TodayItem(
            section="desk",
            tenancy_id=row.tenancy_id,
            title=row.address,
            url=links("tenancy_detail")(row.tenancy_id),
            contact_url=links("visit_log")(row.tenancy_id),
            reasons=[Reason(rising_words(), 24, "soon")],
            next_step=_("Tal med husstanden"),
            place=place_of(row),
        )
        for row in rows
    ]


def is_hers(user: Any, day: Day, tenancy_id: int, row: Any) -> bool:
    """Whoever works with the household, else whoever answers for the estate."""
    if day.hands is not None and tenancy_id in day.hands.own:
        return True
    of_another = day.hands is not None and tenancy_id in day.hands.others
    return row.estate_id in user.membership.responsible_estate_ids and not of_another


def item_of(row: Any, reasons: list[Reason], today: dt.date) -> TodayItem:
    url = links("complaint_detail")(row.pk)
    is_late = any(reason.level == "late" for reason in reasons)
    is_new = row.acted_on is None and not any(reason.level == "soon" for reason in reasons)
    return TodayItem(
        section="urgent" if is_late else "new" if is_new else "desk",
        tenancy_id=row.respondent_id,
        title=row.address,
        url=url,
        contact_url=links("visit_log")(row.respondent_id),
        reasons=reasons,
        next_step=_("Tal med parterne") if row.acted_on is None else _("Se, hvad der nu skal ske"),
        place=place_of(row),
        lead=Lead(_("Se klagesagen"), url, "message-square-warning", always=True),
    )


def place_of(row: Any) -> Place:
    return Place(row.dwelling_id, f"{row.street} {row.house_number}".strip(), row.sort_key)


# -- reasons -------------------------------------------------------------------------------------------


def reasons_of(row: Any, today: dt.date) -> list[Reason]:
    found = [clock(row, today), board(row, today), sanction(row, today)]
    return [reason for reason in found if reason is not None]


def clock(row: Any, today: dt.date) -> Reason | None:
    """Never quieter as the day comes nearer, or when it has passed."""
    if row.acted_on is not None:
        return None
    what = {"what": label_of(ComplaintCategory(row.category)).lower()}
    if row.action_due is None:
        return Reason(_("Ny klage: %(what)s") % what, 11, "ok")
    days = (row.action_due - today).days
    said = {"day": say_day(row.action_due, today), "when": say_relative(row.action_due, today), **what}
    if days < 0:
        return Reason(_("Frist for at handle på en klage var %(day)s") % said, 52, "late")
    if days <= 1:
        return Reason(_("Frist for at handle på en klage %(when)s") % said, 50, "late")
    if days <= WEEK:
        return Reason(_("Frist for at handle på en klage %(when)s") % said, 26, "soon")
    return Reason(_("Ny klage: %(what)s, handles senest %(day)s") % said, 12, "ok")


def board(row: Any, today: dt.date) -> Reason | None:
    """What the board should have decided by, and until when its decision may be brought to court."""
    if row.board_decided_on is not None and row.status == "board":
        due = board_appeal_due(row.board_decided_on)
        if 0 <= (due - today).days <= WEEK:
            return Reason(
                _("Nævnets afgørelse kan indbringes til %(day)s") % {"day": say_day(due, today)}, 8, "soon"
            )
        return Reason(_("Nævnet har afgjort klagen"), 7, "soon") if due < today else None
    if row.board_reply_on is None or row.board_decided_on is not None:
        return None
    due = board_decision_due(row.board_reply_on)
    if (due - today).days > WEEK:
        return None
    said = {"day": say_day(due, today)}
    if due < today:
        return Reason(_("Nævnet skulle have afgjort klagen %(day)s") % said, 9, "soon")
    return Reason(_("Nævnet afgør klagen senest %(day)s") % said, 8, "soon")


def sanction(row: Any, today: dt.date) -> Reason | None:
    if row.sanction_until is None or (row.sanction_until - today).days > FORTNIGHT:
        return None
    said = {"day": say_day(row.sanction_until, today)}
    if row.sanction_until <= today:
        return Reason(_("Det betingede lejeforhold udløb %(day)s") % said, 10, "soon")
    return Reason(_("Det betingede lejeforhold udløber %(day)s") % said, 8, "soon")


# -- deadlines and the calendar ------------------------------------------------------------------------


def running() -> QuerySet[Any, Any]:
    return Complaint.objects.open().filter(action_due__isnull=False, acted_on__isnull=True)


def complaint_deadlines() -> QuerySet[Any, Any]:
    """The landlord's 4 weeks while they run, and until somebody has acted."""
    label, route = _("Frist for at handle på en klage"), "complaint_detail"
    return deadline_rows(
        running(), tenancy="respondent_id", on="action_due", label=label, words="", route=route
    )


def complaint_events(user: Any, first: dt.date, last: dt.date) -> list[CalendarEvent]:
    """All day, with the number of the complaint: neither whom it is about nor what. The administration: its
    organisation's. A caretaker: of the estates she answers for."""
    if user.role not in HAS_CALENDAR:
        return []
    mine = Complaint.objects.visible_to(user)
    if user.role == Role.CARETAKER:
        mine = mine.filter(estate_id__in=user.membership.responsible_estate_ids)
    rows = running().filter(pk__in=mine.values("pk"), action_due__gte=first, action_due__lte=last)
    return [
        CalendarEvent(
            uid=f"klage-{row.pk}",
            summary=_("Frist · %(number)s") % {"number": row.number},
            start=row.action_due,
            end=row.action_due + dt.timedelta(days=1),
            made_at=row.created_at,
        )
        for row in rows.only("serial", "received_on", "action_due", "created_at")
        if row.action_due is not None
    ]
