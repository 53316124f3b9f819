"""Safety on I dag: the marks on every line, and the flags that are to be seen to again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.compiled import compiled_for_user
from cases.links import household_link, links
from cases.models import SafetyFlag
from cases.providers import Day, Lead, Reason, TodayItem
from cases.safety import LABELS, grouped
from cases.today_cases import place_of
from residents.models import Tenancy


def with_safety(user: Any, day: Day, items: Mapping[int, TodayItem]) -> list[TodayItem]:
    """One query for the flags of all one's estates: there are few of them."""
    flags = flags_here(user, today=day.today)
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


@compiled_for_user
def flags_here(user: Any, *, today: dt.date) -> QuerySet[Any, Any]:
    """In force on one's estates, with the household that lives there now."""
    lives = Tenancy.objects.current().filter(dwelling_id=OuterRef("dwelling_id"))
    return (
        SafetyFlag.objects.visible_to(user)
        .in_force(today)
        .select_related("dwelling__stairwell")
        .annotate(tenancy_id=Subquery(lives.values("pk")[:1]), sort_key=F("dwelling__sort_key"))
        .order_by("review_on", "pk")
    )


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
            title=flag.dwelling.address,
            url=household_link(flag.tenancy_id) if flag.tenancy_id else lead.url,
            contact_url=links("visit_log")(flag.tenancy_id) if flag.tenancy_id else "",
            reasons=[reason],
            next_step=_("Forny den, eller fjern den"),
            place=place_of(flag.dwelling, flag.sort_key),
            lead=lead,
        )


def of_another(flag: Any, day: Day) -> bool:
    """Whoever has the household's case sees to it."""
    return day.hands is not None and flag.tenancy_id in day.hands.others
