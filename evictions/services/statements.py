"""A statement from the caretaker to the administration: sent on the resident's consent, taken back, answered.

Sending asks for the consent inside the transaction, under the household's lock that withdrawing it takes too;
the database asks again (evictions/models/statements.py).
"""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.grounds import missing_landlord_ground
from cases.models import Consent
from cases.permissions import require_course_of
from cases.services.disclosures import disclose_to_landlord
from cases.services.follow_ups import lock_course
from core.constraints import explained
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind, StatementStatus
from evictions.models import EvictionCase, ReviewDecision, Statement
from evictions.services.eviction_writes import answered, ask_answer, locked, require_open, save, write_step
from evictions.statement_words import name_contents


@dataclass(frozen=True)
class Said:
    """All that a statement can say. The plan in kroner: `plan_count` times `plan_amount` from `plan_from`."""

    contact_established: bool = False
    applied_on: dt.date | None = None
    pause_until: dt.date | None = None
    plan_amount: Decimal | None = None
    plan_count: int | None = None
    plan_from: dt.date | None = None


@transaction.atomic
def send_statement(*, actor: Any, case: EvictionCase, consent: Consent, said: Said) -> Statement:
    """With the record of the disclosure, a line of the timeline and a question to the administration, or none
    of them. DomainError without a consent of the household's open casework case that counts today and names
    the administration. The same once more, while it waits, is the one that waits."""
    require_role(actor, Role.CARETAKER)
    lock_course(case.tenancy)
    require_course_of(actor, case.tenancy)
    case = locked(case)
    require_open(case)
    waiting = Statement.objects.waiting().filter(eviction_case=case).first()
    if waiting and _says(waiting) == said:
        return waiting
    if waiting:
        raise DomainError(_("Administrationen har ikke svaret på den forrige indstilling endnu."))
    consent = _checked(consent, case)
    _check_days(said)
    statement = Statement(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        case_id=consent.case_id,
        consent=consent,
        made_by_id=actor.pk,
        **asdict(said),
    )
    what = name_contents(statement)
    with explained(Statement):
        statement.disclosure = disclose_to_landlord(actor=actor, consent=consent, what=what)
        statement.save(force_insert=True)
    save(case, **ask_answer(case, AnswerReason.STATEMENT))
    write_step(
        case, LegalStepKind.STATEMENT_SENT, actor=actor, values={"statement": str(statement.pk)}, push=False
    )
    return statement


@transaction.atomic
def take_back_statement(*, actor: Any, statement: Statement) -> Statement:
    """The caretaker asks no more, while nobody has answered. That it was sent stays on record."""
    require_role(actor, Role.CARETAKER)
    lock_course(statement.tenancy)
    require_course_of(actor, statement.tenancy)
    if not _withdraw(actor, statement):
        raise DomainError(_("Indstillingen er allerede besvaret eller trukket tilbage."))
    return statement


def withdraw_with_consent(actor: Any, consent: Consent) -> None:
    """The consent it rests on is withdrawn: what waits is not answered any more. Called by cases, inside its
    transaction and under the household's lock."""
    for statement in Statement.objects.waiting().filter(consent=consent):
        _withdraw(actor, statement)


def answer_statement(statement: Statement, decision: ReviewDecision) -> Statement:
    """SENT → ANSWERED, by `decision`; inside its transaction, with the case locked. What the case waits for
    is settled by whoever decides. DomainError when it was taken back meanwhile."""
    moved = {"status": StatementStatus.ANSWERED, "answered_at": timezone.now()}
    waiting = Statement.objects.waiting().filter(pk=statement.pk, eviction_case_id=decision.eviction_case_id)
    if not waiting.update(**moved):
        raise DomainError(_("Indstillingen er trukket tilbage eller besvaret imens. Se sagen igen."))
    statement.refresh_from_db()
    return statement


def _withdraw(actor: Any, statement: Statement) -> bool:
    case = locked(statement.eviction_case)
    moved = {"status": StatementStatus.WITHDRAWN, "answered_at": timezone.now()}
    if not Statement.objects.waiting().filter(pk=statement.pk).update(**moved):
        return False
    statement.refresh_from_db()
    save(case, **answered(case, AnswerReason.STATEMENT))
    write_step(
        case,
        LegalStepKind.PUT_RIGHT,
        actor=actor,
        values={"statement": str(statement.pk)},
        reason=_("Indstillingen fra den sociale vicevært er trukket tilbage."),
        push=False,
    )
    return True


def _says(statement: Statement) -> Said:
    return Said(**{name: getattr(statement, name) for name in Said.__dataclass_fields__})


def _checked(consent: Consent, case: EvictionCase) -> Consent:
    """As it stands under the lock. Of the same household's case, which is open."""
    fresh = Consent.objects.select_related("case").filter(pk=consent.pk, tenancy_id=case.tenancy_id).first()
    if fresh is None:
        raise DomainError(_("Samtykket hører til en anden husstand. Vælg et af denne husstands samtykker."))
    if not fresh.case.is_open:
        raise DomainError(_("Din sag om husstanden er afsluttet. Genåbn den, før du sender noget."))
    if problem := missing_landlord_ground(fresh):
        raise DomainError(problem)
    return fresh


def _check_days(said: Said) -> None:
    today = timezone.localdate()
    if said.applied_on and said.applied_on > today:
        raise DomainError(_("Ansøgningen kan ikke være sendt på en dag, der ikke er kommet endnu."))
    if said.pause_until and said.pause_until < today:
        raise DomainError(_("Henstanden skal gælde til i dag eller senere. Vælg en anden dag."))
    if said.plan_from and said.plan_from < today:
        raise DomainError(_("Det første afdrag kan ikke ligge bag os. Vælg i dag eller en dag, der kommer."))
