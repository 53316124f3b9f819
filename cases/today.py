"""I dag: what the providers bring, what cases ask for and what was promised, one line for each household, in
the order of a caretaker's morning."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.compiled import compiled_for_user
from accounts.models import Absence
from cases.choices import VisitResult
from cases.days import NEVER, NO_DAY
from cases.household import household_array, phone_of
from cases.in_whose_hands import Hands
from cases.links import household_link, links
from cases.models import FollowUp, Visit
from cases.providers import Day, Reason, TodayItem, today_providers
from cases.today_along import read_along
from cases.today_cases import TodayCase, hands_of_cases, open_cases, place_of, today_cases
from cases.today_safety import with_safety
from core.phrases import say_clock, say_count, say_list
from core.rows import nested

SECTIONS: dict[str, str | Promise] = {
    "urgent": gettext_lazy("Haster"),
    "due": gettext_lazy("Besøg i dag"),
    "desk": gettext_lazy("Andet i dag"),
    "silent": gettext_lazy("Uden kontakt i over 14 dage"),
    "new": gettext_lazy("Nyt til dig"),
    "done": gettext_lazy("Logget i dag"),
}
STRONGEST = ("urgent", "due", "desk", "new", "silent", "done", "later")
"""A household that belongs in two sections stands in the first of them."""
WALKED = frozenset({"due"})
"""Sections in walking order, stairwell by stairwell; the others by urgency."""
NOWHERE = -(2**62)
RESULTS = dict(VisitResult.choices)
MOST_FOLLOW_UPS = 500
MOST_VISITS = 200
PLACE_COLUMNS = (
    "tenancy__sort_key",
    "tenancy__dwelling__pk",
    "tenancy__dwelling__address",
    "tenancy__dwelling__stairwell__street",
    "tenancy__dwelling__stairwell__house_number",
)
FOLLOW_UP_COLUMNS = ("pk", "tenancy_id", "due_on", "text", *PLACE_COLUMNS)
VISIT_COLUMNS = ("tenancy_id", "result", "occurred_at", *PLACE_COLUMNS)


@dataclass(frozen=True)
class Section:
    key: str
    title: str | Promise
    items: list[TodayItem]

    @property
    def is_walked(self) -> bool:
        return self.key in WALKED


@dataclass(frozen=True)
class TodayPage:
    sections: list[Section]
    later: int

    def count(self, key: str) -> int:
        return next((len(section.items) for section in self.sections if section.key == key), 0)

    @property
    def summary(self) -> str:
        """One sentence: what is waiting."""
        words = {
            "urgent": _("haster,haster"),
            "due": _("besøg i dag,besøg i dag"),
            "desk": _("andet i dag,andet i dag"),
            "silent": _("uden kontakt i over 14 dage,uden kontakt i over 14 dage"),
            "new": _("ny,nye"),
        }
        parts = [say_count(self.count(key), said) for key, said in words.items() if self.count(key)]
        if not parts:
            return _("Der venter ikke noget på dig lige nu.")
        return f"{say_list(parts)}."


def today_page(user: Any, today: dt.date) -> TodayPage:
    found = open_cases(user, today=today)
    hands = hands_of_cases(found)
    day = Day(today, open_follow_ups(user, hands), hands, read_along(user, today))
    worked = visits_of_today(user, today)
    cases = today_cases(user, found, day, worked)
    items = provided_items(user, day)
    for tenancy_id, line in cases.items():
        items[tenancy_id] = joined(items.get(tenancy_id), line, day.follow_ups.get(tenancy_id), today)
    alone = (promised for promised in day.follow_ups.values() if promised.tenancy_id not in items)
    items |= {promised.tenancy_id: follow_up_item(promised, today) for promised in alone}
    items = with_visits(items, worked)
    shown = with_safety(user, day, items)
    sections = [Section(key, title, sort(key, shown)) for key, title in SECTIONS.items()]
    later = sum(item.section == "later" for item in shown)
    return TodayPage([section for section in sections if section.items], later)


def provided_items(user: Any, day: Day) -> dict[int, TodayItem]:
    """By household; a vacant dwelling under its own key (as in cases.today_safety), and what is about no
    place at all, or about several, each under one of its own."""
    items: dict[int, TodayItem] = {}
    for provider in today_providers:
        for item in provider(user, day):
            key = item.tenancy_id or (-item.place.dwelling_id if item.place else NOWHERE - len(items))
            items[key] = together(items[key], item) if key in items else item
    return {key: with_promise(item, day) for key, item in items.items()}


def with_promise(item: TodayItem, day: Day) -> TodayItem:
    """A provider that knows nothing of next steps leaves what was promised to us."""
    promised = day.follow_ups.get(item.tenancy_id)
    if promised is None or "follow_up_id" in item.extra:
        return item
    if promised.due_on <= day.today:
        return together(item, follow_up_item(promised, day.today))
    return replace(item, next_on=promised.due_on, extra={**item.extra, "follow_up_id": promised.pk})


def together(found: TodayItem, other: TodayItem) -> TodayItem:
    """Two providers have something about one household: one line, with the reasons of both. Its page is that
    of the first, as long as that one has something to do today."""
    ahead = found.section == "later"
    first, second = (other, found) if ahead else (found, other)
    return replace(
        first,
        section=stronger(first.section, second.section),
        reasons=heaviest([*first.reasons, *second.reasons]),
        next_step=first.next_step or second.next_step,
        phone=first.phone or second.phone,
        lead=first.lead or second.lead,
        next_on=first.next_on or second.next_on,
        last_on=first.last_on or second.last_on,
        extra={**second.extra, **first.extra},
    )


def sort(key: str, items: Iterable[TodayItem]) -> list[TodayItem]:
    own = [item for item in items if item.section == key]
    return sorted(own, key=walking_order if key in WALKED else order)


def order(item: TodayItem) -> tuple[Any, ...]:
    """Most urgent first, then the earliest promise, then the oldest contact (never is oldest)."""
    return (-item.points, item.next_on or NO_DAY, item.last_on or NEVER, item.tenancy_id)


def walking_order(item: TodayItem) -> tuple[str, int]:
    """Street by street, stairwell by stairwell, floor by floor."""
    return (item.place.sort_key if item.place else "", item.tenancy_id)


def stronger(*sections: str) -> str:
    return min(sections, key=STRONGEST.index)


def joined(found: TodayItem | None, line: TodayCase, promised: Any, today: dt.date) -> TodayItem:
    """A case as a line of its own, or what it adds to the line there is. A promise that is due is a visit."""
    due = promised is not None and promised.due_on <= today
    section = stronger(line.item.section, "due") if due else line.item.section
    if found is None:
        promise = [promise_reason(promised.due_on, today)] if due and promised else []
        return replace(line.item, section=section, reasons=heaviest([*line.item.reasons, *promise]))
    said = {reason.text for reason in found.reasons}
    added = [reason for reason in line.added if reason.text not in said]
    return replace(
        found,
        section=stronger(found.section, section),
        reasons=heaviest([*found.reasons, *added]),
        phone=found.phone or line.item.phone,
        lead=line.item.lead if found.section in {"done", "later"} else found.lead,
    )


def heaviest(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: -reason.points)


def open_follow_ups(user: Any, hands: Hands) -> dict[int, Any]:
    """What was promised to the households one works with, and what one promised oneself elsewhere; not while
    one is away: then it is the stand-in's; and not where somebody else has the case now."""
    rows = _follow_ups(user, own=list(hands.own), others=list(hands.others))
    return {promised.tenancy_id: promised for promised in rows}


@compiled_for_user
def _follow_ups(user: Any, *, own: list[int], others: list[int]) -> QuerySet[Any, Any]:
    away = Absence.objects.filter(membership=user.membership).current()
    promised = Q(~Exists(away), caretaker_id=user.pk)
    rows = FollowUp.objects.visible_to(user).open().worked_by(user, also=promised, hands=Hands(own, others))
    rows = rows.order_by("due_on", "pk")
    return nested(rows, *FOLLOW_UP_COLUMNS, people=household_array())[:MOST_FOLLOW_UPS]


def follow_up_item(promised: Any, today: dt.date) -> TodayItem:
    """A promise to a household that nothing else has brought; one that lies ahead is only counted on its case
    or notice."""
    due = promised.due_on <= today
    return TodayItem(
        section="due" if due else "promised",
        tenancy_id=promised.tenancy_id,
        title=promised.tenancy.dwelling.address,
        url=household_link(promised.tenancy_id),
        contact_url=links("visit_log")(promised.tenancy_id),
        reasons=[promise_reason(promised.due_on, today)] if due else [],
        next_step=promised.text,
        phone=phone_of(promised.people),
        next_on=promised.due_on,
        place=place_of(promised.tenancy.dwelling, promised.tenancy.sort_key),
        extra={"follow_up_id": promised.pk},
    )


def promise_reason(due_on: dt.date, today: dt.date) -> Reason:
    """For a promise that is due."""
    days = (today - due_on).days
    if days == 0:
        return Reason(_("Opfølgning i dag"), 14, "soon")
    return Reason(_("Opfølgning %(late)s over tid") % {"late": say_count(days, _("dag,dage"))}, 16, "soon")


def visits_of_today(user: Any, today: dt.date) -> dict[int, Any]:
    """tenancy_id → the last thing this person logged there today."""
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    return {visit.tenancy_id: visit for visit in reversed(_visits_since(user, midnight=midnight))}


@compiled_for_user
def _visits_since(user: Any, *, midnight: dt.datetime) -> QuerySet[Any, Any]:
    rows = Visit.objects.visible_to(user).standing()
    rows = rows.filter(caretaker_id=user.pk, occurred_at__gte=midnight)
    return nested(rows.order_by("-occurred_at", "-pk"), *VISIT_COLUMNS)[:MOST_VISITS]


def with_visits(items: Mapping[int, TodayItem], worked: Mapping[int, Any]) -> dict[int, TodayItem]:
    """What was logged today is said where it happened; households with nothing else left are there too."""
    every = dict(items)
    for tenancy_id, visit in worked.items():
        said = {"result": RESULTS[visit.result], "clock": say_clock(visit.occurred_at)}
        reason = Reason(_("%(result)s %(clock)s") % said, 0, "quiet")
        item = every.get(tenancy_id)
        if item is None or item.section == "promised":
            every[tenancy_id] = visited_item(visit, reason, item)
        elif item.section == "done":
            every[tenancy_id] = replace(item, reasons=[reason, *item.reasons])
    return every


def visited_item(visit: Any, reason: Reason, promised: TodayItem | None) -> TodayItem:
    if promised:
        return replace(promised, section="done", reasons=[reason])
    return TodayItem(
        section="done",
        tenancy_id=visit.tenancy_id,
        title=visit.tenancy.dwelling.address,
        url=household_link(visit.tenancy_id),
        contact_url=links("visit_log")(visit.tenancy_id),
        reasons=[reason],
        place=place_of(visit.tenancy.dwelling, visit.tenancy.sort_key),
    )
