"""Another demand deadline than the computed one: one person proposes it with a reason, another answers."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from evictions.choices import AnswerReason, EvictionStatus, LegalStepKind, OverrideStatus
from evictions.models import DeadlineOverride, EvictionCase
from evictions.permissions import require_administration_of
from evictions.services.eviction_writes import (
    answered,
    ask_answer,
    locked,
    require_open,
    require_seen,
    save,
    write_step,
)

WIDEST = dt.timedelta(days=366)


@transaction.atomic
def ask_deadline(
    *, actor: Any, case: EvictionCase, seen: int, deadline: dt.date, reason: str
) -> DeadlineOverride:
    """Propose `deadline`: nothing changes but that the case waits for a colleague's answer."""
    require_administration_of(actor, case)
    if not reason.strip():
        raise DomainError(_("Skriv, hvorfor fristen skal være en anden, så en kollega kan tage stilling."))
    case = locked(case, seen)
    require_open(case)
    _check(case, deadline)
    override = DeadlineOverride.objects.create(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        made_by=actor,
        deadline=deadline,
        reason=reason.strip(),
    )
    save(case, **ask_answer(case, AnswerReason.DEADLINE_ASKED))
    values = {"deadline": str(deadline), **_before(case)}
    write_step(
        case, LegalStepKind.DEADLINE_ASKED, actor=actor, values=values, reason=override.reason, push=False
    )
    return override


@transaction.atomic
def approve_deadline(*, actor: Any, case: EvictionCase, seen: int) -> EvictionCase:
    """The deadline of the case is the proposed one from now on, until a receipt is registered anew."""
    case, override = _begin_answer(actor, case, seen)
    values = {"deadline": str(override.deadline), **_before(case)}
    _answer(override, actor, OverrideStatus.APPROVED)
    save(
        case,
        demand_deadline=override.deadline,
        is_overridden=True,
        **answered(case, AnswerReason.DEADLINE_ASKED),
    )
    write_step(
        case,
        LegalStepKind.DEADLINE_SET,
        actor=actor,
        on=override.deadline,
        values=values,
        reason=override.reason,
    )
    return case


@transaction.atomic
def refuse_deadline(*, actor: Any, case: EvictionCase, seen: int, reason: str) -> EvictionCase:
    """The deadline stays as it is; `reason` is told to who proposed the other."""
    if not reason.strip():
        raise DomainError(_("Skriv, hvorfor fristen skal blive, som den er."))
    case, override = _begin_answer(actor, case, seen)
    _answer(override, actor, OverrideStatus.REFUSED)
    save(case, **answered(case, AnswerReason.DEADLINE_ASKED))
    values = {"deadline": str(override.deadline)}
    write_step(
        case,
        LegalStepKind.DEADLINE_REFUSED,
        actor=actor,
        values=values,
        reason=reason.strip(),
        push=False,
    )
    return case


def _check(case: EvictionCase, deadline: dt.date) -> None:
    if case.status == EvictionStatus.ARREARS:
        raise DomainError(_("Der er ikke registreret noget påkrav, så der er ingen frist at ændre."))
    if case.deadlineoverrides.filter(status=OverrideStatus.ASKED).exists():
        raise DomainError(_("Der venter allerede et forslag til en anden frist. Svar på det først."))
    if deadline == case.demand_deadline:
        raise DomainError(_("Fristen er allerede den dag. Vælg en anden dag, eller lad den stå."))
    begun = case.demand_received_on or case.demand_issued_on
    if begun and deadline <= begun:
        raise DomainError(_("Fristen ligger før påkravet. Se efter, om datoen er rigtig."))
    if abs(deadline - (begun or timezone.localdate())) > WIDEST:
        raise DomainError(_("Fristen ligger mere end et år fra påkravet. Se efter, om årstallet er rigtigt."))


def _begin_answer(actor: Any, case: EvictionCase, seen: int) -> tuple[EvictionCase, DeadlineOverride]:
    require_administration_of(actor, case)
    case = locked(case)
    require_open(case)
    override = case.deadlineoverrides.filter(status=OverrideStatus.ASKED).first()
    if override is None:
        raise DomainError(_("Der venter ikke noget forslag til en anden frist. Det er allerede besvaret."))
    require_seen(case, seen)
    if override.made_by_id == actor.pk:
        raise DomainError(_("En anden end den, der foreslog fristen, skal godkende den."))
    return case, override


def _answer(override: DeadlineOverride, actor: Any, status: OverrideStatus) -> None:
    override.status = status
    override.answered_by = actor
    override.answered_at = timezone.now()
    override.save(update_fields=["status", "answered_by", "answered_at"])


def _before(case: EvictionCase) -> dict[str, dict[str, str]]:
    return {"before": {"demand_deadline": str(case.demand_deadline)}} if case.demand_deadline else {}
