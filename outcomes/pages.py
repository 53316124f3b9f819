"""What the pages of figures show: rows of this year against last, and the pictures beside them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.years import read_year
from outcomes.bars import Picture, picture_of
from outcomes.counts import counts_of
from outcomes.figures import COUNT, Figure, Group, groups_for
from outcomes.shown import ALL, Shown, Value, say
from residents.models import Estate

YEARS = 5
"""This one and those before it have a tab; an older one has an address."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the year, and one estate or ALL."""

    year: int
    place: int
    estates: list[Estate]

    @property
    def before(self) -> int:
        return self.year - 1

    @property
    def estate(self) -> Estate | None:
        return next((each for each in self.estates if each.pk == self.place), None)

    def query(self, **other: Any) -> str:
        known: dict[str, Any] = {"aar": self.year, "afdeling": self.place or "", **other}
        return urlencode({name: value for name, value in known.items() if value})


@dataclass(frozen=True)
class Told:
    """This year and the last, as they may be shown."""

    now: Shown
    before: Shown


@dataclass(frozen=True)
class FigureRow:
    figure: Figure
    title: str
    now: Value
    before: Value
    url: str = ""

    @property
    def says_now(self) -> str | int | float:
        return say(self.figure, self.now)

    @property
    def has_something(self) -> bool:
        return any(value.number or value.is_hidden for value in (self.now, self.before))

    @property
    def says_before(self) -> str | int | float:
        return say(self.figure, self.before)


@dataclass(frozen=True)
class GroupPage:
    group: Group
    rows: list[FigureRow]
    picture: Picture | None


def asked_of(request: HttpRequest) -> Asked:
    """An estate the person does not have is not found."""
    estates = list(Estate.objects.visible_to(request.user).order_by("sort_key").only("name", "sort_key"))
    named = request.GET.get("afdeling", "")
    place = int(named) if named.isascii() and named.isdecimal() and len(named) <= 18 else ALL
    if place != ALL and place not in {each.pk for each in estates}:
        raise Http404
    return Asked(read_year(request), place, estates)


def told_of(user: Any, asked: Asked, today: dt.date) -> Told:
    """Always of every estate the person has, also when one is asked for: what is hidden of it must not depend
    on how one asks."""
    years = (asked.year, asked.year - 1)
    counts = counts_of(user, years, today)
    ids = [each.pk for each in asked.estates]
    return Told(*(Shown(counts[year], ids) for year in years))


def groups_of(user: Any, asked: Asked, told: Told) -> list[GroupPage]:
    return [_group(group, asked, told) for group in groups_for(user.role)]


def _group(group: Group, asked: Asked, told: Told) -> GroupPage:
    rows = [
        FigureRow(
            figure,
            str(figure.title),
            told.now.value(figure, asked.place),
            told.before.value(figure, asked.place),
            f"{reverse('outcome_figure', args=[figure.key])}?{asked.query()}",
        )
        for figure in group.figures
        if figure.per_estate or asked.place == ALL
    ]
    counted = [row for row in rows if row.figure.kind == COUNT]
    return GroupPage(group, rows, picture_of([drawn(row) for row in counted]))


def drawn(row: FigureRow) -> tuple[str, float | None, float | None]:
    return row.title, row.now.number, row.before.number


def estate_rows(figure: Figure, asked: Asked, told: Told) -> list[FigureRow]:
    """The figure estate by estate, those with something in either year."""
    if not figure.per_estate:
        return []
    rows = [
        FigureRow(
            figure,
            estate.name,
            told.now.value(figure, estate.pk),
            told.before.value(figure, estate.pk),
            f"{reverse('outcomes_overview')}?{asked.query(afdeling=estate.pk)}",
        )
        for estate in asked.estates
    ]
    return [row for row in rows if row.has_something]


def total_row(figure: Figure, told: Told) -> FigureRow:
    return FigureRow(figure, _("I alt"), told.now.value(figure), told.before.value(figure))


def year_tabs(asked: Asked) -> list[dict[str, Any]]:
    this = timezone.localdate().year
    return [
        {"url": f"?{asked.query(aar=year)}", "label": str(year), "active": year == asked.year}
        for year in range(this, this - YEARS, -1)
    ]
