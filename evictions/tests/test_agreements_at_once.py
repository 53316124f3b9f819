"""Two at once: one comes after the other, one of them is told, and nothing is half done or stuck."""

import pytest
from django.db import transaction

from accounts.models import User
from cases.models import Consent, Disclosure
from cases.services.consents import withdraw_consent
from core.errors import DomainError
from evictions.choices import PlanStatus, StatementStatus
from evictions.models import EvictionCase, Instalment, InstalmentPlan, Standstill, Statement
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.instalments import cancel_plan
from evictions.services.standstills import begin_standstill
from evictions.services.statements import Said, send_statement, take_back_statement
from evictions.tests.intake_files import csv_file, take
from evictions.tests.races import others, until_through_or_waiting
from residents.models import Tenancy
from tests.case_factories import CaseFactory, ConsentFactory
from tests.eviction_factories import (
    EvictionCaseFactory,
    InstalmentPlanFactory,
    StandstillReasonFactory,
    days_ahead,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(tenancy):
    Tenancy.objects.filter(pk=tenancy.pk).update(monthly_rent=0)
    return EvictionCaseFactory(tenancy=tenancy)


def person(user):
    """As another request meets them."""
    return User.objects.get(pk=user.pk)


def held(case):
    list(EvictionCase.objects.select_for_update().filter(pk=case.pk))


def test_two_give_a_standstill(dorte, case):
    reason = StandstillReasonFactory(organisation=case.organisation)

    def begin(ends):
        return begin_standstill(
            actor=person(dorte),
            case=case,
            seen=case.revision,
            reason=reason,
            starts_on=days_ahead(0),
            ends_on=days_ahead(ends),
        )

    with others() as start:
        with transaction.atomic():
            held(case)
            first = start(lambda: begin(10))
            until_through_or_waiting(first)
            second = start(lambda: begin(20))
            until_through_or_waiting(first, second)
        assert first.result().ends_on == days_ahead(10)
        with pytest.raises(EvictionChangedError, match="Henstand"):
            second.result()
    assert Standstill.objects.count() == 1


def late_plan(case):
    plan = InstalmentPlanFactory(eviction_case=case, agreed_on=days_ahead(-60))
    Instalment.objects.filter(plan=plan, number=1).update(due_on=days_ahead(-10))
    return plan


def test_a_list_breaks_a_plan_that_somebody_is_cancelling(dorte, case):
    """Who has the case first wins: no lock is waited for both ways round."""
    plan = late_plan(case)
    content = csv_file((case.tenancy.reference, "9.000,00", "01-10-2026"))
    with others() as start:
        with transaction.atomic():
            held(case)
            cancelling = start(lambda: cancel_plan(actor=person(dorte), plan=plan, seen=case.revision))
            until_through_or_waiting(cancelling)
            importing = start(lambda: take(person(dorte), content).status)
            until_through_or_waiting(cancelling, importing)
        assert cancelling.result().status == PlanStatus.CANCELLED
        assert importing.result() == "done"
    assert InstalmentPlan.objects.get().status == PlanStatus.CANCELLED
    case.refresh_from_db()
    assert case.answer_reasons == []


def test_somebody_cancels_a_plan_that_a_list_is_breaking(dorte, case):
    plan = late_plan(case)
    content = csv_file((case.tenancy.reference, "9.000,00", "01-10-2026"))
    with others() as start:
        with transaction.atomic():
            held(case)
            importing = start(lambda: take(person(dorte), content).status)
            until_through_or_waiting(importing)
            cancelling = start(lambda: cancel_plan(actor=person(dorte), plan=plan, seen=case.revision))
            until_through_or_waiting(importing, cancelling)
        assert importing.result() == "done"
        with pytest.raises(EvictionChangedError, match="Afdragsordning ikke holdt"):
            cancelling.result()
    assert InstalmentPlan.objects.get().status == PlanStatus.BROKEN


@pytest.fixture
def consent(anna, tenancy):
    own = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    return ConsentFactory(case=own, resident=tenancy.residents.get(), to_landlord=True)


def send(anna, case, consent):
    return send_statement(
        actor=person(anna),
        case=EvictionCase.objects.select_related("tenancy").get(pk=case.pk),
        consent=Consent.objects.get(pk=consent.pk),
        said=Said(contact_established=True),
    )


def withdraw(anna, consent):
    rows = Consent.objects.select_related("case__tenancy", "tenancy")
    return withdraw_consent(actor=person(anna), consent=rows.get(pk=consent.pk)).consent


def door(case):
    list(Tenancy.objects.select_for_update().filter(pk=case.tenancy_id))


def test_a_consent_withdrawn_first_sends_nothing(anna, case, consent):
    with others() as start:
        with transaction.atomic():
            door(case)
            withdrawing = start(lambda: withdraw(anna, consent))
            until_through_or_waiting(withdrawing)
            sending = start(lambda: send(anna, case, consent))
            until_through_or_waiting(withdrawing, sending)
        assert withdrawing.result().withdrawn_at
        with pytest.raises(DomainError, match="trukket tilbage"):
            sending.result()
    assert not Statement.objects.exists() and not Disclosure.objects.exists()


def test_one_withdrawn_just_after_takes_it_back(anna, case, consent):
    with others() as start:
        with transaction.atomic():
            door(case)
            sending = start(lambda: send(anna, case, consent))
            until_through_or_waiting(sending)
            withdrawing = start(lambda: withdraw(anna, consent))
            until_through_or_waiting(withdrawing, sending)
        assert sending.result().status == StatementStatus.SENT
        assert withdrawing.result().withdrawn_at
    assert Statement.objects.get().status == StatementStatus.WITHDRAWN


def test_two_take_it_back(anna, bo, case, consent):
    statement = send(anna, case, consent)
    rows = Statement.objects.select_related("tenancy", "eviction_case")

    def take_back(user):
        return take_back_statement(actor=person(user), statement=rows.get(pk=statement.pk)).status

    with others() as start:
        with transaction.atomic():
            door(case)
            first = start(lambda: take_back(anna))
            until_through_or_waiting(first)
            second = start(lambda: take_back(bo))
            until_through_or_waiting(first, second)
        assert first.result() == StatementStatus.WITHDRAWN
        with pytest.raises(DomainError, match="allerede besvaret eller trukket tilbage"):
            second.result()
