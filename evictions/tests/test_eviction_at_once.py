"""Two people at an eviction case at the same moment: one wins, the other is told what happened."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from evictions.models import DeadlineOverride, EvictionCase, LegalStep
from evictions.services.deadline_overrides import approve_deadline, ask_deadline, refuse_deadline
from evictions.services.eviction_cases import EvictionExistsError, close_eviction, open_eviction
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.legal_steps import issue_demand, terminate
from residents.models import Tenancy
from tests.eviction_factories import DeadlineOverrideFactory, EvictionCaseFactory, days_ahead

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dan(fjordbo):
    from conftest import person

    return person("Dan Degn", fjordbo, "administration")


def at_once(*works):
    """What each work gave, or the DomainError it raised; all begin together, each with its own connection."""
    together = Barrier(len(works))

    def run(work):
        try:
            together.wait(timeout=30)
            return work()
        except DomainError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def as_(user):
    return User.objects.get(email=user.email)


def told(answers):
    return [answer for answer in answers if isinstance(answer, DomainError)]


def test_two_open_a_case_for_one_household(dorte, dan, tenancy):
    def begin(user):
        return lambda: open_eviction(
            actor=as_(user), tenancy=Tenancy.objects.get(pk=tenancy.pk), due_date=days_ahead(-20)
        )

    answers = at_once(begin(dorte), begin(dan), begin(dorte))
    case = EvictionCase.objects.get()
    refused = told(answers)
    assert len(refused) == 2
    assert all(isinstance(each, EvictionExistsError) and each.case == case for each in refused)
    assert LegalStep.objects.count() == 1


def test_two_register_different_steps_from_the_same_page(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    today, seen = timezone.localdate(), case.revision
    answers = at_once(
        lambda: issue_demand(actor=as_(dorte), case=case, seen=seen, on=today, channel="letter"),
        lambda: terminate(actor=as_(dan), case=case, seen=seen, on=today),
    )
    (refused,) = told(answers)
    assert isinstance(refused, EvictionChangedError)
    step = LegalStep.objects.get()
    assert f"»{step.get_kind_display()}«" in refused.message
    assert step.made_by.name in refused.message
    assert EvictionCase.objects.get().revision == seen + 1


def test_two_register_the_very_same_step(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    today, seen = timezone.localdate(), case.revision
    answers = at_once(
        *[
            lambda user=user: issue_demand(actor=as_(user), case=case, seen=seen, on=today, channel="letter")
            for user in (dorte, dan)
        ]
    )
    assert not told(answers)
    assert LegalStep.objects.count() == 1


def test_one_closes_while_the_other_registers(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    today, seen = timezone.localdate(), case.revision
    answers = at_once(
        lambda: close_eviction(actor=as_(dorte), case=case, seen=seen, outcome="other"),
        lambda: terminate(actor=as_(dan), case=case, seen=seen, on=today),
    )
    assert len(told(answers)) == 1
    assert LegalStep.objects.count() == 1


def test_two_propose_another_deadline(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    answers = at_once(
        *[
            lambda user=user: ask_deadline(
                actor=as_(user), case=case, seen=case.revision, deadline=days_ahead(9), reason="Ny kvittering"
            )
            for user in (dorte, dan)
        ]
    )
    assert len(told(answers)) == 1
    assert DeadlineOverride.objects.count() == 1


def test_one_says_yes_and_one_says_no(dorte, dan, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy)
    override = DeadlineOverrideFactory(eviction_case=case)
    answers = at_once(
        lambda: approve_deadline(actor=as_(dorte), case=case, seen=case.revision),
        lambda: refuse_deadline(actor=as_(dan), case=case, seen=case.revision, reason="Den er rigtig"),
    )
    assert len(told(answers)) == 1
    override.refresh_from_db()
    case.refresh_from_db()
    assert case.is_overridden is (override.status == "approved")
    assert LegalStep.objects.count() == 1
