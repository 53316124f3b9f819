"""Arrears per month: expected against actual, as a picture and as the table it is drawn from."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.danish import MONTHS_SHORT
from evictions.arrears_months import Said, months_of
from evictions.bars import pairs_of
from evictions.choices import CloseReason
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from residents.providers import Panel

OWED_NO_MORE = frozenset({CloseReason.PAID, CloseReason.MISTAKE})
"""Closed for another reason the debt goes on: an agreement or a move pays nothing."""


def months_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel:
    plans = [
        (plan, [each for each in file["instalments"] if each.plan_id == plan.pk]) for plan in file["plans"]
    ]
    months = months_of(said_of(file), plans, case.tenancy.monthly_rent, timezone.localdate())
    rows = [(f"{MONTHS_SHORT[month.first.month - 1]} {month.first.year}", month) for month in months]
    drawn = [(m.expected, m.actual, MONTHS_SHORT[m.first.month - 1]) for m in months]
    context = {"rows": rows[::-1], "bars": pairs_of(drawn), "rent": case.tenancy.monthly_rent}
    return Panel("evictions/_eviction_months.html", context, order=36)


def said_of(file: EvictionFile) -> list[Said]:
    """What the lists said, and nothing from the day a notice was closed as paid."""
    rows = file["revisions"]
    said = [Said(_day(row.listed_at), row.amount) for row in rows]
    ended = {row.notice_id: row.closed_at for row in rows if row.close_reason in OWED_NO_MORE}
    return said + [Said(_day(moment), Decimal(0)) for moment in ended.values() if moment]


def _day(moment: str) -> dt.date:
    """JSON has no moments: what a file holds of a relation is text."""
    parsed = parse_datetime(moment)
    if parsed is None:
        raise ValueError(moment)
    return timezone.localdate(parsed)
