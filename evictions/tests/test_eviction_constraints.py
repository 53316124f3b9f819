"""What the database refuses of an eviction case and of another deadline, whoever writes it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from evictions.models import DeadlineOverride, EvictionCase
from tests.eviction_factories import DeadlineOverrideFactory, EvictionCaseFactory
from tests.factories import EstateFactory, TenancyFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def case():
    return EvictionCaseFactory()


def refuses(name, rows, **values):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows.update(**values)
    assert name in str(refused.value)


CASES = [
    ("eviction_status_known", {"status": "paused"}),
    ("eviction_origin_known", {"origin": "mail"}),
    ("eviction_children_known", {"children": "many"}),
    ("eviction_channel_known", {"demand_channel": "sms"}),
    ("eviction_proof_known", {"demand_proof": "word"}),
    ("eviction_next_known", {"next_kind": "party"}),
    ("eviction_claim_positive", {"claim_amount": Decimal("0.00")}),
    ("eviction_claim_positive", {"claim_amount": Decimal("-1.00")}),
    ("eviction_receipt_has_proof", {"demand_received_on": TODAY}),
    (
        "eviction_received_after_issued",
        {
            "demand_issued_on": TODAY,
            "demand_received_on": TODAY - dt.timedelta(days=1),
            "demand_proof": "postal",
        },
    ),
    ("eviction_deadline_has_ground", {"demand_deadline": TODAY}),
    ("eviction_notice_has_proof", {"municipal_notice_on": TODAY}),
    ("eviction_answer_has_reason", {"answer_since": timezone.now()}),
    ("eviction_answer_has_reason", {"answer_reasons": ["statement"]}),
    ("eviction_closed_has_outcome", {"status": "closed"}),
    (
        "eviction_closed_has_outcome",
        {"status": "closed", "closed_at": timezone.now(), "closed_from": "demand"},
    ),
    (
        "eviction_closed_has_outcome",
        {"status": "closed", "closed_at": timezone.now(), "outcome": "evicted"},
    ),
    (
        "eviction_closed_has_outcome",
        {"status": "closed", "closed_at": timezone.now(), "outcome": "won", "closed_from": "demand"},
    ),
    ("eviction_closed_has_outcome", {"outcome": "evicted"}),
    ("eviction_closed_has_outcome", {"closed_at": timezone.now()}),
    ("eviction_closed_has_outcome", {"closed_from": "demand"}),
]


@pytest.mark.parametrize(("name", "values"), CASES, ids=[f"{n}-{i}" for i, (n, _v) in enumerate(CASES)])
def test_an_eviction_case(case, name, values):
    refuses(name, EvictionCase.objects.filter(pk=case.pk), **values)


def test_every_constraint_of_a_case_is_tried():
    named = {constraint.name for constraint in EvictionCase._meta.constraints}
    tried = {name for name, _values in CASES}
    assert named == tried | {"eviction_serial_unique", "one_open_eviction_per_tenancy"}


@pytest.mark.parametrize("status", ["arrears", "demand", "terminated", "filed", "hearing", "eviction"])
def test_at_most_one_open_per_tenancy(case, status):
    with pytest.raises(IntegrityError, match="one_open_eviction_per_tenancy"), transaction.atomic():
        EvictionCaseFactory(tenancy=case.tenancy, status=status)


def test_a_closed_one_beside_an_open_one(case):
    EvictionCaseFactory(
        tenancy=case.tenancy,
        status="closed",
        closed_from="demand",
        closed_at=timezone.now(),
        outcome="other",
    )


def test_a_number_is_given_once(case):
    other = EvictionCaseFactory()
    assert other.serial > case.serial
    refuses("eviction_serial_unique", EvictionCase.objects.filter(pk=other.pk), serial=case.serial)


def test_organisation_and_estate_are_those_of_the_tenancy(case):
    elsewhere = EstateFactory()
    refuses("residents_tenancy", EvictionCase.objects.filter(pk=case.pk), estate=elsewhere)


@pytest.fixture
def override(case):
    return DeadlineOverrideFactory(eviction_case=case)


def answered(by):
    return {"answered_by": by, "answered_at": timezone.now()}


def test_a_deadline_needs_two_people(override):
    rows = DeadlineOverride.objects.filter(pk=override.pk)
    refuses("override_needs_two_people", rows, status="approved", **answered(override.made_by))
    refuses("override_needs_two_people", rows, made_by=None)
    rows.update(status="approved", **answered(UserFactory()))


@pytest.mark.parametrize("status", ["approved", "refused"])
def test_an_answer_is_somebodys(override, status):
    rows = DeadlineOverride.objects.filter(pk=override.pk)
    refuses("override_answered_by_somebody", rows, status=status)
    refuses("override_answered_by_somebody", rows, status=status, answered_by=UserFactory())
    refuses("override_answered_by_somebody", rows, answered_by=UserFactory())


def test_a_deadline_has_a_reason_and_a_known_status(override):
    rows = DeadlineOverride.objects.filter(pk=override.pk)
    refuses("override_has_reason", rows, reason="")
    refuses("override_status_known", rows, status="maybe", **answered(UserFactory()))


def test_one_deadline_waits_at_a_time(override):
    with pytest.raises(IntegrityError, match="one_override_asked"), transaction.atomic():
        DeadlineOverrideFactory(eviction_case=override.eviction_case)
    DeadlineOverride.objects.filter(pk=override.pk).update(status="refused", **answered(UserFactory()))
    DeadlineOverrideFactory(eviction_case=override.eviction_case)


def test_a_deadline_is_of_the_household_of_its_case(override):
    other = TenancyFactory()
    rows = DeadlineOverride.objects.filter(pk=override.pk)
    refuses("evictions_evictioncase", rows, tenancy=other)
