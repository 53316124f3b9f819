"""What to know of each case before it is given to somebody else."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import EstateAssignment, Membership
from cases.deadlines import deadlines_of
from cases.models import Case, HandoverItem
from cases.providers import Deadline, Reason
from core.phrases import say_count, say_relative

CLOSE = dt.timedelta(days=3)
"""A deadline nearer than this is said aloud: the taker has little time to read up."""


@dataclass(frozen=True)
class CaseToGive:
    """One line of the form. `warnings` are its near deadlines and do not stop anybody, `later` the others;
    `stop` says why it cannot be given now."""

    case: Case
    deadlines: list[Deadline]
    later: list[Deadline] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    stop: str = ""

    @property
    def level(self) -> str:
        return self.warnings[0].level if self.warnings else "quiet"

    @property
    def address(self) -> str:
        return str(self.case.tenancy.dwelling.address)


def cases_to_give(
    cases: Iterable[Case], today: dt.date | None = None, *, with_text: bool = False
) -> list[CaseToGive]:
    """Two queries and those of the deadlines, however many cases there are. `with_text`: for whoever reads
    the cases."""
    cases, today = list(cases), today or timezone.localdate()
    found = deadlines_of([case.tenancy_id for case in cases])
    waiting = _waiting_for([case.pk for case in cases])
    lines = []
    for case in cases:
        deadlines, taker = found.get(case.tenancy_id, []), waiting.get(case.pk, "")
        stop = _("Er allerede ved at blive overdraget til %(name)s.") % {"name": taker} if taker else ""
        warnings = [
            _warning(row, today, row.text if with_text else "") for row in deadlines if near(row, today)
        ]
        later = [row for row in deadlines if not near(row, today)]
        lines.append(CaseToGive(case, deadlines, later, warnings, stop))
    return lines


def near(deadline: Deadline, today: dt.date) -> bool:
    return deadline.on <= today + CLOSE


def _warning(deadline: Deadline, today: dt.date, text: str) -> Reason:
    """`text` is "" where the coordinator reads it."""
    if deadline.on < today:
        late = say_count((today - deadline.on).days, _("dag,dage"))
        words, level = _("%(label)s: %(late)s over tid") % {"label": deadline.label, "late": late}, "late"
    else:
        said = {"label": deadline.label, "day": say_relative(deadline.on, today)}
        words, level = _("%(label)s %(day)s") % said, "soon"
    return Reason(f"{words}: »{text}«" if text else words, 0, level)


def _waiting_for(case_ids: Collection[int]) -> dict[int, str]:
    """Case → whose yes an open handover of it waits for."""
    rows = HandoverItem.objects.filter(case_id__in=case_ids, is_pending=True)
    return dict(rows.values_list("case_id", "handover__taker__user__name"))


def estates_of(membership: Membership, day: dt.date | None = None) -> set[int]:
    """Those that are hers; not those she looks after for a colleague who is away."""
    rows = EstateAssignment.objects.current(day).filter(membership=membership)
    return set(rows.values_list("estate_id", flat=True))


def why_not(taker: Membership, cases: Iterable[Case]) -> list[str]:
    """Sentences that say what to do first; none when the taker can have them all."""
    today = timezone.localdate()
    employed = taker.role == Role.CARETAKER and taker.user.is_active
    if not employed or (taker.ended_on and taker.ended_on < today):
        return [_("%(name)s er ikke social vicevært her længere. Vælg en anden.") % {"name": taker.user.name}]
    has = estates_of(taker, today)
    missing: dict[str, list[str]] = {}
    for case in cases:
        if case.estate_id not in has:
            missing.setdefault(case.estate.name, []).append(case.number)
    return [_without_estate(taker.user.name, estate, numbers) for estate, numbers in missing.items()]


def _without_estate(name: str, estate: str, numbers: list[str]) -> str:
    return _(
        "%(name)s har ikke %(estate)s i dag. Koordinatoren skal først give %(name)s afdelingen (under "
        "Tildelinger). Eller tag %(numbers)s ud."
    ) % {"name": name, "estate": estate, "numbers": ", ".join(numbers)}


def stored(deadlines: Iterable[Deadline]) -> list[Mapping[str, Any]]:
    """What was open, for the receipt: `label` for whoever sees that the case is there, `text` is content."""
    return [
        {"on": row.on.isoformat() if row.is_dated else "", "label": str(row.label), "text": row.text}
        for row in deadlines
    ]
