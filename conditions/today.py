"""Concerns on I dag: the new ones of whoever answers for the flat, and those in hand that came to a halt. The
rows come with the query of the page (cases/today_along.py)."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment
from cases.links import household_link, links
from cases.providers import Day, Lead, Place, Reason, TodayItem
from cases.providers import register as register_provider
from conditions.choices import ConcernStatus, Urgency
from conditions.models import ConcernFlag
from conditions.words import KINDS, days_open
from core.gathering import Part
from core.phrases import as_day, say_count
from core.words import gettext as _

MOST_CONCERNS = 200
RESTS_DAYS = 7
"""So long a concern that is taken may lie before I dag asks what becomes of it."""
LATE_DAYS = 2
COLUMNS = (
    *("kinds", "urgency", "status", "created_at", "taken_at", "closed_at"),
    *("tenancy_id", "dwelling_id", "estate_id"),
)
ALSO = {
    "address": "dwelling__address",
    "street": "dwelling__stairwell__street",
    "house_number": "dwelling__stairwell__house_number",
    "sort_key": "dwelling__sort_key",
}


def register() -> None:
    register_provider(today=concern_items, today_with=("concerns", concerns_part))


def concerns_part(user: Any, today: dt.date) -> Part:
    waits = Q(status=ConcernStatus.RECEIVED)
    rests = Q(status=ConcernStatus.IN_HAND, case__isnull=True) & in_hand_of(user)
    rows = ConcernFlag.objects.visible_to(user).filter(waits | rests).order_by("created_at", "pk")
    return Part(rows[:MOST_CONCERNS], COLUMNS, ALSO)


def in_hand_of(user: Any) -> Q:
    """Taken by this person, unless they are away; by whom they stand in for; or by somebody who no longer has
    the estate they answer for."""
    taker = {"membership__user_id": OuterRef("taken_by_id"), "membership__role": Role.CARETAKER}
    away = Absence.objects.current().filter(membership__organisation_id=OuterRef("organisation_id"), **taker)
    has_estate = EstateAssignment.objects.current().filter(estate_id=OuterRef("estate_id"), **taker)
    here = Q(estate_id__any=user.membership.responsible_estate_ids)
    own = Q(~Exists(away), taken_by_id=user.pk)
    stands_in = Q(Exists(away.filter(stand_in=user.membership)))
    return own | stands_in | here & Q(~Exists(has_estate))


def concern_items(user: Any, day: Day) -> list[TodayItem]:
    rows = [concern for concern in day.along.get("concerns", ()) if is_to_do(user, concern, day)]
    return [item_of(concern, day.today) for concern in rows]


def is_to_do(user: Any, concern: Any, day: Day) -> bool:
    """A new one is of whoever works with the household, else of whoever answers for the estate; one in hand
    (in_hand_of) is asked about when it has rested long enough."""
    if concern.status == ConcernStatus.IN_HAND:
        return days_since(concern.taken_at, day.today) > RESTS_DAYS
    if day.hands is not None and concern.tenancy_id in day.hands.own:
        return True
    of_another = day.hands is not None and concern.tenancy_id in day.hands.others
    return concern.estate_id in user.membership.responsible_estate_ids and not of_another


def item_of(concern: Any, today: dt.date) -> TodayItem:
    url = links("concern_detail")(concern.pk)
    is_new = concern.status == ConcernStatus.RECEIVED
    reason = new_reason(concern, today) if is_new else resting_reason(concern, today)
    lead = Lead(_("Se meldingen"), url, "megaphone", always=True)
    return TodayItem(
        section=section_of(concern, today),
        tenancy_id=concern.tenancy_id or 0,
        title=concern.address,
        url=household_link(concern.tenancy_id) if concern.tenancy_id and not is_new else url,
        contact_url=links("visit_log")(concern.tenancy_id) if concern.tenancy_id else "",
        reasons=[reason],
        next_step=_("Tag meldingen") if is_new else _("Afslut den, eller gør den til en sag"),
        place=Place(
            concern.dwelling_id, f"{concern.street} {concern.house_number}".strip(), concern.sort_key
        ),
        lead=lead,
    )


def section_of(concern: Any, today: dt.date) -> str:
    if concern.status == ConcernStatus.IN_HAND:
        return "desk"
    is_late = days_open(concern, today) > LATE_DAYS
    return "urgent" if concern.urgency != Urgency.NORMAL or is_late else "new"


def new_reason(concern: Any, today: dt.date) -> Reason:
    """ "Akut fare meldt i dag: brandfare"."""
    days = days_open(concern, today)
    said = {"kinds": kinds_short(concern), "when": _("i dag") if not days else say_ago(days)}
    if concern.urgency == Urgency.ACUTE:
        return Reason(_("Akut fare meldt %(when)s: %(kinds)s") % said, 60, "late")
    if concern.urgency == Urgency.SOON:
        return Reason(_("Melding, der haster, %(when)s: %(kinds)s") % said, 30, "late")
    level = "soon" if days > LATE_DAYS else "ok"
    return Reason(_("Ny melding %(when)s: %(kinds)s") % said, 12 + min(days, 10), level)


def resting_reason(concern: Any, today: dt.date) -> Reason:
    said = {"days": say_count(days_since(concern.taken_at, today), _("dag,dage"))}
    return Reason(_("Melding i gang i %(days)s") % said, 6, "soon")


def say_ago(days: int) -> str:
    return _("i går") if days == 1 else _("for %(days)s siden") % {"days": say_count(days, _("dag,dage"))}


def days_since(moment: dt.datetime, today: dt.date) -> int:
    return (today - as_day(moment)).days


def kinds_short(concern: Any) -> str:
    """The first three: the page has them all."""
    return ", ".join(str(KINDS[kind]).lower() for kind in concern.kinds[:3])
