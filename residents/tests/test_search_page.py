"""The search page: posted, in scope, with and without JavaScript."""

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
    for query in ("jens", "jesn", "lærke 8"):
        with django_assert_max_num_queries(8 + 2):  # and a savepoint
            client.post(URL, {"q": query}, headers={"HX-Request": "true"})


@pytest.mark.parametrize("name", ["erik", "gry"])
def test_who_may_not_search(login, request, name):
    assert login(request.getfixturevalue(name)).get(URL).status_code == 403


def test_strangers_find_nothing(login, carla, tenancy):
    assert "Beboersen" not in login(carla).post(URL, {"q": "beboersen"}).content.decode()


def test_wrong_method(login, anna):
    assert login(anna).put(URL).status_code == 405
