"""Every legal step reaches whoever has the household, and a termination without contact the coordinator."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evictions.choices import LegalStepKind
from evictions.models import EvictionCase
from evictions.services.eviction_cases import put_eviction_right
from evictions.services.legal_steps import issue_demand, terminate
from notifications.models import Delivery
from notifications.services.dispatching import drain
from notifications.services.reconciling import reconcile
from tests.case_factories import CaseFactory
from tests.eviction_factories import EvictionCaseFactory
from tests.factories import VisitFactory

TODAY = timezone.localdate()


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="arrears")


def received(user):
    return [item.kind for item in user.inbox_items.order_by("pk")]


def missing():
    return next(balance.missing for balance in reconcile() if balance.kind == "legal_step")


def demand(dorte, case):
    return issue_demand(actor=dorte, case=case, seen=case.revision, on=TODAY, channel="letter")


def test_the_step_is_in_the_inbox_of_who_has_the_estate(login, anna, dorte, case):
    demand(dorte, case)
    drain()
    assert received(anna) == ["legal_step"]
    page = login(anna).get(reverse("inbox")).content.decode()
    assert "Påkrav sendt" in page
    assert "Lærkevej 8, 3. th" in page


def test_with_a_case_it_goes_to_who_works_with_it(anna, bo, dorte, case):
    CaseFactory(tenancy=case.tenancy, responsible=bo.membership)
    demand(dorte, case)
    drain()
    assert (received(anna), received(bo)) == ([], ["legal_step"])


def test_who_has_lost_the_estate_sees_no_line_of_it(login, anna, dorte, case):
    demand(dorte, case)
    drain()
    anna.membership.estate_assignments.all().delete()
    assert "Påkrav sendt" not in login(anna).get(reverse("inbox")).content.decode()


def test_putting_facts_right_is_on_the_timeline_and_not_pushed(dorte, case):
    put_eviction_right(actor=dorte, case=case, seen=case.revision, children="yes")
    step = case.legalsteps.get()
    assert (step.kind, step.is_pushed) == (LegalStepKind.PUT_RIGHT, False)
    assert not Delivery.objects.filter(kind="legal_step").exists()


def test_the_reconciliation_misses_a_step_that_is_owed_to_nobody(dorte, case):
    demand(dorte, case)
    assert missing() == 0
    Delivery.objects.filter(kind="legal_step").delete()
    assert missing() == 1


def test_a_termination_without_contact_is_told_to_the_coordinator_once(login, freja, dorte, case):
    case = terminate(actor=dorte, case=case, seen=case.revision, on=TODAY)
    terminate(actor=dorte, case=case, seen=case.revision, on=TODAY)
    drain()
    assert received(freja) == ["terminated_unseen"]
    page = login(freja).get(reverse("inbox")).content.decode()
    assert "ingen har haft kontakt" in page


def test_with_contact_nobody_is_alarmed(freja, dorte, case):
    EvictionCase.objects.filter(pk=case.pk).update(contact_on=TODAY)
    terminate(actor=dorte, case=case, seen=case.revision, on=TODAY)
    drain()
    assert received(freja) == []


def test_contact_made_later_is_said_on_the_line(login, freja, dorte, case, anna):
    terminate(actor=dorte, case=case, seen=case.revision, on=TODAY)
    drain()
    EvictionCase.objects.filter(pk=case.pk).update(contact_on=TODAY)
    assert "Der er kontakt nu" in login(freja).get(reverse("inbox")).content.decode()


def test_another_organisation_hears_nothing(carla, dorte, case):
    demand(dorte, case)
    drain()
    assert received(carla) == []


@pytest.mark.parametrize(
    ("result", "is_contact"), [("reached", True), ("phone", True), ("not_home", False), ("card_left", False)]
)
def test_a_visit_that_met_the_tenant_is_the_contact_of_the_case(anna, case, result, is_contact):
    from evictions.services.contacts import note_contact

    visit = VisitFactory(tenancy=case.tenancy, caretaker=anna, result=result)
    seen = case.revision
    note_contact(visit)
    case.refresh_from_db()
    assert (case.contact_on is not None) == is_contact
    assert case.revision == seen


def test_an_undone_visit_takes_the_contact_back(anna, case):
    from evictions.services.contacts import note_contact

    visit = VisitFactory(tenancy=case.tenancy, caretaker=anna, result="reached")
    note_contact(visit)
    visit.undone_at = timezone.now()
    visit.save()
    note_contact(visit)
    case.refresh_from_db()
    assert case.contact_on is None
