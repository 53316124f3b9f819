"""The landlord lets a case rest: given (also back-dated), prolonged, ended before its time. What ends because
its day has come: services/standstills_over.py."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.constraints import explained
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind
from evictions.models import EvictionCase, LegalStep, Standstill, StandstillReason
from evictions.services.eviction_writes import (
    answered,
    locked,
    new_step,
    require_open,
    save,
    save_many,
    write_step,
    write_steps,
)

FARTHEST = dt.timedelta(days=366)
"""Back and ahead: beyond it somebody has typed another year than they meant."""


@transaction.atomic
def begin_standstill(
    *,
    actor: Any,
    case: EvictionCase,
    seen: int | None,
    reason: StandstillReason,
    starts_on: dt.date,
    ends_on: dt.date,
    comment: str = "",
) -> Standstill:
    """From `starts_on`, today or earlier, to `ends_on`, today or later, both included. It answers that the
    one before is over. DomainError when one is in force already."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(case, seen)
    (standstill,) = begin_standstills(
        actor=actor,
        cases=[case],
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        comment=comment,
        push=True,
    )
    return standstill


def begin_standstills(
    *,
    actor: Any,
    cases: Sequence[EvictionCase],
    reason: StandstillReason,
    starts_on: dt.date,
    ends_on: dt.date,
    comment: str = "",
    push: bool = False,
) -> list[Standstill]:
    """As begin_standstill, of locked cases of one organisation, inside the caller's transaction: in the
    same number of queries however many. Without `push` the decision that is the cause is what is pushed."""
    for case in cases:
        require_open(case)
    if reason.organisation_id != actor.organisation_id or not reason.is_active:
        raise DomainError(_("Den årsag kan ikke vælges mere. Vælg en anden."))
    _check_days(starts_on, ends_on)
    _settle_past(cases)
    standstills = [
        Standstill(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            eviction_case=case,
            made_by_id=actor.pk,
            reason=reason,
            starts_on=starts_on,
            ends_on=ends_on,
            comment=comment.strip(),
        )
        for case in cases
    ]
    with explained(Standstill):
        Standstill.objects.bulk_create(standstills)
    save_many(
        (case, {"standstill_until": ends_on, **answered(case, AnswerReason.STANDSTILL_OVER)})
        for case in cases
    )
    steps = [_begun(standstill, actor) for standstill in standstills]
    write_steps(steps, push=steps if push else [])
    return standstills


def _begun(standstill: Standstill, actor: Any) -> LegalStep:
    return new_step(
        standstill.eviction_case,
        LegalStepKind.STANDSTILL_BEGUN,
        actor=actor,
        on=standstill.starts_on,
        values={"standstill": str(standstill.pk), "until": str(standstill.ends_on)},
        reason=standstill.reason.name,
    )


def resting(case_ids: Collection[int], first: dt.date, last: dt.date) -> dict[int, dt.date]:
    """Those that rest on some day from `first` to `last` already: case → last day of that standstill."""
    rows = Standstill.objects.filter(
        eviction_case_id__in=case_ids, ended_at__isnull=True, starts_on__lte=last, ends_on__gte=first
    )
    return dict(rows.order_by("ends_on").values_list("eviction_case_id", "ends_on"))


@transaction.atomic
def prolong_standstill(
    *, actor: Any, standstill: Standstill, seen: int | None, ends_on: dt.date, comment: str = ""
) -> Standstill:
    """To a later day. What it was before stands in the timeline and the audit."""
    case, standstill = _in_force(actor, standstill, seen)
    before = standstill.ends_on
    if ends_on <= before:
        raise DomainError(
            _("Vælg en dag efter den, henstanden gælder til nu. Skal den slutte før, så afslut den.")
        )
    _check_days(standstill.starts_on, ends_on)
    standstill.ends_on = ends_on
    standstill.comment = comment.strip() or standstill.comment
    with explained(Standstill):
        standstill.save(update_fields=["ends_on", "comment"])
    save(case, standstill_until=ends_on)
    values = {"standstill": str(standstill.pk), "until": str(ends_on), "before": str(before)}
    reason = standstill.reason.name
    write_step(
        case,
        LegalStepKind.STANDSTILL_BEGUN,
        actor=actor,
        on=timezone.localdate(),
        values=values,
        reason=reason,
    )
    return standstill


@transaction.atomic
def end_standstill(*, actor: Any, standstill: Standstill, seen: int | None) -> Standstill:
    """Before its time: the course goes on from today."""
    case, standstill = _in_force(actor, standstill, seen)
    standstill.ended_at, standstill.ended_by_id = timezone.now(), actor.pk
    standstill.save(update_fields=["ended_at", "ended_by"])
    save(case, standstill_until=None)
    values = {"standstill": str(standstill.pk), "until": str(standstill.ends_on)}
    today = timezone.localdate()
    write_step(case, LegalStepKind.STANDSTILL_ENDED, actor=actor, on=today, values=values)
    return standstill


def _in_force(actor: Any, standstill: Standstill, seen: int | None) -> tuple[EvictionCase, Standstill]:
    """The case, locked, and the standstill as it stands. DomainError when it is over."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(standstill.eviction_case, seen)
    require_open(case)
    rows = Standstill.objects.in_force().select_related("reason")
    fresh = rows.filter(pk=standstill.pk, eviction_case=case).first()
    if fresh is None:
        raise DomainError(_("Henstanden er slut. Giv en ny, hvis sagen skal hvile igen."))
    return case, fresh


def _check_days(starts_on: dt.date, ends_on: dt.date) -> None:
    today = timezone.localdate()
    if starts_on > today:
        raise DomainError(
            _("Henstanden kan begynde i dag eller tidligere, ikke på en dag, der ikke er kommet.")
        )
    if ends_on < today:
        raise DomainError(
            _("Henstanden skal slutte i dag eller senere. Er den allerede slut, har den ingen virkning.")
        )
    if starts_on < today - FARTHEST or ends_on > today + FARTHEST:
        raise DomainError(_("Datoen er mere end et år herfra. Se efter, om årstallet er rigtigt."))


def _settle_past(cases: Sequence[EvictionCase]) -> None:
    """One that ran out since the job last ran does not stand in the way of the next."""
    past = Standstill.objects.filter(
        eviction_case__in=cases, ended_at__isnull=True, ends_on__lt=timezone.localdate()
    )
    past.update(ended_at=timezone.now())
