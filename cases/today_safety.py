"""Safety on I dag: the marks on every line, and the flags that are to be seen to again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from cases.links import household_link, links
from cases.models import SafetyFlag
from cases.providers import Day, Lead, Place, Reason, TodayItem
from cases.safety import LABELS, grouped
from core.gathering import Part
from residents.models import Tenancy

FLAG_COLUMNS = ("dwelling_id", "estate_id", "kind", "review_on")


def with_safety(user: Any, day: Day, items: Mapping[int, TodayItem]) -> list[TodayItem]:
    """The flags of all one's estates are read along (today_along.py): there are few of them."""
    flags = day.along["flags"]
    marks = grouped({"dwelling_id": flag.dwelling_id, "kind": flag.kind} for flag in flags)
    lines = dict(items)
    for flag in flags:
        if flag.review_on <= day.today:
            add_review(user, day, lines, flag)
    return [
        replace(item, marks=marks[item.place.dwelling_id])
        if item.place and item.place.dwelling_id in marks
        else item
        for item in lines.values()
    ]


def flags_part(user: Any, today: dt.date) -> Part:
    """In force on one's estates, with the household that lives there now."""
    lives = Tenancy.objects.current().filter(dwelling_id=OuterRef("dwelling_id"))
    rows = SafetyFlag.objects.visible_to(user).in_force(today).order_by("review_on", "pk")
    also = {
        "address": "dwelling__address",
        "street": "dwelling__stairwell__street",
        "house_number": "dwelling__stairwell__house_number",
        "sort_key": "dwelling__sort_key",
        "tenancy_id": Subquery(lives.values("pk")[:1]),
    }
    return Part(rows, FLAG_COLUMNS, also)


def add_review(user: Any, day: Day, lines: dict[int, TodayItem], flag: Any) -> None:
    """On the line of its household, else as a line of its own for whoever answers for the estate."""
    reason = Reason(
        _("Advarslen om %(what)s skal ses efter") % {"what": str(LABELS[flag.kind]).lower()}, 8, "soon"
    )
    lead = Lead(_("Se advarslen efter"), links("safety_flag")(flag.pk), "shield-alert")
    key = flag.tenancy_id or -flag.dwelling_id
    if found := lines.get(key):
        shown = found.section not in {"later", "promised", "done"}
        section = found.section if shown else "desk"
        lines[key] = replace(
            found,
            section=section,
            reasons=[*found.reasons, reason],
            lead=lead if section == "desk" else found.lead,
        )
    elif flag.estate_id in user.membership.responsible_estate_ids and not of_another(flag, day):
        lines[key] = TodayItem(
            section="desk",
            tenancy_id=flag.tenancy_id or 0,
            title=flag.address,
            url=household_link(flag.tenancy_id) if flag.tenancy_id else lead.url,
            contact_url=links("visit_log")(flag.tenancy_id) if flag.tenancy_id else "",
            reasons=[reason],
            next_step=_("Forny den, eller fjern den"),
            place=place_of_flag(flag),
            lead=lead,
        )


def place_of_flag(flag: Any) -> Place:
    return Place(flag.dwelling_id, f"{flag.street} {flag.house_number}".strip(), flag.sort_key)


def of_another(flag: Any, day: Day) -> bool:
    """Whoever has the household's case sees to it."""
    return day.hands is not None and flag.tenancy_id in day.hands.others
