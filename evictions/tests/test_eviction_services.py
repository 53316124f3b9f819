"""Opening an eviction case by hand, putting its facts right, closing and reopening it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import AVERTED, OPEN_EVICTIONS, EvictionOutcome, EvictionStatus, LegalStepKind
from evictions.models import EvictionCase, LegalStep
from evictions.services.eviction_cases import (
    EvictionExistsError,
    close_eviction,
    open_eviction,
    put_eviction_right,
    reopen_eviction,
)
from evictions.services.eviction_writes import EvictionChangedError
from notifications.models import Delivery
from tests.case_factories import CaseFactory, handed_over
from tests.eviction_factories import EvictionCaseFactory
from tests.factories import ArrearsNoticeFactory, TenancyFactory

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 11, 1)
CLAIM = [
    {"type": "rent", "amount": "7500.00", "due_date": "2026-11-01"},
    {"type": "housing_benefit", "amount": "-500.00"},
]


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def put_right(actor, case, **facts):
    return put_eviction_right(actor=actor, case=case, seen=fresh(case).revision, **facts)


def test_it_begins_with_what_the_notice_knows(dorte, tenancy):
    notice = ArrearsNoticeFactory(
        tenancy=tenancy, due_date=DUE, lines=CLAIM, children="yes", contact_on=DUE, stage="demand"
    )
    case = open_eviction(actor=dorte, tenancy=tenancy)
    assert (case.notice, case.due_date, case.claim) == (notice, DUE, CLAIM)
    assert (case.claim_amount, case.children, case.contact_on) == (Decimal("7000.00"), "yes", DUE)
    assert (case.status, case.origin, case.opened_by) == ("arrears", "hand", dorte)
    assert case.number == f"U{timezone.localdate().year}-{case.serial:03d}"
    step = LegalStep.objects.get()
    assert step.kind == LegalStepKind.OPENED
    assert Delivery.objects.filter(kind="legal_step", subject_id=step.pk).exists()


def test_without_a_notice_it_takes_the_day(dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy, due_date=DUE)
    assert (case.notice, case.due_date, case.claim_amount) == (None, DUE, None)
    assert case.next_on == dt.date(2026, 11, 6)


def test_where_there_is_an_open_one_it_is_named(dorte, case):
    with pytest.raises(EvictionExistsError, match=case.number) as refused:
        open_eviction(actor=dorte, tenancy=case.tenancy, due_date=DUE)
    assert refused.value.case == case


def test_only_ones_own_organisation_and_role(dorte, anna):
    elsewhere = TenancyFactory()
    with pytest.raises(DomainError, match="anden boligorganisation"):
        open_eviction(actor=dorte, tenancy=elsewhere)
    with pytest.raises(PermissionDenied):
        open_eviction(actor=anna, tenancy=elsewhere)


def test_facts_are_put_right_and_the_old_day_is_kept(dorte, case):
    put_right(dorte, case, due_date=DUE, court="Retten i Fjordby", children="no")
    put_right(dorte, case, due_date=DUE + dt.timedelta(days=1))
    step = LegalStep.objects.order_by("-pk").first()
    assert step.kind == LegalStepKind.PUT_RIGHT
    assert step.values == {"changed": ["due_date"], "before": {"due_date": "2026-11-01"}}
    assert not Delivery.objects.filter(kind="legal_step", subject_id=step.pk).exists()


def test_a_claim_has_its_sum(dorte, case):
    put_right(dorte, case, claim=CLAIM)
    assert fresh(case).claim_amount == Decimal("7000.00")
    step = LegalStep.objects.get()
    assert step.values == {"changed": ["claim"], "before": {"claim_amount": "8412.00"}}
    put_right(dorte, case, claim=[])
    assert fresh(case).claim_amount is None


def test_a_name_is_not_told_on_the_timeline(dorte, case):
    put_right(dorte, case, representative="Bodil Støttesen, 20 00 00 11")
    put_right(dorte, case, representative="")
    assert "Bodil" not in str([step.values for step in LegalStep.objects.all()])


def test_what_stands_so_already_changes_nothing_from_any_page(dorte, case):
    put_eviction_right(actor=dorte, case=case, seen=0, children=case.children)
    assert fresh(case).revision == case.revision
    with pytest.raises(EvictionChangedError):
        put_eviction_right(actor=dorte, case=case, seen=0, children="yes")


def test_the_caretaker_knows_of_children_and_who_speaks_for_the_tenant(anna, freja, carla, case):
    put_right(anna, case, children="yes", representative="Værge Vagn")
    assert fresh(case).children == "yes"
    with pytest.raises(PermissionDenied):
        put_right(anna, case, children="no", due_date=DUE)
    for stranger in (freja, carla):
        with pytest.raises(PermissionDenied):
            put_right(stranger, case, children="no")


def test_not_once_the_household_is_a_colleagues(anna, bo, case):
    handed_over(CaseFactory(tenancy=case.tenancy, responsible=anna.membership), bo.membership)
    with pytest.raises(PermissionDenied):
        put_right(anna, case, children="no")
    put_right(bo, case, children="no")


@pytest.mark.parametrize("outcome", EvictionOutcome.values)
def test_closing_takes_an_outcome_of_the_list(dorte, case, outcome):
    EvictionCase.objects.update(answer_since=timezone.now(), answer_reasons=["statement"])
    close_eviction(actor=dorte, case=case, seen=fresh(case).revision, outcome=outcome, note="Flyttet 1/12")
    after = fresh(case)
    assert (after.status, after.closed_from, after.outcome) == ("closed", "demand", outcome)
    assert (after.closed_by, after.next_on, after.answer_reasons) == (dorte, None, [])
    step = LegalStep.objects.get()
    assert (step.kind, step.values) == (LegalStepKind.CLOSED, {"outcome": outcome})


@pytest.mark.parametrize("outcome", ["", "saved"])
def test_no_other_outcome(dorte, case, outcome):
    with pytest.raises(DomainError, match="Vælg et udfald"):
        close_eviction(actor=dorte, case=case, seen=case.revision, outcome=outcome)


def test_averted_is_to_keep_a_home_without_an_eviction():
    left = set(EvictionOutcome) - AVERTED
    assert left == {
        "voluntary_move_before_court",
        "voluntary_move_after_court_filing",
        "evicted",
        "tenant_died",
        "other",
        "unknown",
    }


@pytest.mark.parametrize("status", sorted(OPEN_EVICTIONS))
def test_a_reopened_case_goes_on_where_it_was(dorte, tenancy, status):
    case = EvictionCaseFactory(tenancy=tenancy, status=status)
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other", note="Fejl")
    reopen_eviction(actor=dorte, case=case, seen=fresh(case).revision)
    after = fresh(case)
    assert (after.status, after.outcome, after.outcome_note, after.closed_at) == (status, "", "", None)
    assert LegalStep.objects.order_by("-pk").first().values == {"outcome": "other"}


def test_not_beside_another_open_one_and_not_an_open_one(dorte, case):
    with pytest.raises(DomainError, match="allerede åben"):
        reopen_eviction(actor=dorte, case=case, seen=case.revision)
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other")
    newer = EvictionCaseFactory(tenancy=case.tenancy)
    with pytest.raises(EvictionExistsError) as refused:
        reopen_eviction(actor=dorte, case=case, seen=fresh(case).revision)
    assert refused.value.case == newer
    assert fresh(case).status == EvictionStatus.CLOSED


def test_closing_and_reopening_are_the_administrations_and_take_the_page_as_it_is(dorte, anna, case):
    with pytest.raises(PermissionDenied):
        close_eviction(actor=anna, case=case, seen=case.revision, outcome="other")
    with pytest.raises(EvictionChangedError):
        close_eviction(actor=dorte, case=case, seen=0, outcome="other")
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other")
    with pytest.raises(PermissionDenied):
        reopen_eviction(actor=anna, case=case, seen=fresh(case).revision)
    with pytest.raises(EvictionChangedError):
        reopen_eviction(actor=dorte, case=case, seen=0)
