"""Arrears month by month: what was to be expected against what the lists said. Pure; amounts in kroner.

Every figure is as of the last day of the month, and of the current month as of today. *Actual* is what the
newest list before that day said: a list that repeats an amount is not kept as a row of its own, so an
unchanged amount goes on. *Expected* is, while an instalment plan runs, what should be left if it is kept;
otherwise what would be owed if nothing were paid: the month before and this month's rent.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

MOST = 12


@dataclass(frozen=True)
class Said:
    """What a list said on a day, or 0 on the day the arrears were closed."""

    on: dt.date
    amount: Decimal


@dataclass(frozen=True)
class Month:
    """`by_plan`: whether `expected` is what the instalment plan leaves. None: nobody knows the rent, or what
    was owed before."""

    first: dt.date
    expected: Decimal | None
    actual: Decimal
    by_plan: bool = False

    @property
    def over(self) -> bool:
        """More is owed than the plan leaves."""
        return self.by_plan and self.expected is not None and self.actual > self.expected


def months_of(
    said: Iterable[Said],
    plans: Sequence[tuple[Any, list[Any]]],
    rent: Decimal | None,
    today: dt.date,
) -> list[Month]:
    """The latest MOST months since the first list, oldest first. `plans`: each InstalmentPlan with its
    instalments. The database dates the lists: when its clock is ahead around midnight, a list is today's."""
    known = sorted((replace(each, on=min(each.on, today)) for each in said), key=lambda each: each.on)
    if not known:
        return []
    found: list[Month] = []
    before: Decimal | None = None
    first = known[0].on.replace(day=1)
    while first <= today:
        last = min(_next_month(first) - dt.timedelta(days=1), today)
        actual = [each.amount for each in known if each.on <= last][-1]
        found.append(_month(first, last, actual, before, plans, rent))
        before, first = actual, _next_month(first)
    return found[-MOST:]


def _next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)


def _month(
    first: dt.date,
    last: dt.date,
    actual: Decimal,
    before: Decimal | None,
    plans: Sequence[tuple[Any, list[Any]]],
    rent: Decimal | None,
) -> Month:
    for plan, instalments in plans:
        if _runs_on(plan, last):
            return Month(first, plan.expected(instalments, last), actual, by_plan=True)
    unpaid = before + rent if before is not None and rent is not None else None
    return Month(first, unpaid, actual)


def _runs_on(plan: Any, day: dt.date) -> bool:
    return plan.agreed_on <= day and (plan.ended_at is None or timezone.localdate(plan.ended_at) > day)
