"""The block picture: every flat of an estate where it lies, street by street and stairwell by stairwell, and
which of them there are open reports of. Two queries, whatever the size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.choices import ConcernStatus, Urgency
from conditions.models import ConcernFlag
from conditions.querysets import HANDLES
from core.lists import row_links
from core.phrases import say_count
from core.sortkeys import address_sort_key, format_address, normalise_floor
from core.weekdays import last_late_day
from residents.models import Dwelling

COLUMNS = (
    "id",
    "floor",
    "side",
    "number",
    "address",
    "stairwell_id",
    "stairwell__street",
    "stairwell__house_number",
)
MOST_ABREAST = 4
"""Doors of a floor that stand under those of the floor above. More than that (a gallery) go on below."""


@dataclass(frozen=True)
class Mark:
    """What stands in the cell of a flat with open reports."""

    level: str
    sign: str
    total: int
    days: int

    @property
    def since(self) -> str:
        return _("ny") if self.days == 0 else _("%(days)s d") % {"days": self.days}

    @property
    def words(self) -> str:
        said = [say_count(self.total, _("åben melding,åbne meldinger")), say_open_for(self.days)]
        if self.level == "late":
            said.append(_("akut fare"))
        return ", ".join(said)


@dataclass(frozen=True)
class Cell:
    url: str
    name: str
    label: str
    mark: Mark | None


@dataclass(frozen=True)
class Floor:
    """`cells` holds None where the floor has no such door."""

    label: str
    cells: Sequence[Cell | None]


@dataclass(frozen=True)
class Entrance:
    """A stairwell, its floors from the top."""

    pk: int
    house: str
    name: str
    floors: Sequence[Floor]
    open: int


@dataclass(frozen=True)
class Street:
    name: str
    anchor: str
    entrances: Sequence[Entrance]

    @cached_property
    def open(self) -> int:
        return sum(entrance.open for entrance in self.entrances)


@dataclass(frozen=True)
class Block:
    streets: Sequence[Street]
    dwellings: int
    marks: Sequence[Mark]
    weekdays: int
    """So many the organisation gives a report to be taken in."""

    @property
    def open(self) -> int:
        return sum(mark.total for mark in self.marks)

    @property
    def entrances(self) -> int:
        return sum(len(street.entrances) for street in self.streets)


def block_of(user: Any, **place: Any) -> Block:
    """`place` is what to show: estate_id=… or stairwell_id=… of one the user may see."""
    dwellings = Dwelling.objects.visible_to(user).filter(**place)
    rows = list(dwellings.order_by("stairwell__sort_key", "stairwell_id", "sort_key", "pk").values(*COLUMNS))
    concerns = ConcernFlag.objects.visible_to(user).open().filter(**where_of(place))
    weekdays = user.membership.organisation.untaken_after_weekdays
    marks = marks_of(concerns.values_list("dwelling_id", "created_at", "status", "urgency"), weekdays)
    leads = cell_urls(user)
    streets = [
        Street(street, f"vej-{number}", [entrance(list(members), marks, leads) for members in entrances])
        for number, (street, entrances) in enumerate(by_street(rows), 1)
    ]
    return Block(streets, len(rows), list(marks.values()), weekdays)


def where_of(place: dict[str, Any]) -> dict[str, Any]:
    return {name if name.startswith("estate") else f"dwelling__{name}": key for name, key in place.items()}


def cell_urls(user: Any) -> Any:
    """The office reports; the caretaker reads what is reported."""
    if user.role in HANDLES:
        address = reverse("concern_list")
        return lambda pk: f"{address}?lejemaal={pk}"
    return row_links("concern_report")


def by_street(rows: list[dict[str, Any]]) -> Iterable[tuple[str, list[list[dict[str, Any]]]]]:
    for street, members in groupby(rows, key=lambda row: row["stairwell__street"]):
        yield street, [list(doors) for _pk, doors in groupby(members, key=lambda row: row["stairwell_id"])]


def entrance(rows: list[dict[str, Any]], marks: dict[int, Mark], leads: Any) -> Entrance:
    first = rows[0]
    house = first["stairwell__house_number"]
    levels = [(label, list(doors)) for label, doors in groupby(rows, key=level_of)]
    slots = slots_of([doors for _label, doors in levels])

    def cell(row: dict[str, Any]) -> Cell:
        return Cell(leads(row["id"]), row["address"], label_of(row, rows), marks.get(row["id"]))

    def floor(label: str, doors: list[dict[str, Any]]) -> Floor:
        if not slots:
            return Floor(label, [cell(row) for row in doors])
        at = {row["side"]: row for row in doors}
        return Floor(label, [cell(at[side]) if side in at else None for side in slots])

    return Entrance(
        pk=first["stairwell_id"],
        house=house or first["stairwell__street"],
        name=f"{first['stairwell__street']} {house}".strip(),
        floors=[floor(label, doors) for label, doors in reversed(levels)],
        open=sum(marks[row["id"]].total for row in rows if row["id"] in marks),
    )


def level_of(row: dict[str, Any]) -> str:
    """'3.', 'st.', 'kl.'; "" of a house without floors."""
    floor = normalise_floor(row["floor"])
    return format_address("", "", floor, "").strip() if floor else ""


def slots_of(levels: list[list[dict[str, Any]]]) -> list[str]:
    """The sides of a stairwell from left to right, when each door has a place of its own among few."""
    sides = {row["side"] for doors in levels for row in doors}
    is_twice = any(len({row["side"] for row in doors}) < len(doors) for doors in levels)
    if is_twice or len(sides) > MOST_ABREAST:
        return []
    return sorted(sides, key=lambda side: address_sort_key("", "", "", side))


def label_of(row: dict[str, Any], neighbours: list[dict[str, Any]]) -> str:
    """The side; of a house of one household that it is a house, else the number of the flat."""
    if row["side"]:
        return str(row["side"])
    return _("hus") if len(neighbours) == 1 else str(row["number"])


def marks_of(concerns: Iterable[tuple[int, dt.datetime, str, str]], weekdays: int) -> dict[int, Mark]:
    """By dwelling. One that nobody has taken in so many weekdays stands out, by the coordinator's clock."""
    of_dwelling = defaultdict(list)
    for dwelling_id, *concern in concerns:
        of_dwelling[dwelling_id].append(concern)
    today = timezone.localdate()
    late = last_late_day(today, weekdays)
    return {pk: mark_of(rows, today, late) for pk, rows in of_dwelling.items()}


def mark_of(rows: list[Any], today: dt.date, late: dt.date) -> Mark:
    oldest = min(timezone.localdate(created_at) for created_at, _status, _urgency in rows)
    urgencies = {urgency for _created_at, _status, urgency in rows}
    waits = any(
        status == ConcernStatus.RECEIVED and timezone.localdate(created_at) <= late
        for created_at, status, _urgency in rows
    )
    level, sign = "ok", ""
    if Urgency.ACUTE in urgencies:
        level, sign = "late", "!!"
    elif waits or Urgency.SOON in urgencies:
        level, sign = "soon", "!"
    return Mark(level, sign, len(rows), max((today - oldest).days, 0))


def say_open_for(days: int) -> str:
    """'i dag', '1 dag', '3 dage'."""
    return say_count(days, _("dag,dage")) if days else _("i dag")
