"""Days at court that fall away because the case is taken back from the bailiff court."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from evictions.choices import HearingKind, HearingStatus, LegalStepKind
from evictions.models import EvictionCase, Hearing
from evictions.services.eviction_writes import new_step, write_steps
from notifications.choices import DeliveryKind
from notifications.services.outbox import withdraw_undelivered

STEP_OF = {
    HearingKind.HEARING: LegalStepKind.HEARING_CALLED_OFF,
    HearingKind.EVICTION: LegalStepKind.EVICTION_CALLED_OFF,
}
REMINDERS = (DeliveryKind.HEARING_IN_A_WEEK, DeliveryKind.HEARING_TOMORROW)


def call_off_court_days(*, actor: Any, cases: Sequence[EvictionCase]) -> None:
    """All that are set in these locked cases, with the reminders of them; the caller empties the copies on
    the cases. Not pushed: the decision that is the cause is."""
    by_id = {case.pk: case for case in cases}
    days = list(Hearing.objects.filter(eviction_case__in=cases, status=HearingStatus.SET).order_by("pk"))
    if not days:
        return
    ids = [day.pk for day in days]
    Hearing.objects.filter(pk__in=ids).update(status=HearingStatus.CALLED_OFF)
    withdraw_undelivered(kinds=REMINDERS, subject_ids=ids)
    steps = [
        new_step(
            by_id[day.eviction_case_id],
            STEP_OF[HearingKind(day.kind)],
            actor=actor,
            on=timezone.localdate(day.at),
            values={
                "hearing": day.pk,
                "at": timezone.localtime(day.at).isoformat(timespec="minutes"),
                "place_kind": day.place_kind,
            },
        )
        for day in days
    ]
    write_steps(steps)
