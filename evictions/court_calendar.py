"""A month of days at the bailiff court, as a list of days and as a grid of weeks. One query."""

import datetime as dt
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.danish import MONTHS, week_number
from core.lists import row_links
from core.phrases import say_clock
from core.weekdays import is_weekday
from evictions.cards.hearings import level_of, place_of
from evictions.choices import HearingKind, HearingStatus
from evictions.models import Hearing

MOST = 500
"""More in a month are not drawn; the page says so."""
WEEKDAYS = (
    gettext_lazy("Mandag"),
    gettext_lazy("Tirsdag"),
    gettext_lazy("Onsdag"),
    gettext_lazy("Torsdag"),
    gettext_lazy("Fredag"),
    gettext_lazy("Lørdag"),
    gettext_lazy("Søndag"),
)
EARLIEST, LATEST = dt.date(2020, 1, 1), dt.date(2100, 12, 1)


@dataclass(frozen=True)
class Entry:
    """`short` stands in the grid, where there is room for a clock and a number."""

    clock: str
    kind: str
    address: str
    estate: str
    number: str
    where: str
    url: str
    level: str
    status: str = ""

    @property
    def short(self) -> str:
        return f"{self.clock.removeprefix('kl. ')} {self.number}"


@dataclass(frozen=True)
class Day:
    on: dt.date
    entries: list[Entry] = field(default_factory=list)
    is_outside: bool = False
    is_today: bool = False
    is_free: bool = False


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[tuple[int, list[Day]]]
    days: list[Day]
    is_cut: bool = False

    @property
    def title(self) -> str:
        return f"{MONTHS[self.first.month - 1].capitalize()} {self.first.year}"

    @property
    def count(self) -> int:
        return sum(len(day.entries) for day in self.days)


def month_of(text: str, today: dt.date) -> dt.date:
    """'2026-12' → its first day; anything else is the month of today."""
    try:
        first = dt.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return min(max(first, EARLIEST), LATEST)


def neighbour(first: dt.date, step: int) -> dt.date:
    months = first.year * 12 + first.month - 1 + step
    return dt.date(months // 12, months % 12 + 1, 1)


def read_month(user: Any, first: dt.date, today: dt.date) -> Month:
    """Only what the person may see: the administration and the coordinator the organisation, a caretaker her
    estates. `days` are those with something on them; the grid has whole weeks."""
    last = neighbour(first, 1) - dt.timedelta(days=1)
    rows = Hearing.objects.visible_to(user).to_show().on_days(first, last).order_by("at", "pk")
    found = list(
        rows.select_related("eviction_case", "tenancy__dwelling", "estate").only(
            "kind",
            "at",
            "place_kind",
            "place",
            "status",
            "eviction_case__serial",
            "eviction_case__opened_at",
            "tenancy__dwelling__address",
            "estate__name",
        )[: MOST + 1]
    )
    by_day: dict[dt.date, list[Entry]] = defaultdict(list)
    link, now = row_links("eviction_detail"), timezone.now()
    for hearing in found[:MOST]:
        by_day[timezone.localdate(hearing.at)].append(_entry(hearing, link(hearing.eviction_case_id), now))
    weeks = [
        (week_number(days[0]), [_day(day, by_day, first, today) for day in days])
        for days in Calendar().monthdatescalendar(first.year, first.month)
    ]
    listed = [_day(day, by_day, first, today) for day in sorted(by_day)]
    return Month(first, weeks, listed, is_cut=len(found) > MOST)


def _day(on: dt.date, by_day: dict[dt.date, list[Entry]], first: dt.date, today: dt.date) -> Day:
    outside = on.month != first.month
    return Day(on, by_day.get(on, []), outside, on == today, not is_weekday(on))


def _entry(hearing: Hearing, url: str, now: dt.datetime) -> Entry:
    is_set = hearing.status == HearingStatus.SET
    return Entry(
        clock=say_clock(hearing.at),
        kind=str(HearingKind(hearing.kind).label),
        address=hearing.tenancy.dwelling.address,
        estate=hearing.estate.name,
        number=hearing.eviction_case.number,
        where=place_of(hearing),
        url=url,
        level=level_of(hearing.at, now) if is_set else "quiet",
        status=_status(hearing, is_set, now),
    )


def _status(hearing: Hearing, is_set: bool, now: dt.datetime) -> str:
    if not is_set:
        return str(HearingStatus(hearing.status).label)
    return _("Ikke skrevet ned, hvad der skete") if hearing.at <= now else ""
