"""The search page: posted, in scope, with and without JavaScript."""

import re

import pytest
from django.urls import reverse

from audit.choices import Purpose
from audit.models import LookUp
from residents.tests.register_files import row, take

pytestmark = pytest.mark.django_db
URL = "/beboere/"


def test_the_address_is_the_one_agreed():
    assert reverse("tenancy_search") == URL


def test_found_by_name_without_the_name_in_the_address(login, anna, tenancy):
    response = login(anna).post(URL, {"q": "beboersen"})
    assert "Prøve Beboersen" in response.content.decode()
    assert login(anna).get(URL + "?q=beboersen").content.decode().count("Prøve Beboersen") == 0


def test_what_is_found_is_one_look_up_and_nothing_is_none(login, anna, tenancy, fjordbo):
    client = login(anna)
    client.get(URL)
    client.post(URL, {"q": "nisseland"})
    assert not LookUp.objects.exists()
    client.post(URL, {"q": "beboersen"})
    look_up = LookUp.objects.get()
    assert (look_up.actor, look_up.subject_id, look_up.purpose) == (anna, fjordbo.pk, Purpose.SEARCH)
    assert look_up.subject == "residents.HousingOrganisation"


def test_htmx_gets_the_list_only(login, anna, tenancy):
    response = login(anna).post(URL, {"q": "beboersen"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "Prøve Beboersen" in html and "<html" not in html


def test_more_is_one_click(login, anna, dorte, laerke):
    take(dorte, *[row(dwelling=str(n), side=str(n), name=f"Jens {n}") for n in range(1, 31)])
    client = login(anna)
    first = client.post(URL, {"q": "jens"}).content.decode()
    assert first.count("/lejeforhold/") == 25 and "Vis flere" in first
    second = client.post(URL, {"q": "jens", "vis": "50"}).content.decode()
    assert second.count("/lejeforhold/") == 30 and "Vis flere" not in second


@pytest.mark.parametrize("vis", ["-5", "0", "99999999", "x", ""])
def test_odd_page_sizes(login, anna, tenancy, vis):
    assert login(anna).post(URL, {"q": "beboersen", "vis": vis}).status_code == 200


@pytest.mark.parametrize("query", ["%", "_", "'", "\\", "a" * 300, "((", "8 8 8 8", "  ", "🏠", "1-2-3"])
def test_odd_queries(login, anna, tenancy, query):
    assert login(anna).post(URL, {"q": query}).status_code == 200


@pytest.mark.parametrize("size", [1, 3])
def test_few_queries(login, anna, dorte, laerke, django_assert_max_num_queries, size):
    take(dorte, *[row(dwelling=str(n), side=str(n), name=f"Jens {n}") for n in range(1, size + 1)])
    client = login(anna)
    client.get(URL)
    for query in ("jens", "jesn", "lærke 8", "10181667"):
        with django_assert_max_num_queries(8 + 4):  # and two savepoints: the request and the session
            client.post(URL, {"q": query}, headers={"HX-Request": "true"})


@pytest.mark.parametrize("name", ["erik", "gry"])
def test_who_may_not_search(login, request, name):
    assert login(request.getfixturevalue(name)).get(URL).status_code == 403


def test_strangers_find_nothing(login, carla, tenancy):
    assert "Beboersen" not in login(carla).post(URL, {"q": "beboersen"}).content.decode()


def test_back_from_a_resident_are_the_hits(login, anna, tenancy):
    client = login(anna)
    found = client.post(URL, {"q": "beboersen"}).content.decode()
    address = re.search(r'href="(/lejeforhold/[^"]+)"', found).group(1)
    assert "beboersen" not in address
    page = client.get(address).content.decode()
    back = re.search(r'href="(/beboere/[^"]+)"', page).group(1)
    assert "beboersen" not in back
    assert "Søgning" in page
    again = client.get(back).content.decode()
    assert "Prøve Beboersen" in again
    assert 'value="beboersen"' in again
    assert "Prøve Beboersen" not in client.get(URL).content.decode()
    assert LookUp.objects.filter(purpose=Purpose.SEARCH).count() == 2


def test_as_many_as_were_shown_come_back(login, anna, dorte, laerke):
    take(dorte, *[row(dwelling=str(n), side=str(n), name=f"Jens {n}") for n in range(1, 31)])
    client = login(anna)
    client.post(URL, {"q": "jens", "vis": "50"})
    assert client.get(URL + "?igen").content.decode().count("/lejeforhold/") == 30


def test_without_a_search_back_is_the_estate(login, anna, tenancy):
    page = login(anna).get(f"/lejeforhold/{tenancy.pk}/?fra=soegning").content.decode()
    assert "Søgning" not in page
    assert f'href="/afdelinger/{tenancy.estate_id}/"' in page


def test_the_last_search_is_asked_again_in_scope(login, anna, bo, tenancy):
    client = login(anna)
    client.post(URL, {"q": "beboersen"})
    anna.memberships.get().estate_assignments.all().delete()
    assert "Prøve Beboersen" not in client.get(URL + "?igen").content.decode()
    assert "Prøve Beboersen" not in login(bo).get(URL + "?igen").content.decode()


def test_what_was_searched_for_leaves_with_the_log_out(login, anna, tenancy):
    client = login(anna)
    client.post(URL, {"q": "beboersen"})
    client.post("/konto/log-ud/")
    assert not [key for key, value in client.session.items() if "beboersen" in str(value)]


def test_wrong_method(login, anna):
    assert login(anna).put(URL).status_code == 405
