"""The caretaker's list: mine, everybody's and the closed ones; by what is next or by the longest silence."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.case_factories import ActionFactory, CaseFactory, days_ahead, handed_over
from tests.factories import (
    AbsenceFactory,
    DwellingFactory,
    FollowUpFactory,
    StairwellFactory,
    TenancyFactory,
)

URL = "/sager/"
SAVEPOINTS = 2


def case_at(estate, number, membership, **known):
    stairwell = StairwellFactory(estate=estate, street="Lærkevej", house_number=str(number))
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell))
    return CaseFactory(tenancy=tenancy, responsible=membership, **known)


def closed(case, by, days=0):
    at = timezone.now() - dt.timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(status="closed", outcome="helped", closed_at=at, closed_by=by)


def doors(login, user, query=""):
    """The house numbers on the page, in their order."""
    body = login(user).get(f"{URL}{query}").content.decode()
    return [int(number) for number in re.findall(r"Lærkevej (\d+), 3\. th</a>", body)]


def test_the_nearest_deadline_first_and_none_last(login, anna, laerke):
    case_at(laerke, 1, anna.membership)
    FollowUpFactory(tenancy=case_at(laerke, 2, anna.membership).tenancy, caretaker=anna, due_on=days_ahead(9))
    ActionFactory(case=case_at(laerke, 3, anna.membership), due_on=days_ahead(2))
    assert doors(login, anna) == [3, 2, 1]


def test_the_longest_silence_first_and_never_before_all(login, anna, laerke):
    today = timezone.localdate()
    case_at(laerke, 1, anna.membership, contact_on=today)
    case_at(laerke, 2, anna.membership, contact_on=today - dt.timedelta(days=40))
    case_at(laerke, 3, anna.membership)
    assert doors(login, anna, "?sortering=kontakt") == [3, 2, 1]


def test_mine_and_everybodys(login, anna, bo, laerke):
    case_at(laerke, 1, anna.membership)
    case_at(laerke, 2, bo.membership)
    assert doors(login, anna) == [1]
    assert sorted(doors(login, anna, "?vis=alle")) == [1, 2]


def test_a_stand_in_has_the_absent_colleagues_cases_in_hand(login, anna, bo, laerke):
    case_at(laerke, 1, anna.membership)
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert doors(login, bo) == [1]
    assert doors(login, anna) == []


def test_the_closed_ones_the_last_first(login, anna, laerke):
    closed(case_at(laerke, 1, anna.membership), anna, days=3)
    closed(case_at(laerke, 2, anna.membership), anna)
    case_at(laerke, 3, anna.membership)
    assert doors(login, anna, "?vis=afsluttede") == [2, 1]
    body = login(anna).get(f"{URL}?vis=afsluttede").content.decode()
    assert "Det, sagen handlede om, er løst" in body
    assert "slettes" in body


def test_a_closed_case_shows_no_deadline_of_the_one_after_it(login, anna, laerke):
    case = case_at(laerke, 1, anna.membership)
    closed(case, anna)
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
    CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
    assert "Næste skridt" not in login(anna).get(f"{URL}?vis=afsluttede").content.decode()


def test_filters(login, anna, laerke):
    case_at(laerke, 1, anna.membership, status="waiting", waits_for="Jobcentret")
    case_at(laerke, 2, anna.membership, weight=3)
    assert doors(login, anna, "?status=waiting") == [1]
    assert doors(login, anna, "?tyngde=3") == [2]
    assert "Afventer: Jobcentret" in login(anna).get(URL).content.decode()


@pytest.mark.parametrize(
    "query", ["?vis=nonsense", "?sortering=password", "?status=x", "?efter=x", "?vis=alle&vis=mine"]
)
def test_a_strange_address_is_no_error(login, anna, laerke, query):
    case_at(laerke, 1, anna.membership)
    assert login(anna).get(f"{URL}{query}").status_code == 200


def test_pages_are_turned_without_losing_or_repeating_a_case(login, anna, laerke):
    for number in range(1, 31):
        case = case_at(laerke, number, anna.membership)
        if number % 2:
            FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(number))
    first = doors(login, anna)
    body = login(anna).get(URL).content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', body).group(1).replace("&amp;", "&")
    second = doors(login, anna, following.removeprefix(URL))
    assert len(first) == 25
    assert sorted(first + second) == list(range(1, 31))


def test_a_case_leads_back_to_the_same_list(login, anna, laerke):
    case = case_at(laerke, 1, anna.membership)
    body = login(anna).get(f"{URL}?vis=alle").content.decode()
    assert f"{reverse('case_detail', args=[case.pk])}?next=%2Fsager%2F%3Fvis%3Dalle" in body


def test_what_one_handed_away_is_gone(login, anna, bo, laerke):
    handed_over(case_at(laerke, 1, anna.membership), bo.membership)
    assert doors(login, anna, "?vis=alle") == []
    assert doors(login, bo) == [1]


def test_a_stranger_has_her_own_empty_list(login, carla, anna, laerke):
    case_at(laerke, 1, anna.membership)
    body = login(carla).get(f"{URL}?vis=alle").content.decode()
    assert "Ingen sager her" in body
    assert "Lærkevej" not in body


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(login, anna, laerke, rows, django_assert_max_num_queries):
    for number in range(rows):
        case = case_at(laerke, number + 1, anna.membership)
        FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
        ActionFactory(case=case)
    client = login(anna)
    client.get(URL)
    with django_assert_max_num_queries(8 + SAVEPOINTS):
        assert client.get(URL).status_code == 200


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry"])
def test_other_roles(login, who, request):
    assert login(request.getfixturevalue(who)).get(URL).status_code == 403


def test_wrong_method(login, anna):
    assert login(anna).post(URL).status_code == 405
