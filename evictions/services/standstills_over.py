"""Standstills whose last day has passed: the case goes on, its caretaker is told, and the administration is
asked what now."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from django.utils import timezone

from evictions.choices import OPEN_EVICTIONS, AnswerReason, LegalStepKind, StepSource
from evictions.models import EvictionCase, LegalStep, Standstill
from evictions.next_dates import next_date
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.services.outbox import owe_deliveries
from notifications.sql import execute

AT = dt.time(5, 30)
UNTIL = dt.time(23, 0)
BATCH = 500

LET_GO_ON = """
UPDATE evictions_evictioncase AS held
SET standstill_until = NULL, next_on = now_is.next_on, next_kind = now_is.next_kind,
    answer_since = coalesce(held.answer_since, %(moment)s),
    answer_reasons = CASE WHEN %(reason)s = ANY(held.answer_reasons) THEN held.answer_reasons
                          ELSE array_append(held.answer_reasons, %(reason)s::varchar) END,
    revision = held.revision + 1
FROM unnest(%(ids)s::bigint[], %(days)s::date[], %(kinds)s::varchar[]) AS now_is (id, next_on, next_kind)
WHERE held.id = now_is.id
"""


def schedule() -> Scheduled:
    """Every weekday before people come; a standstill that ended on a Saturday is noticed on Monday."""
    return Scheduled("standstills_over", at=AT, until=UNTIL, handler=end_past_standstills)


def end_past_standstills(day: dt.date) -> int:
    """End what held until a day before `day`, however long ago. Returns how many open cases go on. Run twice,
    the second finds nothing. Inside the transaction of the run."""
    number = 0
    while cases := _batch(day):
        _go_on(cases)
        number += len(cases)
    Standstill.objects.filter(ended_at__isnull=True, ends_on__lt=day).update(ended_at=timezone.now())
    EvictionCase.objects.filter(standstill_until__lt=day).update(standstill_until=None)
    return number


def _batch(day: dt.date) -> list[EvictionCase]:
    """Locked in the order of their ids, so that two runs wait for each other instead of for ever. The rest of
    what ends belongs to closed cases: nobody is asked or told."""
    rows = EvictionCase.objects.filter(status__in=sorted(OPEN_EVICTIONS), standstill_until__lt=day)
    return list(rows.order_by("organisation_id", "pk").select_for_update(no_key=True)[:BATCH])


def _go_on(cases: Sequence[EvictionCase]) -> None:
    now, ended = timezone.now(), {case.pk: case.standstill_until for case in cases}
    for case in cases:
        case.standstill_until = None
        case.next_on, case.next_kind = next_date(case)
    execute(
        LET_GO_ON,
        ids=[case.pk for case in cases],
        days=[case.next_on for case in cases],
        kinds=[case.next_kind for case in cases],
        reason=str(AnswerReason.STANDSTILL_OVER),
        moment=now,
    )
    steps = LegalStep.objects.bulk_create(
        LegalStep(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            eviction_case=case,
            kind=LegalStepKind.STANDSTILL_ENDED,
            source=StepSource.CLOCK,
            on=ended[case.pk],
            happened_at=now,
        )
        for case in cases
    )
    for organisation_id, of_one in groupby(steps, key=lambda step: step.organisation_id):
        owe_deliveries(
            kind=DeliveryKind.LEGAL_STEP,
            organisation_id=organisation_id,
            subjects=[(step.pk, step.estate_id) for step in of_one],
        )
