"""What eviction cases contribute to I dag and to the deadlines of a household, where no notice does."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.compiled import compiled_for_user
from cases.deadlines import deadline_rows
from cases.household import household_array, phone_of
from cases.in_whose_hands import Hands, hands_of, worked_by
from cases.links import links
from cases.providers import Day, TodayItem
from cases.today_cases import place_of
from core import clock
from core.rows import nested
from evictions.choices import LegalDate
from evictions.models import ArrearsNotice, EvictionCase
from evictions.providers import MOST_NOTICES, PLACE_COLUMNS, next_step, section_of
from evictions.urgency import reasons_for
from evictions.urgency_facts import facts_of_case

EVICTION_COLUMNS = (
    "pk",
    "tenancy_id",
    "status",
    "claim_amount",
    "due_date",
    "opened_at",
    "demand_deadline",
    "hearing_at",
    "eviction_at",
    "standstill_until",
    "children",
    "contact_on",
    "reviewed_at",
    "tenancy__monthly_rent",
    "tenancy__dwelling__address",
)


def eviction_deadlines() -> QuerySet[Any, Any]:
    """What an open eviction case is to come to: a demand deadline that still runs, and days at the court
    until somebody has written what came of them."""
    running = Q(next_kind=LegalDate.DEADLINE, next_on__gte=clock.today())
    at_court = Q(next_kind__in=[LegalDate.HEARING, LegalDate.EVICTION])
    named = [When(next_kind=kind, then=Value(str(label))) for kind, label in LegalDate.choices]
    label = Case(*named, output_field=CharField())
    rows = EvictionCase.objects.open().filter(running | at_court)
    route = "eviction_detail"
    return deadline_rows(rows, tenancy="tenancy_id", on="next_on", label=label, words="", route=route)


def eviction_items(user: Any, day: Day) -> list[TodayItem]:
    """Eviction cases of households whose notice is closed, or that never had one."""
    hands = day.hands or hands_of(user, day.today)
    rows = _evictions_alone(
        user, promised=list(day.follow_ups), own=list(hands.own), others=list(hands.others)
    )
    return [eviction_item(case, day) for case in rows]


@compiled_for_user
def _evictions_alone(
    user: Any, *, promised: list[int], own: list[int], others: list[int]
) -> QuerySet[Any, Any]:
    mine = worked_by(user, also=Q(tenancy_id__any=promised), hands=Hands(own, others))
    notices = ArrearsNotice.objects.open().filter(tenancy_id=OuterRef("tenancy_id"))
    rows = EvictionCase.objects.visible_to(user).open().filter(mine).exclude(Exists(notices))
    rows = rows.order_by(F("next_on").asc(nulls_last=True), "pk")
    return nested(rows, *EVICTION_COLUMNS, *PLACE_COLUMNS, people=household_array())[:MOST_NOTICES]


def eviction_item(case: Any, day: Day) -> TodayItem:
    """A case (with its tenancy and dwelling) as a line, by the same rules as a notice."""
    promised = day.follow_ups.get(case.tenancy_id)
    facts = replace(facts_of_case(case, day.today), next_step_on=promised.due_on if promised else None)
    reasons = reasons_for(facts)
    return TodayItem(
        section=section_of(facts, reasons),
        tenancy_id=case.tenancy_id,
        title=case.tenancy.dwelling.address,
        url=links("eviction_detail")(case.pk),
        contact_url=links("visit_log")(case.tenancy_id),
        reasons=reasons,
        next_step=next_step(facts, promised),
        phone=phone_of(case.people),
        next_on=facts.next_step_on,
        last_on=case.contact_on,
        place=place_of(case.tenancy.dwelling, case.tenancy.sort_key),
        extra={"follow_up_id": promised.pk if promised else None},
    )
