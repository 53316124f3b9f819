"""What the rules ask about an eviction case: dates and codes, without tables. Flags and what is missing are
made from it (red_flags.py, missing.py), also from what a form would change."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from evictions.choices import STATUS_ORDER, Children, EvictionStatus, LineType

if TYPE_CHECKING:
    from evictions.models import EvictionCase


@dataclass(frozen=True)
class ClaimedFee:
    """A demand fee of the claim, in kroner; `on` is the day it fell due, when the ledger tells."""

    amount: Decimal
    on: dt.date | None = None


@dataclass(frozen=True)
class CaseFacts:
    """`reached` is how far the landlord's course has come (EvictionStatus; of a closed case how far it had).
    Days of the court are Danish calendar days."""

    reached: str = EvictionStatus.ARREARS
    is_open: bool = True
    due_date: dt.date | None = None
    has_claim: bool = False
    fees: tuple[ClaimedFee, ...] = ()
    demand_issued_on: dt.date | None = None
    demand_channel: str = ""
    demand_received_on: dt.date | None = None
    demand_deadline: dt.date | None = None
    is_overridden: bool = False
    terminated_on: dt.date | None = None
    move_out_on: dt.date | None = None
    filed_on: dt.date | None = None
    municipal_notice_on: dt.date | None = None
    court: str = ""
    court_number: str = ""
    hearing_on: dt.date | None = None
    eviction_on: dt.date | None = None
    standstill_until: dt.date | None = None
    standstill_is_over: bool = False
    contact_on: dt.date | None = None
    children: str = Children.UNKNOWN

    def has_reached(self, status: str) -> bool:
        return STATUS_ORDER[self.reached] >= STATUS_ORDER[status]


COPIED = (
    "is_open",
    "due_date",
    "demand_issued_on",
    "demand_channel",
    "demand_received_on",
    "demand_deadline",
    "is_overridden",
    "terminated_on",
    "move_out_on",
    "filed_on",
    "municipal_notice_on",
    "court",
    "court_number",
    "standstill_until",
    "contact_on",
    "children",
)


def facts_of_eviction(case: "EvictionCase") -> CaseFacts:
    return CaseFacts(
        **{name: getattr(case, name) for name in COPIED},
        reached=case.status if case.is_open else case.closed_from,
        has_claim=bool(case.claim),
        fees=fees_of(case.claim),
        hearing_on=timezone.localdate(case.hearing_at) if case.hearing_at else None,
        eviction_on=timezone.localdate(case.eviction_at) if case.eviction_at else None,
        standstill_is_over="standstill_over" in case.answer_reasons,
    )


def fees_of(claim: Iterable[Mapping[str, Any]]) -> tuple[ClaimedFee, ...]:
    """The demand fees of a claim; a fee that was taken off again (not above 0) is none."""
    return tuple(
        ClaimedFee(
            Decimal(str(line["amount"])),
            dt.date.fromisoformat(line["due_date"]) if line.get("due_date") else None,
        )
        for line in claim
        if line.get("type") == LineType.DEMAND_FEE and Decimal(str(line["amount"])) > 0
    )
