"""I dag: what the providers bring and what was promised, in the order of a caretaker's morning."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Absence
from cases.links import household_link, links
from cases.models import FollowUp
from cases.people import household_array, phone_of
from cases.providers import Day, Reason, TodayItem, today_providers
from core.phrases import say_count

SECTIONS: dict[str, str | Promise] = {
    "urgent": gettext_lazy("Haster"),
    "due": gettext_lazy("Opfølgning i dag"),
    "new": gettext_lazy("Nyt til dig"),
    "silent": gettext_lazy("Uden kontakt i over 14 dage"),
    "done": gettext_lazy("Logget i dag"),
}
MOST_FOLLOW_UPS = 500


@dataclass(frozen=True)
class Section:
    key: str
    title: str | Promise
    items: list[TodayItem]


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
            "due": _("opfølgning,opfølgninger"),
            "new": _("ny,nye"),
            "silent": _("uden kontakt i over 14 dage,uden kontakt i over 14 dage"),
        }
        parts = [say_count(self.count(key), said) for key, said in words.items() if self.count(key)]
        if not parts:
            return _("Der venter ikke noget på dig lige nu.")
        *first, last = parts
        return (_(" og ").join([", ".join(first), last]) if first else last) + "."


def today_page(user: Any, today: dt.date) -> TodayPage:
    day = Day(today, open_follow_ups(user))
    items = [item for provider in today_providers for item in provider(user, day)]
    covered = {item.tenancy_id for item in items}
    alone = [promised for promised in day.follow_ups.values() if promised.tenancy_id not in covered]
    items += follow_up_items([promised for promised in alone if promised.due_on <= today], today)
    sections = [
        Section(key, title, sorted((item for item in items if item.section == key), key=order))
        for key, title in SECTIONS.items()
    ]
    later = sum(item.section == "later" for item in items)
    return TodayPage([section for section in sections if section.items], later)


def order(item: TodayItem) -> tuple[Any, ...]:
    """Most urgent first, then the earliest promise, then the oldest contact (never is oldest)."""
    return (-item.points, item.next_on or dt.date.max, item.last_on or dt.date.min, item.tenancy_id)


def open_follow_ups(user: Any) -> dict[int, FollowUp]:
    """What was promised on the estates one is responsible for, and what one promised oneself elsewhere; not
    while one is away: then it is the stand-in's."""
    away = Absence.objects.filter(membership=user.membership).current()
    own = Q(caretaker_id=user.pk) & ~Exists(away)
    mine = Q(estate_id__in=user.membership.responsible_estate_ids) | own
    rows = FollowUp.objects.visible_to(user).open().filter(mine)
    rows = rows.select_related("tenancy__dwelling").annotate(people=household_array())
    rows = rows.order_by("due_on", "pk")
    return {promised.tenancy_id: promised for promised in rows[:MOST_FOLLOW_UPS]}


def follow_up_items(promises: Iterable[FollowUp], today: dt.date) -> list[TodayItem]:
    """Promises to households that no provider has brought."""
    return [
        TodayItem(
            section="due",
            tenancy_id=promised.tenancy_id,
            title=promised.tenancy.dwelling.address,
            url=household_link(promised.tenancy_id),
            contact_url=links("visit_log")(promised.tenancy_id),
            reasons=[promise_reason(promised.due_on, today)],
            next_step=promised.text,
            phone=phone_of(promised.people),  # type: ignore[attr-defined]
            next_on=promised.due_on,
        )
        for promised in promises
    ]


def promise_reason(due_on: dt.date, today: dt.date) -> Reason:
    """For a promise that is due."""
    days = (today - due_on).days
    if days == 0:
        return Reason(_("Opfølgning i dag"), 14, "soon")
    return Reason(_("Opfølgning %(late)s over tid") % {"late": say_count(days, _("dag,dage"))}, 16, "soon")
