"""Who has which estate today, as the coordinator's board: estates without anybody first."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, User
from accounts.permissions import acting_organisation
from accounts.routing import responsible_on


@dataclass(frozen=True)
class Figure:
    """A number on the coordinator's overview that can be opened; `level` colours it when it is not 0."""

    value: int
    label: Any
    url: str
    level: str = "soon"


WaitingProvider = Callable[[int], Mapping[int, int]]
FigureProvider = Callable[[Any], Figure | None]
_waiting: list[WaitingProvider] = []
_open_cases: list[WaitingProvider] = []
_figures: list[FigureProvider] = []


@dataclass
class EstateLine:
    """`covered`: somebody gets its notices today. `absence`: of the responsible, today."""

    estate: Any
    covered: bool = False
    waiting: int = 0
    responsible: EstateAssignment | None = None
    absence: Absence | None = None
    colleagues: list[EstateAssignment] = field(default_factory=list)
    office: list[EstateAssignment] = field(default_factory=list)
    planned: list[EstateAssignment] = field(default_factory=list)


def board_of(user: User) -> list[EstateLine]:
    """Every estate of the acting organisation, those nobody covers first, most waiting notices on top."""
    today = timezone.localdate()
    organisation = acting_organisation(user)
    covered = responsible_on(today, organisation.pk)
    waiting = waiting_for(organisation.pk)
    lines = {
        estate.pk: EstateLine(estate, covered=estate.pk in covered, waiting=waiting[estate.pk])
        for estate in organisation.estates.visible_to(user)
    }
    absences = absences_today(user, today)
    rows = EstateAssignment.objects.visible_to(user).not_over(today)
    for row in rows.select_related("membership__user").order_by("starts_on", "pk"):
        place(lines[row.estate_id], row, today, absences)
    return sorted(lines.values(), key=lambda line: (line.covered, -line.waiting, line.estate.sort_key))


def line_of(user: User, estate: Any) -> EstateLine:
    """The line of one estate."""
    today = timezone.localdate()
    line = EstateLine(
        estate,
        covered=estate.pk in responsible_on(today, estate.organisation_id),
        waiting=waiting_for(estate.organisation_id)[estate.pk],
    )
    rows = EstateAssignment.objects.visible_to(user).not_over(today).filter(estate=estate)
    absences = absences_today(user, today)
    for row in rows.select_related("membership__user").order_by("starts_on", "pk"):
        place(line, row, today, absences)
    return line


def place(line: EstateLine, row: EstateAssignment, today: dt.date, absences: dict[int, Absence]) -> None:
    """Put an assignment where the line shows it."""
    if row.starts_on > today:
        line.planned.append(row)
    elif row.is_responsible:
        line.responsible, line.absence = row, absences.get(row.membership_id)
    elif row.membership.role == Role.ESTATE_OFFICE:
        line.office.append(row)
    else:
        line.colleagues.append(row)


def absences_today(user: User, today: dt.date) -> dict[int, Absence]:
    rows = Absence.objects.visible_to(user).current(today).select_related("stand_in__user")
    return {row.membership_id: row for row in rows}


def register_waiting(provider: WaitingProvider) -> None:
    """`provider(organisation_id)` → estate_id: how many open cases nobody gets. accounts knows no cases."""
    if provider not in _waiting:
        _waiting.append(provider)


def waiting_for(organisation_id: int) -> Counter[int]:
    """estate_id → how much waits there for somebody to be responsible."""
    counts: Counter[int] = Counter()
    for provider in _waiting:
        counts.update(provider(organisation_id))
    return counts


def register_figure(provider: FigureProvider) -> None:
    """`provider(user)` → what else the coordinator is to see first of all; None when there is none of what
    stands there only then."""
    if provider not in _figures:
        _figures.append(provider)


def figures_of(user: Any) -> list[Figure]:
    return [figure for provider in _figures if (figure := provider(user)) is not None]


def register_open_cases(provider: WaitingProvider) -> None:
    """`provider(organisation_id)` → estate_id: how many open cases it has, whoever they are with."""
    if provider not in _open_cases:
        _open_cases.append(provider)


def open_cases_in(organisation_id: int) -> Counter[int]:
    """estate_id → how many open cases."""
    counts: Counter[int] = Counter()
    for provider in _open_cases:
        counts.update(provider(organisation_id))
    return counts


def responsible_after(estate: Any, day: dt.date | None) -> str | None:
    """The name of who is responsible the day after."""
    if day is None:
        return None
    rows = EstateAssignment.objects.current(day + dt.timedelta(days=1))
    names = rows.filter(estate=estate, is_responsible=True).values_list("membership__user__name")
    return next((name for (name,) in names), None)


def responsible_names(organisation_id: int) -> dict[int, str]:
    """estate_id → the name of who gets what comes there today."""
    who = responsible_on(timezone.localdate(), organisation_id)
    names = dict(User.objects.filter(pk__in=set(who.values())).values_list("pk", "name"))
    return {estate_id: names[user_id] for estate_id, user_id in who.items()}


def history_of(user: User, estate: Any) -> list[EstateAssignment]:
    """Everybody who has had the estate, newest first."""
    rows = EstateAssignment.objects.visible_to(user).filter(estate=estate)
    return list(rows.select_related("membership__user").order_by("-starts_on", "-pk"))
