"""A notice of a household that somebody works with reaches them, whoever has the estate."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from notifications.services.delivering import deliver
from notifications.services.outbox import owe_deliveries
from tests.case_factories import CaseFactory
from tests.factories import AbsenceFactory, ArrearsNoticeFactory, TenancyFactory


@pytest.fixture
def case(bo, tenancy):
    """Bo's, on the estate that Anna answers for."""
    return CaseFactory(tenancy=tenancy, responsible=bo.membership)


def push(*tenancies):
    """Deliver a new notice of each, in one batch; who got them."""
    notices = [ArrearsNoticeFactory(tenancy=tenancy) for tenancy in tenancies]
    owe_deliveries(
        kind=DeliveryKind.ARREARS_NOTICE,
        organisation_id=notices[0].organisation_id,
        subjects=[(notice.pk, notice.estate_id) for notice in notices],
    )
    deliver(list(Delivery.objects.filter(status="pending").values_list("pk", flat=True)))
    rows = Delivery.objects.filter(subject_id__in=[notice.pk for notice in notices])
    found = dict(rows.values_list("subject_id", "inbox_item__recipient__name"))
    return [found[notice.pk] for notice in notices]


def test_it_goes_to_whose_case_it_is_and_the_others_to_whose_estate(anna, bo, case, laerke):
    other = TenancyFactory(dwelling__stairwell__estate=laerke)
    assert push(case.tenancy, other) == ["Bo Berg", "Anna Andersen"]


def test_a_closed_case_is_nobodys(anna, bo, case):
    Case.objects.update(status="closed", closed_at=timezone.now(), closed_by=bo, outcome="helped")
    assert push(case.tenancy) == ["Anna Andersen"]


def test_her_stand_in_gets_it_while_she_is_away(anna, bo, case, fjordbo, moelle):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle)
    today = timezone.localdate()
    AbsenceFactory(membership=bo.membership, stand_in=ib.membership, starts_on=today, ends_on=today)
    assert push(case.tenancy) == ["Ib Iversen"]


def test_without_the_estate_it_is_not_hers(anna, bo, case):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    bo.membership.estate_assignments.update(starts_on=yesterday, ends_on=yesterday)
    assert push(case.tenancy) == ["Anna Andersen"]


@pytest.mark.parametrize("how", ["ended", "closed"])
def test_who_has_left_gets_nothing(how, anna, bo, case):
    if how == "ended":
        bo.membership.ended_on = timezone.localdate() - dt.timedelta(days=1)
        bo.membership.save()
    else:
        bo.is_active = False
        bo.save()
    assert push(case.tenancy) == ["Anna Andersen"]


def test_a_stand_in_who_has_left_lets_the_estate_decide(anna, bo, case, fjordbo):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker")
    today = timezone.localdate()
    AbsenceFactory(membership=bo.membership, stand_in=ib.membership, starts_on=today, ends_on=today)
    ib.is_active = False
    ib.save()
    assert push(case.tenancy) == ["Anna Andersen"]


def test_where_nobody_has_the_estate_it_still_reaches_whose_case_it_is(bo, case):
    assert push(case.tenancy) == ["Bo Berg"]


def test_handed_over_the_next_one_goes_to_the_new_one(anna, bo, case):
    Case.objects.update(responsible=anna.membership)
    assert push(case.tenancy) == ["Anna Andersen"]
