"""An eviction case on the caretaker's day: the court's days, and households without a notice."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.deadlines import deadlines_of
from evictions.models import EvictionCase
from evictions.next_dates import next_date
from tests.case_factories import CaseFactory
from tests.eviction_factories import EvictionCaseFactory
from tests.factories import ArrearsNoticeFactory, TenancyFactory

TODAY = timezone.localdate()


def at(days, hour=9, minute=30):
    day = TODAY + dt.timedelta(days=days)
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())


def eviction(tenancy, **fields):
    return EvictionCaseFactory(tenancy=tenancy, **fields)


def page(login, anna):
    return login(anna).get(reverse("today")).content.decode()


def test_the_hearing_is_the_first_thing_on_the_card(login, anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy, stage="demand")
    eviction(tenancy, status="hearing", hearing_at=at(1))
    found = page(login, anna)
    assert "Fogedmøde i morgen kl. 9.30" in found
    assert found.index("Haster") < found.index("Fogedmøde i morgen")


def test_a_household_without_a_notice_is_on_the_day_too(login, anna, tenancy):
    case = eviction(tenancy, status="eviction", eviction_at=at(3, 10, 0))
    found = page(login, anna)
    assert "Udsættelse om 3 dage kl. 10.00" in found
    assert reverse("eviction_detail", args=[case.pk]) in found


def test_with_a_notice_there_is_one_line(login, anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy)
    eviction(tenancy, status="hearing", hearing_at=at(2))
    assert page(login, anna).count("Fogedmøde om 2 dage") == 1


def test_the_case_knows_the_deadline_better_than_the_list(login, anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy)
    eviction(
        tenancy,
        demand_received_on=TODAY - dt.timedelta(days=12),
        demand_proof="signed",
        demand_deadline=TODAY + dt.timedelta(days=2),
    )
    assert "Påkravsfrist om 2 dage" in page(login, anna)


def test_a_standstill_is_said(login, anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy)
    eviction(tenancy, standstill_until=TODAY + dt.timedelta(days=2))
    assert "Henstanden slutter om 2 dage" in page(login, anna)


def test_a_closed_case_is_not_there(login, anna, dorte, tenancy):
    eviction(
        tenancy,
        status="closed",
        closed_from="hearing",
        outcome="other",
        closed_at=timezone.now(),
        hearing_at=at(1),
    )
    assert "Fogedmøde" not in page(login, anna)


def test_another_estate_is_not_hers(login, anna, carla, skov, moelle):
    for estate in (skov, moelle):
        eviction(TenancyFactory(dwelling__stairwell__estate=estate), status="hearing", hearing_at=at(1))
    assert "Fogedmøde" not in page(login, anna)


def test_a_colleague_who_has_the_case_has_the_line(login, anna, bo, tenancy):
    CaseFactory(tenancy=tenancy, responsible=bo.membership)
    eviction(tenancy, status="hearing", hearing_at=at(1))
    assert "Fogedmøde" not in page(login, anna)
    assert "Fogedmøde i morgen" in page(login, bo)


def test_the_case_of_casework_cannot_close_before_the_hearing(anna, tenancy):
    eviction(tenancy, status="hearing", hearing_at=at(5))
    (deadline,) = deadlines_of([tenancy.pk])[tenancy.pk]
    assert (deadline.on, deadline.label) == (TODAY + dt.timedelta(days=5), "Fogedmøde")


def test_the_deadline_is_said_once_though_list_and_case_know_it(tenancy):
    received, deadline = TODAY - dt.timedelta(days=4), TODAY + dt.timedelta(days=10)
    ArrearsNoticeFactory(tenancy=tenancy, demand_received_on=received, demand_deadline=deadline)
    eviction(tenancy, demand_received_on=received, demand_proof="ledger", demand_deadline=deadline)
    (found,) = deadlines_of([tenancy.pk])[tenancy.pk]
    assert (found.on, found.label) == (deadline, "Påkravsfrist")


@pytest.mark.parametrize("rows", [1, 3])
def test_i_dag_stays_within_twelve_queries(login, anna, laerke, rows, django_assert_max_num_queries):
    for _number in range(rows):
        one, two = (TenancyFactory(dwelling__stairwell__estate=laerke) for _ in range(2))
        ArrearsNoticeFactory(tenancy=one)
        eviction(one, status="hearing", hearing_at=at(1))
        eviction(two, status="hearing", hearing_at=at(2))
    client = login(anna)
    client.get(reverse("today"))
    with django_assert_max_num_queries(12 + 2):  # and the beginning and end of the transaction
        client.get(reverse("today"))


def test_the_list_of_notices_names_the_hearing(login, anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy)
    eviction(tenancy, status="hearing", hearing_at=at(1))
    assert "Fogedmøde i morgen" in login(anna).get(reverse("notice_list")).content.decode()


def test_the_head_of_the_casework_case_names_the_hearing(login, anna, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    ArrearsNoticeFactory(tenancy=tenancy)
    eviction(tenancy, status="hearing", hearing_at=at(1))
    found = login(anna).get(reverse("case_detail", args=[case.pk])).content.decode()
    assert "Fogedmøde i morgen" in found


@pytest.mark.parametrize("status", ["arrears", "demand", "terminated", "filed"])
def test_the_factory_leaves_the_next_date_as_the_services_do(tenancy, status):
    case = EvictionCase.objects.get(pk=eviction(tenancy, status=status).pk)
    assert (case.next_on, case.next_kind) == next_date(case)
