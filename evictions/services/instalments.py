"""An instalment plan: agreed, replaced by another, cancelled, kept. What breaks one is an arrears list
(services/plans_broken.py)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.constraints import explained
from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind, PlanStatus
from evictions.instalments import LONGEST_TOLERANCE, Payment, check_payments
from evictions.models import EvictionCase, Instalment, InstalmentPlan
from evictions.services.eviction_writes import answered, locked, require_open, save, write_step


@dataclass(frozen=True)
class Terms:
    """`start_balance` in kroner: what was owed when it was agreed, and what the instalments pay."""

    agreed_on: dt.date
    start_balance: Decimal
    tolerance_days: int
    comment: str = ""


@transaction.atomic
def agree_plan(
    *,
    actor: Any,
    case: EvictionCase,
    seen: int | None,
    terms: Terms,
    payments: Sequence[Payment],
    replaces: InstalmentPlan | None = None,
) -> InstalmentPlan:
    """A running plan is never changed: another one takes its place (`replaces`), and both stay. It answers
    that one was broken. DomainError when the instalments do not pay what is owed."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(case, seen)
    require_open(case)
    _check(terms, payments)
    if replaces is not None:
        _end(case, actor, replaces, PlanStatus.CANCELLED)
    with explained(InstalmentPlan):
        plan = InstalmentPlan.objects.create(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            eviction_case=case,
            made_by_id=actor.pk,
            agreed_on=terms.agreed_on,
            start_balance=terms.start_balance,
            tolerance_days=terms.tolerance_days,
            comment=terms.comment.strip(),
        )
    Instalment.objects.bulk_create(
        Instalment(plan=plan, number=number, due_on=payment.due_on, amount=payment.amount)
        for number, payment in enumerate(payments, 1)
    )
    save(case, **answered(case, AnswerReason.PLAN_BROKEN))
    values = {
        "plan": str(plan.pk),
        "balance": str(terms.start_balance),
        "count": str(len(payments)),
        "first": str(payments[0].due_on),
        "last": str(payments[-1].due_on),
    }
    write_step(case, LegalStepKind.PLAN_AGREED, actor=actor, on=terms.agreed_on, values=values)
    return plan


@transaction.atomic
def cancel_plan(*, actor: Any, plan: InstalmentPlan, seen: int | None) -> InstalmentPlan:
    """It holds no more, whoever wanted it so: ACTIVE → CANCELLED."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(plan.eviction_case, seen)
    return _say(case, actor, _end(case, actor, plan, PlanStatus.CANCELLED), LegalStepKind.PLAN_CANCELLED)


@transaction.atomic
def keep_plan(*, actor: Any, plan: InstalmentPlan, seen: int | None) -> InstalmentPlan:
    """A person confirms that everything is paid: ACTIVE → KEPT, when the last instalment is due. A list can
    only propose it: a tenancy that is missing from one has not proved that it paid."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(plan.eviction_case, seen)
    last = plan.instalments.order_by("-due_on").values_list("due_on", flat=True).first()
    if last is None or last > timezone.localdate():
        raise DomainError(_("Det sidste afdrag er ikke forfaldet endnu. Vent, til dagen er kommet."))
    return _say(case, actor, _end(case, actor, plan, PlanStatus.KEPT), LegalStepKind.PLAN_KEPT)


def _check(terms: Terms, payments: Sequence[Payment]) -> None:
    if terms.agreed_on > timezone.localdate():
        raise DomainError(_("Aftalen kan ikke være indgået på en dag, der ikke er kommet endnu."))
    if terms.tolerance_days > LONGEST_TOLERANCE:
        raise DomainError(
            _("En betaling må højst være %(days)s dage forsinket.") % {"days": LONGEST_TOLERANCE}
        )
    check_payments(payments, terms.start_balance, terms.agreed_on)


def _end(case: EvictionCase, actor: Any, plan: InstalmentPlan, status: PlanStatus) -> InstalmentPlan:
    """Compare and set: only one that runs. The case is locked by now, so no list breaks it meanwhile."""
    rows = InstalmentPlan.objects.active().filter(pk=plan.pk, eviction_case=case)
    if not rows.update(status=status, ended_at=timezone.now(), ended_by_id=actor.pk):
        raise DomainError(_("Afdragsordningen løber ikke mere. Se på den igen."))
    plan.refresh_from_db()
    return plan


def _say(case: EvictionCase, actor: Any, plan: InstalmentPlan, kind: LegalStepKind) -> InstalmentPlan:
    """On a closed case too: the plan may run on after it was averted."""
    save(case)
    write_step(case, kind, actor=actor, on=timezone.localdate(), values={"plan": str(plan.pk)})
    return plan
