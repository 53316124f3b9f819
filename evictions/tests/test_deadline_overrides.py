"""Another demand deadline: one person proposes it with a reason, another says yes or no."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import AnswerReason, LegalStepKind
from evictions.models import DeadlineOverride, EvictionCase, LegalStep
from evictions.services.deadline_overrides import approve_deadline, ask_deadline, refuse_deadline
from evictions.services.eviction_cases import close_eviction, reopen_eviction
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.legal_steps import receive_demand
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NEW = TODAY + dt.timedelta(days=9)


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(
        tenancy=tenancy,
        demand_issued_on=TODAY - dt.timedelta(days=8),
        demand_received_on=TODAY - dt.timedelta(days=7),
        demand_proof="postal",
        demand_deadline=TODAY + dt.timedelta(days=7),
    )


@pytest.fixture
def dan(fjordbo):
    from conftest import person

    return person("Dan Degn", fjordbo, "administration")


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def ask(actor, case, deadline=NEW, reason="Påkravet lå i postkassen to dage senere"):
    return ask_deadline(actor=actor, case=case, seen=fresh(case).revision, deadline=deadline, reason=reason)


def approve(actor, case):
    return approve_deadline(actor=actor, case=case, seen=fresh(case).revision)


def refuse(actor, case, reason="Kvitteringen er rigtig"):
    return refuse_deadline(actor=actor, case=case, seen=fresh(case).revision, reason=reason)


def test_proposing_changes_no_deadline_but_asks(dorte, case):
    ask(dorte, case)
    after = fresh(case)
    assert after.demand_deadline == case.demand_deadline
    assert not after.is_overridden
    assert after.answer_reasons == [AnswerReason.DEADLINE_ASKED]
    assert after.answer_since
    step = LegalStep.objects.get()
    assert step.kind == LegalStepKind.DEADLINE_ASKED
    assert step.values == {
        "deadline": str(NEW),
        "before": {"demand_deadline": str(case.demand_deadline)},
    }
    assert not Delivery.objects.filter(kind="legal_step").exists()


def test_a_colleague_approves(dorte, dan, case):
    ask(dorte, case)
    approve(dan, case)
    after = fresh(case)
    assert (after.demand_deadline, after.is_overridden, after.next_on) == (NEW, True, NEW)
    assert (after.answer_reasons, after.answer_since) == ([], None)
    override = DeadlineOverride.objects.get()
    assert (override.status, override.answered_by) == ("approved", dan)
    step = LegalStep.objects.order_by("-pk").first()
    assert (step.kind, step.made_by, step.reason) == (LegalStepKind.DEADLINE_SET, dan, override.reason)
    assert Delivery.objects.filter(kind="legal_step", subject_id=step.pk).exists()


def test_a_colleague_refuses(dorte, dan, case):
    ask(dorte, case)
    refuse(dan, case)
    after = fresh(case)
    assert (after.demand_deadline, after.is_overridden) == (case.demand_deadline, False)
    assert after.answer_reasons == []
    assert LegalStep.objects.order_by("-pk").first().reason == "Kvitteringen er rigtig"
    ask(dorte, case)


def test_an_unknown_deadline_can_be_set(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    ask(dorte, case)
    approve(dan, case)
    assert fresh(case).demand_deadline == NEW


def test_not_by_oneself(dorte, case):
    ask(dorte, case)
    for act in (approve, refuse):
        with pytest.raises(DomainError, match="En anden end den"):
            act(dorte, case)
    assert DeadlineOverride.objects.get().status == "asked"


def test_other_questions_of_the_case_stay(dorte, dan, case):
    EvictionCase.objects.update(answer_since=timezone.now(), answer_reasons=["statement"])
    ask(dorte, case)
    assert fresh(case).answer_reasons == ["statement", "deadline_asked"]
    approve(dan, case)
    assert fresh(case).answer_reasons == ["statement"]
    assert fresh(case).answer_since


@pytest.mark.parametrize(
    ("deadline", "reason", "says"),
    [
        (NEW, "  ", "Skriv, hvorfor"),
        (TODAY + dt.timedelta(days=7), "Derfor", "allerede den dag"),
        (TODAY - dt.timedelta(days=7), "Derfor", "før påkravet"),
        (TODAY + dt.timedelta(days=500), "Derfor", "årstallet"),
    ],
)
def test_what_does_not_hang_together_is_told(dorte, case, deadline, reason, says):
    with pytest.raises(DomainError, match=says):
        ask(dorte, case, deadline, reason)


def test_one_at_a_time_and_none_without_a_demand(dorte, case):
    ask(dorte, case)
    with pytest.raises(DomainError, match="venter allerede"):
        ask(dorte, case)
    EvictionCase.objects.update(status="arrears")
    with pytest.raises(DomainError, match="ingen frist at ændre"):
        ask(dorte, case)


def test_nothing_waits(dan, case):
    with pytest.raises(DomainError, match="allerede besvaret"):
        approve(dan, case)


def test_a_page_of_before_is_refused(dorte, dan, case):
    ask(dorte, case)
    seen = fresh(case).revision
    receive_demand(actor=dan, case=case, seen=seen, on=TODAY - dt.timedelta(days=6), proof="postal")
    with pytest.raises(EvictionChangedError):
        approve_deadline(actor=dan, case=case, seen=seen)


def test_a_receipt_afterwards_counts_anew(dorte, dan, case):
    ask(dorte, case)
    approve(dan, case)
    on = TODAY - dt.timedelta(days=6)
    receive_demand(actor=dan, case=case, seen=fresh(case).revision, on=on, proof="postal")
    assert not fresh(case).is_overridden


def test_a_reopened_case_asks_again(dorte, dan, case):
    ask(dorte, case)
    close_eviction(actor=dan, case=case, seen=fresh(case).revision, outcome="other")
    with pytest.raises(DomainError, match="afsluttet"):
        approve(dan, case)
    reopen_eviction(actor=dan, case=case, seen=fresh(case).revision)
    assert fresh(case).answer_reasons == [AnswerReason.DEADLINE_ASKED]
    approve(dan, case)


def test_only_the_administration(anna, freja, case):
    for stranger in (anna, freja):
        with pytest.raises(PermissionDenied):
            ask(stranger, case)
