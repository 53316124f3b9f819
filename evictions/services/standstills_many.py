"""Letting many cases rest at once, from today on: the same rows and lines of the timeline as for one, in the
same number of queries however many there are."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import LegalStepKind
from evictions.models import EvictionCase, Standstill, StandstillReason
from evictions.services.eviction_writes import new_step, require_open, save_many, write_steps


def begin_standstills(
    *,
    actor: Any,
    cases: Sequence[EvictionCase],
    reason: StandstillReason,
    ends_on: dt.date,
    comment: str = "",
) -> None:
    """From today to `ends_on`, both included, of locked cases of one organisation, inside the caller's
    transaction. Not pushed: the decision that is the cause is. DomainError when one of them rests already."""
    today = timezone.localdate()
    if ends_on < today:
        raise DomainError(_("Pausen slutter, før den begynder. Vælg en dag, der kommer."))
    if resting([case.pk for case in cases], today, ends_on):
        raise DomainError(_("Der er allerede henstand i den periode. Afslut den først."))
    for case in cases:
        require_open(case)
    standstills = [_standstill(actor, case, reason, today, ends_on, comment) for case in cases]
    Standstill.objects.bulk_create(standstills)
    save_many((case, {"standstill_until": ends_on}) for case in cases)
    write_steps(
        [
            new_step(
                standstill.eviction_case,
                LegalStepKind.STANDSTILL_BEGUN,
                actor=actor,
                on=today,
                values={"standstill": str(standstill.pk), "until": str(ends_on)},
                reason=reason.name,
            )
            for standstill in standstills
        ]
    )


def _standstill(
    actor: Any,
    case: EvictionCase,
    reason: StandstillReason,
    starts_on: dt.date,
    ends_on: dt.date,
    comment: str,
) -> Standstill:
    return Standstill(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by_id=actor.pk,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        comment=comment,
    )


def resting(case_ids: Collection[int], first: dt.date, last: dt.date) -> dict[int, dt.date]:
    """Those that rest on some day from `first` to `last` already: case → last day of that standstill."""
    rows = Standstill.objects.filter(
        eviction_case_id__in=case_ids, ended_at__isnull=True, starts_on__lte=last, ends_on__gte=first
    )
    return dict(rows.order_by("ends_on").values_list("eviction_case_id", "ends_on"))
