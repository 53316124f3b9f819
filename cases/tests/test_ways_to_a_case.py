"""From a notice, from the page of a household and by hand: always the case there is, else a short form."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from cases.deadlines import deadlines_of
from cases.models import Case
from tests.case_factories import CaseFactory, handed_over
from tests.factories import ArrearsNoticeFactory, DwellingFactory, ResidentFactory, StairwellFactory
from tests.factories import TenancyFactory as Household

FIND = "/sager/ny/"
SAVEPOINTS = 2


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


@pytest.fixture
def form(tenancy):
    return reverse("case_open", args=[tenancy.pk])


def case_of(tenancy, anna, **known):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership, **known)


def closed_case(tenancy, anna):
    return case_of(tenancy, anna, status="closed", outcome="helped", closed_at=timezone.now(), closed_by=anna)


def page(login, user, url):
    return login(user).get(url).content.decode()


@pytest.mark.parametrize("route", ["notice_detail", "tenancy_detail"])
def test_a_page_of_the_household_leads_to_the_form_and_then_to_the_case(login, anna, notice, route, form):
    url = reverse(route, args=[notice.pk if route == "notice_detail" else notice.tenancy_id])
    body = page(login, anna, url)
    assert "Opret sag" in body
    assert form in body
    case = case_of(notice.tenancy, anna)
    body = page(login, anna, url)
    assert "Gå til sagen" in body
    assert reverse("case_detail", args=[case.pk]) in body


def test_from_a_notice_the_form_is_filled(login, anna, notice, form):
    body = page(login, anna, f"{form}?begyndte=notice")
    assert 'value="Huslejerestance"' in body
    checked = re.findall(r"<input[^>]*checked[^>]*>", body)
    assert len(checked) == 1
    assert 'value="notice"' in checked[0]


@pytest.mark.parametrize("origin", ["", "flag", "nonsense"])
def test_other_beginnings_fill_nothing(login, anna, form, origin):
    body = page(login, anna, f"{form}?begyndte={origin}")
    assert 'value="Huslejerestance"' not in body
    assert not re.search(r"<input[^>]*checked", body)


def test_opening_leads_to_the_case(login, anna, tenancy, form):
    response = login(anna).post(form, {"origin": "request", "about": "Post i bunker"})
    case = Case.objects.get()
    assert response["Location"] == reverse("case_detail", args=[case.pk])
    assert (case.origin, case.about, case.responsible) == ("request", "Post i bunker", anna.membership)


def test_a_form_that_fails_keeps_the_words(login, anna, form):
    response = login(anna).post(form, {"about": "Vigtige ord"})
    assert response.status_code == 422
    assert "Vigtige ord" in response.content.decode()
    assert "Vælg, hvordan det begyndte" in response.content.decode()


def test_a_cpr_number_is_asked_about(login, anna, form):
    words = {"origin": "request", "about": "Om 010190-1234"}
    response = login(anna).post(form, words)
    assert response.status_code == 422
    assert "Skjul nummeret" in response.content.decode()
    login(anna).post(form, {**words, "cpr": "mask"})
    assert Case.objects.get().about == "Om xxxxxx-xxxx"


def test_where_there_is_a_case_the_form_leads_there(login, anna, tenancy, form):
    case = case_of(tenancy, anna)
    assert login(anna).get(form)["Location"] == reverse("case_detail", args=[case.pk])


def test_whoever_was_slower_is_led_to_the_case(login, bo, anna, tenancy, form):
    case = case_of(tenancy, anna)
    response = login(bo).post(form, {"origin": "request", "about": "Post i bunker"})
    assert response.status_code == 409
    body = response.content.decode()
    assert "har allerede en åben sag" in body
    assert reverse("case_detail", args=[case.pk]) in body
    assert "Post i bunker" in body


def test_an_earlier_case_is_named_so_that_it_can_be_reopened(login, anna, tenancy, form):
    case = closed_case(tenancy, anna)
    body = page(login, anna, form)
    assert f"Sag {case.number}" in body
    assert "genåbn den i stedet" in body


def find(login, user, words="Beboersen"):
    return login(user).post(FIND, {"q": words}).content.decode()


def test_by_hand_one_looks_first(login, anna, tenancy, form):
    assert form in find(login, anna)
    case = case_of(tenancy, anna)
    body = find(login, anna)
    assert reverse("case_detail", args=[case.pk]) in body
    assert "Ansvarlig: Anna Andersen" in body
    assert form not in body


def test_a_closed_case_does_not_count(login, anna, tenancy, form):
    closed_case(tenancy, anna)
    assert form in find(login, anna)


def test_what_was_handed_away_says_so(login, anna, bo, tenancy, form):
    handed_over(case_of(tenancy, anna), bo.membership)
    body = find(login, anna)
    assert "overdraget" in body
    assert form not in body
    household = page(login, anna, reverse("tenancy_detail", args=[tenancy.pk]))
    assert "overdraget husstandens sag" in household
    assert form not in household
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    body = page(login, anna, reverse("notice_detail", args=[notice.pk]))
    assert "overdraget husstandens sag" in body
    assert form not in body
    assert "Log kontakt" not in body


def test_the_search_is_recorded_and_its_words_are_in_no_address(login, anna, fjordbo, tenancy):
    body = find(login, anna)
    assert "Prøve Beboersen" in body
    assert "?q=" not in body
    assert [(row.subject, row.purpose) for row in LookUp.objects.all()] == [
        ("residents.HousingOrganisation", "search")
    ]


def test_nothing_found_teaches(login, anna, tenancy):
    assert "Ingen fundet" in find(login, anna, "Zwxqvist")
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_costs_the_same_for_one_and_three(login, anna, laerke, rows, django_assert_max_num_queries):
    stairwell = StairwellFactory(estate=laerke, street="Ærøvej", house_number="4")
    for _ in range(rows):
        household = Household(dwelling=DwellingFactory(stairwell=stairwell))
        ResidentFactory(tenancy=household, name=f"Kirsten Kold {household.pk}")
        case_of(household, anna)
    client = login(anna)
    client.post(FIND, {"q": "Kirsten"})
    with django_assert_max_num_queries(12 + SAVEPOINTS):
        assert client.post(FIND, {"q": "Kirsten"}).content.decode().count("Gå til sag") == rows


@pytest.mark.parametrize(("who", "status"), [("dorte", 403), ("erik", 403), ("freja", 403), ("gry", 403)])
def test_other_roles_find_nothing(login, who, status, request):
    assert login(request.getfixturevalue(who)).get(FIND).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("carla", 404), ("dorte", 403), ("erik", 404), ("freja", 403), ("gry", 404)]
)
def test_other_roles_open_nothing(login, form, who, status, request):
    client = login(request.getfixturevalue(who))
    assert client.get(form).status_code == status
    assert client.post(form, {"origin": "request", "about": "x"}).status_code == status
    assert not Case.objects.exists()


def test_wrong_method(login, anna, form):
    assert login(anna).put(form).status_code == 405
    assert login(anna).put(FIND).status_code == 405


def test_the_deadline_of_a_demand_is_a_deadline_of_the_case(tenancy):
    soon = timezone.localdate() + dt.timedelta(days=4)
    ArrearsNoticeFactory(
        tenancy=tenancy,
        stage="demand",
        demand_received_on=soon - dt.timedelta(days=14),
        demand_deadline=soon,
    )
    assert [(row.on, row.label) for row in deadlines_of([tenancy.pk])[tenancy.pk]] == [(soon, "Påkravsfrist")]


def test_one_that_has_passed_is_not_held_against_it(tenancy):
    passed = timezone.localdate() - dt.timedelta(days=1)
    ArrearsNoticeFactory(
        tenancy=tenancy,
        stage="demand",
        demand_received_on=passed - dt.timedelta(days=14),
        demand_deadline=passed,
    )
    assert deadlines_of([tenancy.pk]) == {}
