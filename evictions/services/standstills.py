"""The landlord lets a case rest: given (also back-dated), prolonged, ended before its time. What ends because
its day has come: services/standstills_over.py."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.constraints import explained
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind
from evictions.models import EvictionCase, Standstill, StandstillReason
from evictions.services.eviction_writes import answered, locked, require_open, save, write_step

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
    require_open(case)
    if reason.organisation_id != case.organisation_id or not reason.is_active:
        raise DomainError(_("Den årsag kan ikke vælges mere. Vælg en anden."))
    _check_days(starts_on, ends_on)
    _settle_past(case)
    with explained(Standstill):
        standstill = Standstill.objects.create(
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
    save(case, standstill_until=ends_on, **answered(case, AnswerReason.STANDSTILL_OVER))
    values = {"standstill": str(standstill.pk), "until": str(ends_on)}
    write_step(
        case, LegalStepKind.STANDSTILL_BEGUN, actor=actor, on=starts_on, values=values, reason=reason.name
    )
    return standstill


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


def _settle_past(case: EvictionCase) -> None:
    """One that ran out since the job last ran does not stand in the way of the next."""
    past = Standstill.objects.filter(
        eviction_case=case, ended_at__isnull=True, ends_on__lt=timezone.localdate()
    )
    past.update(ended_at=timezone.now())
