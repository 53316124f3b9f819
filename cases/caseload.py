"""How the open cases are spread among the caretakers, for the coordinator. Nothing of what a case is about.

Every figure is counted from the same lines that its list shows, so a number and its list cannot disagree.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Absence, Membership
from cases.choices import SILENT_DAYS, CaseStatus, CaseWeight
from cases.days import NEVER, NO_DAY
from cases.deadlines import deadlines_of
from cases.models import Case, HandoverItem
from core.sortkeys import danish_sort_key

SOON = dt.timedelta(days=7)
STATUS, WEIGHT = dict(CaseStatus.choices), dict(CaseWeight.choices)


@dataclass(frozen=True)
class CaseLine:
    """One open case, as the coordinator sees it."""

    pk: int
    number: str
    address: str
    estate_id: int
    estate: str
    status: str
    weight: int
    responsible_id: int | None
    responsible: str
    opened_on: dt.date
    contact_on: dt.date | None
    next_on: dt.date | None
    next_label: str
    overdue: bool
    soon: bool
    silent: bool
    in_hand: bool
    in_handover: bool

    @property
    def weight_label(self) -> str:
        return str(WEIGHT[self.weight])

    @property
    def status_label(self) -> str:
        return str(STATUS[self.status])

    @property
    def level(self) -> str:
        return "late" if self.overdue else "soon" if self.soon else "quiet"


@dataclass(frozen=True)
class Figure:
    """A column of the table, and the list behind each of its numbers."""

    label: str | Promise
    holds: Callable[[CaseLine], bool]
    level: str = "quiet"


FIGURES: dict[str, Figure] = {
    "aabne": Figure(_("Åbne sager"), lambda line: True),
    "frist-snart": Figure(_("Frist inden for 7 dage"), lambda line: line.soon, "soon"),
    "overskredet": Figure(_("Frist overskredet"), lambda line: line.overdue, "late"),
    "uden-kontakt": Figure(_("Uden kontakt i 14 dage"), lambda line: line.silent, "soon"),
}


@dataclass
class Load:
    """What one caretaker has in hand."""

    membership: Membership
    lines: list[CaseLine] = field(default_factory=list)
    away: Absence | None = None

    @property
    def weight(self) -> int:
        return sum(line.weight for line in self.lines)

    def count(self, which: str) -> int:
        return len(select(self.lines, which))


def select(lines: Iterable[CaseLine], which: str) -> list[CaseLine]:
    """The lines behind a figure: overdue and near deadlines first, then the longest without contact."""
    chosen = (line for line in lines if FIGURES[which].holds(line))
    return sorted(chosen, key=lambda row: (row.next_on or NO_DAY, row.contact_on or NEVER, row.pk))


def case_lines(user: Any, responsible: Membership | None = None) -> list[CaseLine]:
    """The open cases of the organisation (or of one caretaker); a constant number of queries."""
    today = timezone.localdate()
    rows = Case.objects.visible_to(user).open()
    if responsible:
        rows = rows.filter(responsible=responsible)
    in_hand = Case.objects.open().with_caretaker(today).filter(pk=OuterRef("pk"))
    pending = HandoverItem.objects.filter(case=OuterRef("pk"), is_pending=True)
    rows = rows.annotate(in_hand=Exists(in_hand), in_handover=Exists(pending))
    wanted = rows.select_related("tenancy__dwelling", "estate", "responsible__user").defer(
        "about", "waits_for", "closing_note"
    )
    cases = list(wanted.order_by("pk"))
    found = deadlines_of([case.tenancy_id for case in cases])
    return [_line(case, found.get(case.tenancy_id, []), today) for case in cases]


def _line(case: Any, deadlines: list[Any], today: dt.date) -> CaseLine:
    dated = [row for row in deadlines if row.is_dated]
    opened_on = timezone.localdate(case.opened_at)
    return CaseLine(
        pk=case.pk,
        number=case.number,
        address=case.tenancy.dwelling.address,
        estate_id=case.estate_id,
        estate=case.estate.name,
        status=case.status,
        weight=case.weight,
        responsible_id=case.responsible_id,
        responsible=case.responsible.user.name if case.responsible else "",
        opened_on=opened_on,
        contact_on=case.contact_on,
        next_on=dated[0].on if dated else None,
        next_label=str(dated[0].label) if dated else "",
        overdue=any(row.on < today for row in dated),
        soon=any(today <= row.on <= today + SOON for row in dated),
        silent=(case.contact_on or opened_on) < today - dt.timedelta(days=SILENT_DAYS),
        in_hand=case.in_hand,
        in_handover=case.in_handover,
    )


def loads(user: Any, lines: Iterable[CaseLine]) -> list[Load]:
    """Every caretaker who works here, also those without a case, the heaviest load first. What nobody has
    in hand is not counted with anybody: it stands by itself."""
    people = Membership.objects.to_choose(user, Role.CARETAKER)
    by_pk = {membership.pk: Load(membership) for membership in people}
    for line in lines:
        if line.in_hand and line.responsible_id in by_pk:
            by_pk[line.responsible_id].lines.append(line)
    away = Absence.objects.visible_to(user).current().filter(membership__in=by_pk)
    for absence in away.select_related("stand_in__user"):
        by_pk[absence.membership_id].away = absence
    return sorted(by_pk.values(), key=_heaviest_first)


def _heaviest_first(load: Load) -> tuple[Any, ...]:
    return (-load.weight, danish_sort_key(load.membership.user.name))


def of_nobody(lines: Iterable[CaseLine]) -> list[CaseLine]:
    """Open, and who was responsible is gone or has not the estate; by estate."""
    alone = (line for line in lines if not line.in_hand)
    return sorted(alone, key=lambda row: (danish_sort_key(row.estate), row.next_on or NO_DAY, row.pk))
