"""Taking back a step that was registered by mistake."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import EvictionStatus, LegalStepKind
from evictions.models import EvictionCase, LegalStep
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.legal_steps import (
    file_request,
    issue_demand,
    notify_municipality,
    receive_demand,
    terminate,
)
from evictions.services.step_mistakes import REGISTRATIONS, take_back_step
from tests.eviction_factories import EvictionCaseFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
K = LegalStepKind


@pytest.fixture
def case(dorte, tenancy):
    """Everything registered, yesterday."""
    case = EvictionCaseFactory(tenancy=tenancy, status="arrears")
    on = TODAY - dt.timedelta(days=1)
    for service, known in (
        (issue_demand, {"channel": "letter"}),
        (receive_demand, {"proof": "postal"}),
        (terminate, {}),
        (notify_municipality, {"proof": "8812"}),
        (file_request, {"court": "Retten i Fjordby"}),
    ):
        service(actor=dorte, case=case, seen=fresh(case).revision, on=on, **known)
    return fresh(case)


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def back(dorte, case, kind, reason="Forkert sag"):
    return take_back_step(actor=dorte, case=case, seen=fresh(case).revision, kind=kind, reason=reason)


@pytest.mark.parametrize("kind", list(REGISTRATIONS))
def test_what_it_wrote_is_gone_and_what_stood_is_told(dorte, case, kind):
    before = LegalStep.objects.count()
    back(dorte, case, kind)
    after = fresh(case)
    assert all(getattr(after, name) == value for name, value in REGISTRATIONS[kind].empty.items())
    step = LegalStep.objects.order_by("-pk").first()
    assert LegalStep.objects.count() == before + 1
    assert (step.kind, step.values["taken_back"], step.reason) == (K.PUT_RIGHT, kind, "Forkert sag")
    assert str(TODAY - dt.timedelta(days=1)) in step.values["before"].values()


def test_the_case_goes_back_as_far_as_the_rest_carries_it(dorte, case):
    for kind, status in (
        (K.FILED, EvictionStatus.TERMINATED),
        (K.TERMINATED, EvictionStatus.DEMAND),
        (K.DEMAND_ISSUED, EvictionStatus.DEMAND),
        (K.DEMAND_RECEIVED, EvictionStatus.ARREARS),
    ):
        back(dorte, case, kind)
        assert fresh(case).status == status


def test_an_earlier_step_does_not_take_a_case_back(dorte, case):
    """The demand was on the wrong case? The filing still stands, and that the demand is missing is a flag."""
    back(dorte, case, K.DEMAND_RECEIVED)
    back(dorte, case, K.TERMINATED)
    assert fresh(case).status == EvictionStatus.FILED


def test_a_deadline_that_two_people_have_set_stays(dorte, case):
    EvictionCase.objects.update(is_overridden=True)
    back(dorte, case, K.DEMAND_RECEIVED)
    after = fresh(case)
    assert after.demand_received_on is None
    assert after.demand_deadline is not None
    assert after.is_overridden


def test_twice_changes_nothing(dorte, case):
    back(dorte, case, K.FILED)
    revision, steps = fresh(case).revision, LegalStep.objects.count()
    take_back_step(actor=dorte, case=case, seen=1, kind=K.FILED, reason="Forkert sag")
    assert (fresh(case).revision, LegalStep.objects.count()) == (revision, steps)


def test_it_takes_a_reason_the_page_as_it_is_and_the_administration(dorte, anna, case):
    with pytest.raises(DomainError, match="hvad der var galt"):
        back(dorte, case, K.FILED, reason=" ")
    with pytest.raises(EvictionChangedError):
        take_back_step(actor=dorte, case=case, seen=1, kind=K.FILED, reason="Forkert sag")
    with pytest.raises(PermissionDenied):
        back(anna, case, K.FILED)
