"""One click from everywhere: the notice, the tray, the household, the caretaker's case; and opening by hand,
where a household that has an open case leads to that."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.course import group_of
from core.phrases import say_day
from evictions.models import EvictionCase
from tests.case_factories import CaseFactory
from tests.eviction_factories import EvictionCaseFactory, LegalStepFactory
from tests.factories import ArrearsNoticeFactory, ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db
SAVEPOINTS = 2
CASE_BUDGET = 12
SENT = dt.date(2026, 11, 6)


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy, due_date=dt.date(2026, 11, 1))


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def link(case):
    return f'href="{reverse("eviction_detail", args=[case.pk])}?next='


def closed(tenancy):
    return EvictionCaseFactory(
        tenancy=tenancy, status="closed", closed_from="demand", closed_at=timezone.now(), outcome="evicted"
    )


def test_from_the_caretakers_notice(login, anna, notice, case):
    page = text(login(anna).get(reverse("notice_detail", args=[notice.pk])))
    assert link(case) in page
    assert f"{case.number}: Påkrav" in page


@pytest.mark.parametrize("who", ["dorte", "freja"])
def test_from_the_trays_notice(login, request, notice, case, who):
    client = login(request.getfixturevalue(who))
    assert link(case) in text(client.get(reverse("tray_detail", args=[notice.pk])))


@pytest.mark.parametrize("who", ["anna", "dorte", "freja"])
def test_from_the_household(login, request, case, who):
    client = login(request.getfixturevalue(who))
    assert link(case) in text(client.get(reverse("tenancy_detail", args=[case.tenancy_id])))


def test_from_the_caretakers_case_whose_course_has_the_steps(login, anna, case):
    LegalStepFactory(eviction_case=case, kind="demand_issued", on=SENT)
    work = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
    page = text(login(anna).get(reverse("case_detail", args=[work.pk])))
    assert link(case) in page
    assert f"Påkrav sendt {say_day(SENT)}" in page
    assert group_of("legal_demand") == "restance"


def test_the_steps_stand_in_the_course_of_the_notice_and_the_household(login, anna, notice, case):
    LegalStepFactory(eviction_case=case, kind="demand_issued", on=SENT)
    for url in (
        reverse("notice_detail", args=[notice.pk]),
        reverse("tenancy_detail", args=[case.tenancy_id]),
    ):
        assert f"Påkrav sendt {say_day(SENT)}" in text(login(anna).get(url))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_caretakers_case_stays_within_its_queries(login, anna, case, rows, django_assert_max_num_queries):
    work = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
    for _row in range(rows):
        LegalStepFactory(eviction_case=case)
        closed(case.tenancy)
    client = login(anna)
    url = reverse("case_detail", args=[work.pk])
    client.get(url)
    with django_assert_max_num_queries(CASE_BUDGET + SAVEPOINTS):
        client.get(url)


def test_only_the_administration_is_offered_to_open_one(login, dorte, anna, freja, notice, tenancy):
    way = reverse("eviction_open", args=[tenancy.pk])
    for page in (reverse("tray_detail", args=[notice.pk]), reverse("tenancy_detail", args=[tenancy.pk])):
        assert way in text(login(dorte).get(page))
        assert way not in text(login(freja).get(page))
    assert way not in text(login(anna).get(reverse("tenancy_detail", args=[tenancy.pk])))


def test_where_there_is_one_none_is_offered(login, dorte, notice, case):
    page = text(login(dorte).get(reverse("tray_detail", args=[notice.pk])))
    assert reverse("eviction_open", args=[case.tenancy_id]) not in page


def test_opening_with_what_the_notice_knows(login, dorte, notice, tenancy):
    old = closed(tenancy)
    url = reverse("eviction_open", args=[tenancy.pk])
    client = login(dorte)
    page = text(client.get(url))
    assert 'value="2026-11-01"' in page
    assert old.number in page
    assert "genåbn den i stedet" in page
    response = client.post(url, {"due_date": "2026-11-01"})
    case = EvictionCase.objects.open().get()
    assert response["Location"] == reverse("eviction_detail", args=[case.pk])
    assert case.notice == notice


def test_without_a_day_it_says_what_is_missing(login, dorte, tenancy):
    response = login(dorte).post(reverse("eviction_open", args=[tenancy.pk]), {})
    assert response.status_code == 422
    assert "Skriv forfaldsdagen" in response.content.decode()


def test_a_household_that_has_one_leads_there(login, dorte, case):
    url = reverse("eviction_open", args=[case.tenancy_id])
    client = login(dorte)
    assert client.get(url)["Location"] == reverse("eviction_detail", args=[case.pk])
    response = client.post(url, {"due_date": "2026-11-01"})
    assert response.status_code == 409
    assert case.number in response.content.decode()
    assert EvictionCase.objects.count() == 1


def test_the_search_shows_the_case_there_is(login, dorte, case):
    client = login(dorte)
    url = reverse("eviction_find")
    assert "Find først husstanden" in text(client.get(url))
    page = text(client.post(url, {"q": "Beboersen"}))
    assert f"Gå til {case.number}" in page
    assert reverse("eviction_open", args=[case.tenancy_id]) not in page


def test_the_search_leads_to_a_new_one(login, dorte, tenancy):
    page = text(login(dorte).post(reverse("eviction_find"), {"q": "Beboersen"}))
    assert reverse("eviction_open", args=[tenancy.pk]) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_takes_as_many_queries(login, dorte, laerke, rows, django_assert_num_queries):
    for number in range(rows):
        tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
        ResidentFactory(tenancy=tenancy, name=f"Kaj Kanariesen {number}")
        EvictionCaseFactory(tenancy=tenancy)
    client = login(dorte)
    with django_assert_num_queries(11 + SAVEPOINTS):
        client.post(reverse("eviction_find"), {"q": "Kanariesen"})


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("freja", 403), ("erik", 403)])
def test_the_search_is_the_administrations(login, request, who, status):
    assert login(request.getfixturevalue(who)).get(reverse("eviction_find")).status_code == status


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("freja", 403), ("carla", 404), ("erik", 404)])
def test_opening_is_the_administrations(login, request, tenancy, who, status):
    url = reverse("eviction_open", args=[tenancy.pk])
    assert login(request.getfixturevalue(who)).get(url).status_code == status
