"""Opening, putting right, closing and reopening an eviction case."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.permissions import require_course_of
from core.errors import DomainError
from evictions.choices import (
    AnswerReason,
    EvictionOrigin,
    EvictionOutcome,
    EvictionStatus,
    LegalStepKind,
    OverrideStatus,
)
from evictions.models import ArrearsNotice, EvictionCase
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
from evictions.services.legal_steps import what_stood
from evictions.services.rechecks import drop_rechecks, plan_rechecks
from residents.models import Tenancy

OF_THE_HOUSEHOLD = frozenset({"children", "representative"})
"""What a caretaker knows, too."""
Claim = Sequence[dict[str, str]]
"""[{"type": LineType, "amount": "5200.00", "due_date": "2026-11-01"}], kroner as text."""


class EvictionExistsError(DomainError):
    """The tenancy has an open eviction case already: `case`."""

    def __init__(self, case: EvictionCase) -> None:
        super().__init__(
            _("Lejeforholdet har allerede en åben udsættelsessag, %(number)s. Brug den.")
            % {"number": case.number}
        )
        self.case = case


@transaction.atomic
def open_eviction(
    *,
    actor: Any,
    tenancy: Tenancy,
    due_date: dt.date | None = None,
    claim: Claim = (),
) -> EvictionCase:
    """By hand, with what the open notice of the tenancy knows. EvictionExistsError when there is an open one:
    the database decides between two at once."""
    require_role(actor, Role.ADMINISTRATION)
    if tenancy.organisation_id != actor.organisation_id:
        raise DomainError(_("Lejeforholdet hører til en anden boligorganisation."))
    notice = ArrearsNotice.objects.open().filter(tenancy=tenancy).first()
    lines = list(claim) or (notice.lines if notice else [])
    case = EvictionCase(
        organisation_id=tenancy.organisation_id,
        estate_id=tenancy.estate_id,
        tenancy=tenancy,
        notice=notice,
        origin=EvictionOrigin.HAND,
        due_date=due_date or (notice.due_date if notice else None),
        claim=lines,
        claim_amount=sum_of(lines),
        children=notice.children if notice else "unknown",
        contact_on=notice.contact_on if notice else None,
        opened_by_id=actor.pk,
    )
    try:
        with transaction.atomic():
            save_new(case)
    except IntegrityError as error:
        if existing := EvictionCase.objects.open().filter(tenancy=tenancy).first():
            raise EvictionExistsError(existing) from error
        raise
    write_step(case, LegalStepKind.OPENED, actor=actor)
    return case


def save_new(case: EvictionCase) -> None:
    case.save(force_insert=True)
    case.refresh_from_db(fields=["serial"])
    save(case)


def sum_of(claim: Claim) -> Decimal | None:
    """In kroner; None for a claim that is not known, or owes nothing."""
    total = sum((Decimal(line["amount"]) for line in claim), Decimal(0))
    return total if total > 0 else None


@transaction.atomic
def put_eviction_right(*, actor: Any, case: EvictionCase, seen: int, **facts: Any) -> EvictionCase:
    """`facts`: due_date, claim, children, representative, court, court_number. Caretakers know of children
    and of a representative; the rest is the administration's. What stands so already changes nothing."""
    if actor.role == Role.CARETAKER and not set(facts) - OF_THE_HOUSEHOLD:
        require_course_of(actor, case.tenancy)
    else:
        require_administration_of(actor, case)
    case = locked(case)
    require_open(case)
    changed = {name: value for name, value in facts.items() if getattr(case, name) != value}
    if not changed:
        return case
    require_seen(case, seen)
    named = sorted(changed)
    if "claim" in changed:
        changed["claim_amount"] = sum_of(changed["claim"])
    values = {"changed": named, "before": what_stood(case, changed)}
    save(case, **changed)
    write_step(case, LegalStepKind.PUT_RIGHT, actor=actor, values=values, push=False)
    return case


@transaction.atomic
def close_eviction(
    *, actor: Any, case: EvictionCase, seen: int, outcome: str, note: str = ""
) -> EvictionCase:
    """With an outcome of the code list. What is still asked of the administration is answered with it."""
    require_administration_of(actor, case)
    case = locked(case, seen)
    require_open(case)
    if outcome not in EvictionOutcome.values:
        raise DomainError(_("Vælg et udfald, før sagen afsluttes."))
    now = timezone.now()
    save(
        case,
        closed_from=case.status,
        status=EvictionStatus.CLOSED,
        outcome=outcome,
        outcome_note=note,
        closed_at=now,
        closed_by_id=actor.pk,
        **answered(case),
    )
    plan_rechecks(case)
    write_step(case, LegalStepKind.CLOSED, actor=actor, values={"outcome": outcome})
    return case


@transaction.atomic
def reopen_eviction(*, actor: Any, case: EvictionCase, seen: int) -> EvictionCase:
    """It goes on where it was closed, with the questions nobody has answered. EvictionExistsError when the
    tenancy has another open one."""
    require_administration_of(actor, case)
    case = locked(case, seen)
    if case.is_open:
        raise DomainError(_("Udsættelsessagen er allerede åben."))
    before = case.outcome
    back_to = {"status": case.closed_from, "closed_from": "", "outcome": "", "outcome_note": ""}
    try:
        with transaction.atomic():
            save(case, **back_to, closed_at=None, closed_by=None, **_still_asked(case))
    except IntegrityError as error:
        if existing := EvictionCase.objects.open().filter(tenancy_id=case.tenancy_id).first():
            raise EvictionExistsError(existing) from error
        raise
    drop_rechecks(case)
    write_step(case, LegalStepKind.REOPENED, actor=actor, values={"outcome": before})
    return case


def _still_asked(case: EvictionCase) -> dict[str, Any]:
    """Closing answered everything at once; what was asked of a person before is asked again."""
    waits = case.deadlineoverrides.filter(status=OverrideStatus.ASKED).exists()
    return ask_answer(case, AnswerReason.DEADLINE_ASKED) if waits else {}
