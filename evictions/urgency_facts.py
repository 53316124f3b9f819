"""What an eviction case adds to the facts of its household's notice: read as one JSON object beside it.

The list speaks of the landlord's course once a month; the case knows it to the day.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from core.phrases import as_day
from evictions.choices import AT_COURT, STAGE_ORDER, EvictionStatus, Stage
from evictions.models import EvictionCase
from evictions.urgency import Facts

COLUMNS = (
    "pk",
    "status",
    "demand_deadline",
    "hearing_at",
    "eviction_at",
    "standstill_until",
    "children",
)
STAGE_OF_STATUS: dict[str, str] = {
    EvictionStatus.DEMAND: Stage.DEMAND,
    EvictionStatus.TERMINATED: Stage.TERMINATION,
    **dict.fromkeys(AT_COURT, Stage.BAILIFF_COURT),
}


def eviction_json(tenancy: str = "tenancy_id") -> Subquery:
    """To annotate a row that has a tenancy with its open eviction case, of which there is at most one; NULL
    without one. Its scope is the row's own."""
    rows = EvictionCase.objects.open().filter(tenancy_id=OuterRef(tenancy)).order_by()
    return Subquery(rows.values(json=JSONObject(**{name: name for name in COLUMNS}))[:1])


def with_eviction(facts: Facts, found: dict[str, Any] | None) -> Facts:
    """The facts of the notice, as far as the case does not know better."""
    if not found:
        return facts
    stage = max(facts.stage, STAGE_OF_STATUS.get(found["status"], Stage.ARREARS), key=STAGE_ORDER.__getitem__)
    deadline = found["demand_deadline"]
    return replace(
        facts,
        stage=stage,
        deadline=dt.date.fromisoformat(deadline) if deadline else facts.deadline,
        hearing_at=moment(found["hearing_at"]),
        eviction_at=moment(found["eviction_at"]),
        standstill_until=day(found["standstill_until"]),
        children=found["children"] if found["children"] != "unknown" else facts.children,
    )


def facts_of_case(case: Any, today: dt.date) -> Facts:
    """Of a case whose household has no open notice: what the list says is not known. Nothing is `taken` here,
    and nothing new either: the steps have come to the inbox."""
    return Facts(
        today=today,
        due_date=case.due_date or as_day(case.opened_at),
        created_on=as_day(case.opened_at),
        amount=case.claim_amount or Decimal(0),
        stage=STAGE_OF_STATUS.get(case.status, Stage.ARREARS),
        deadline=case.demand_deadline,
        rent=case.tenancy.monthly_rent,
        children=case.children,
        hearing_at=case.hearing_at,
        eviction_at=case.eviction_at,
        standstill_until=case.standstill_until,
        contact_on=case.contact_on,
        last_attempt_on=case.contact_on,
        taken=True,
    )


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
