"""How far the landlord is, on the card of whoever stands in: she has to know it at the door."""

import datetime as dt

import pytest
from django.urls import reverse

from evictions.choices import Stage
from evictions.providers import standing
from tests.case_factories import ActionFactory, CaseFactory, days_ahead
from tests.factories import AbsenceFactory, ArrearsNoticeFactory, TenancyFactory


@pytest.fixture
def absence(anna, bo):
    return AbsenceFactory(
        membership=anna.membership, stand_in=bo.membership, starts_on=days_ahead(0), ends_on=days_ahead(7)
    )


@pytest.fixture
def owing(anna, laerke):
    def _owing(**notice):
        tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
        ArrearsNoticeFactory(tenancy=tenancy, **notice)
        return CaseFactory(tenancy=tenancy, responsible=anna.membership)

    return _owing


def card(client, absence):
    return client.get(reverse("stand_in_card", args=[absence.pk])).content.decode()


@pytest.mark.parametrize(
    ("stage", "said"), [(Stage.BAILIFF_COURT, "Fogedret"), (Stage.TERMINATION, "Lejemålet er ophævet")]
)
def test_the_end_of_the_course_is_on_it_without_any_deadline(stage, said, login, bo, absence, owing):
    case = owing(stage=stage)
    page = card(login(bo), absence)
    assert case.number in page
    assert page.index(said) < page.index("8.412\N{NO-BREAK SPACE}kr. i restance")


def test_a_demand_that_runs_out_while_she_is_away_is_said_once(login, bo, absence, owing):
    owing(stage=Stage.DEMAND, demand_received_on=days_ahead(-11), demand_deadline=days_ahead(3))
    page = card(login(bo), absence)
    assert page.count("Påkravsfrist") == 1
    assert "kr. i restance" in page


def test_a_later_one_is_no_reason_but_is_said_of_who_is_on_it(login, bo, absence, owing):
    far = absence.ends_on + dt.timedelta(days=9)
    later = owing(stage=Stage.DEMAND, demand_received_on=days_ahead(0), demand_deadline=far)
    assert later.number not in card(login(bo), absence)
    ActionFactory(case=later, due_on=days_ahead(1))
    page = card(login(bo), absence)
    assert "Påkravsfrist senest" in page


def test_arrears_alone_are_no_reason(login, bo, absence, owing):
    assert owing().number not in card(login(bo), absence)


def test_one_query_for_all_of_them(bo, absence, owing, django_assert_num_queries):
    cases = [owing(), owing(stage=Stage.BAILIFF_COURT), owing(stage=Stage.DEMAND)]
    standing(bo, [case.tenancy_id for case in cases])
    with django_assert_num_queries(1):
        found = standing(bo, [case.tenancy_id for case in cases])
    assert set(found) == {case.tenancy_id for case in cases}


def test_nothing_of_another_organisation(carla, owing):
    assert standing(carla, [owing().tenancy_id]) == {}
