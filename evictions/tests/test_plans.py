"""Agreeing an instalment plan, replacing, cancelling and confirming it; and who may."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind, PlanStatus
from evictions.instalments import Payment, make_payments
from evictions.models import EvictionCase, InstalmentPlan, LegalStep
from evictions.services.eviction_cases import close_eviction
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.instalments import Terms, agree_plan, cancel_plan, keep_plan
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory, days_ahead


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


def agree(actor, case, *, balance="9000", monthly="3000", first=10, agreed=0, tolerance=5, **options):
    case.refresh_from_db()
    terms = Terms(days_ahead(agreed), Decimal(balance), tolerance, "Aftalt på telefonen")
    payments = options.pop("payments", None) or make_payments(
        Decimal(balance), Decimal(monthly), days_ahead(first)
    )
    return agree_plan(actor=actor, case=case, seen=case.revision, terms=terms, payments=payments, **options)


def ended(service, actor, plan):
    plan.eviction_case.refresh_from_db()
    return service(actor=actor, plan=plan, seen=plan.eviction_case.revision)


def kinds(case):
    return list(LegalStep.objects.filter(eviction_case=case).order_by("pk").values_list("kind", flat=True))


def test_agreed(dorte, case):
    plan = agree(dorte, case, balance="9412")
    assert (plan.status, plan.made_by, plan.comment) == ("active", dorte, "Aftalt på telefonen")
    assert [(row.number, row.amount) for row in plan.instalments.all()] == [
        (1, 3000),
        (2, 3000),
        (3, 3000),
        (4, 412),
    ]
    step = LegalStep.objects.get()
    assert (step.kind, step.on) == (LegalStepKind.PLAN_AGREED, days_ahead(0))
    assert step.values["count"] == "4"
    assert Delivery.objects.get(kind="legal_step").subject_id == step.pk


def test_the_sum_must_be_what_is_owed(dorte, case):
    with pytest.raises(DomainError, match="men restancen er"):
        agree(dorte, case, payments=[Payment(days_ahead(10), Decimal(8999))])
    assert not InstalmentPlan.objects.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"agreed": 1}, "ikke er kommet endnu"),
        ({"tolerance": 21}, "højst være 20 dage"),
        ({"first": -1}, "ligger før"),
    ],
)
def test_its_terms_make_sense(dorte, case, options, says):
    with pytest.raises(DomainError, match=says):
        agree(dorte, case, **options)


def test_one_at_a_time(dorte, case):
    agree(dorte, case)
    with pytest.raises(DomainError, match="løber allerede"):
        agree(dorte, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        InstalmentPlanFactory(eviction_case=case)


def test_another_takes_its_place_and_both_stay(dorte, case):
    first = agree(dorte, case)
    second = agree(dorte, case, balance="6000", replaces=first)
    first.refresh_from_db()
    assert (first.status, first.ended_by) == (PlanStatus.CANCELLED, dorte)
    assert first.instalments.count() == 3
    assert InstalmentPlan.objects.active().get() == second
    with pytest.raises(DomainError, match="løber ikke mere"):
        agree(dorte, case, replaces=first)


def test_a_new_one_answers_that_the_last_was_broken(dorte, case):
    waits = {"answer_since": case.opened_at, "answer_reasons": [AnswerReason.PLAN_BROKEN]}
    EvictionCase.objects.filter(pk=case.pk).update(**waits)
    agree(dorte, case)
    case.refresh_from_db()
    assert (case.answer_since, case.answer_reasons) == (None, [])


def test_cancelled(dorte, case):
    plan = agree(dorte, case)
    ended(cancel_plan, dorte, plan)
    plan.refresh_from_db()
    assert (plan.status, plan.ended_by) == (PlanStatus.CANCELLED, dorte)
    assert kinds(case)[-1] == LegalStepKind.PLAN_CANCELLED
    with pytest.raises(DomainError, match="løber ikke mere"):
        ended(cancel_plan, dorte, plan)


def test_kept_is_confirmed_when_the_last_one_is_due(dorte, case):
    plan = agree(dorte, case, first=0, agreed=0, balance="500", monthly="500")
    ended(keep_plan, dorte, plan)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.KEPT
    assert kinds(case)[-1] == LegalStepKind.PLAN_KEPT


def test_not_before(dorte, case):
    plan = agree(dorte, case, first=1, balance="500", monthly="500")
    with pytest.raises(DomainError, match="ikke forfaldet endnu"):
        ended(keep_plan, dorte, plan)


def test_it_runs_on_when_the_case_is_closed(dorte, case):
    """Averted by an instalment plan: the plan is not over with the case."""
    plan = agree(dorte, case, first=0, balance="500", monthly="500")
    case.refresh_from_db()
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="instalment_agreement")
    with pytest.raises(DomainError, match="afsluttet"):
        agree(dorte, case, replaces=plan)
    ended(keep_plan, dorte, plan)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.KEPT


def test_who_saw_an_older_page_is_told(dorte, case):
    plan = agree(dorte, case)
    with pytest.raises(EvictionChangedError):
        cancel_plan(actor=dorte, plan=plan, seen=plan.eviction_case.revision - 1)
    assert InstalmentPlan.objects.active().exists()


@pytest.mark.parametrize("who", ["anna", "erik", "freja", "gry", "carla"])
def test_only_the_administration(who, request, dorte, case):
    actor, plan = request.getfixturevalue(who), agree(dorte, case)
    for service in (cancel_plan, keep_plan):
        with pytest.raises(PermissionDenied):
            ended(service, actor, plan)
    with pytest.raises(PermissionDenied):
        agree(actor, case)
