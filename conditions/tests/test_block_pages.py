"""The pages with the picture: for both sides of a concern, ten queries for 699 flats, and who may not."""

import re

import pytest
from django.urls import reverse

from audit.models import LookUp
from conditions.tests.houses import big_estate, stairwell_of
from tests.condition_factories import ConcernFlagFactory
from tests.factories import DwellingFactory, StairwellFactory


@pytest.fixture
def url(laerke):
    return reverse("concern_block", args=[laerke.pk])


def cells(page):
    return re.findall(r'<a class="sv-flat[^>]*>', page)


def test_the_office_reports_from_it(login, erik, dwelling, url):
    page = login(erik).get(url).content.decode()
    (cell,) = cells(page)
    assert f'href="/meld/lejemaal/{dwelling.pk}/"' in cell
    assert 'aria-label="Lærkevej 8, 3. th"' in cell


def test_own_open_reports_are_marked_with_words(login, erik, anna, dwelling, url):
    ConcernFlagFactory(dwelling=dwelling, reported_by=erik, urgency="acute")
    ConcernFlagFactory(dwelling=dwelling, reported_by=anna)
    page = login(erik).get(url).content.decode()
    assert 'aria-label="Lærkevej 8, 3. th, 1 åben melding, i dag, akut fare"' in page
    assert "1 lejemål, 1 åben melding." in page
    assert "Du ser kun dine egne." in page
    assert "akut fare</li>" in page


@pytest.mark.parametrize(("weekdays", "said"), [(1, "inden for 1 hverdag<"), (4, "inden for 4 hverdage<")])
def test_the_legend_says_the_organisations_number(login, erik, dwelling, fjordbo, url, weekdays, said):
    type(fjordbo).objects.update(untaken_after_weekdays=weekdays)
    ConcernFlagFactory(dwelling=dwelling, reported_by=erik)
    assert said in login(erik).get(url).content.decode()


def test_the_caretaker_sees_all_of_the_estate(login, erik, anna, dwelling, url):
    ConcernFlagFactory(dwelling=dwelling, reported_by=erik)
    page = login(anna).get(url).content.decode()
    assert "1 åben melding, i dag" in page
    assert "Du ser kun" not in page
    assert "/meld/lejemaal/" not in page


def test_reading_it_is_written_down_for_the_caretaker(login, erik, anna, dwelling, laerke, url):
    for person in (erik, anna):
        login(person).get(url)
        login(person).get(reverse("concern_at_stairwell", args=[dwelling.stairwell_id]))
    assert set(LookUp.objects.values_list("actor", "subject", "subject_id", "purpose")) == {
        (anna.pk, "residents.Estate", laerke.pk, "concern")
    }
    assert LookUp.objects.count() == 2


@pytest.mark.parametrize(
    ("reader", "route"), [("erik", "concern_block"), ("anna", "concern_block"), ("erik", "concern_home")]
)
def test_699_flats_take_at_most_ten_queries(
    request, login, reader, route, laerke, django_assert_max_num_queries
):
    user = request.getfixturevalue(reader)
    big_estate(laerke)
    for dwelling in laerke.dwellings.all()[:40]:
        ConcernFlagFactory(dwelling=dwelling, reported_by=user)
    client = login(user)
    address = reverse(route, args=[laerke.pk] if route == "concern_block" else [])
    client.get(address)
    with django_assert_max_num_queries(10):
        page = client.get(address).content.decode()
    assert len(cells(page)) == 699
    assert "699 lejemål, 40 åbne meldinger." in page


def test_only_the_stairwell_of_the_sign(login, erik, laerke, url):
    one = stairwell_of(laerke, "Lærkevej", 2)
    stairwell_of(laerke, "Lærkevej", 4)
    page = login(erik).get(reverse("concern_at_stairwell", args=[one.pk])).content.decode()
    assert len(cells(page)) == 8
    assert "Lærkevej 4" not in page
    assert f'href="{url}"' in page


def test_who_is_not_logged_in_comes_back_to_the_stairwell(client, erik, dwelling):
    address = reverse("concern_at_stairwell", args=[dwelling.stairwell_id])
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={address}")
    answer = client.post(response.url, {"login": erik.email, "password": "prøve-kodeord-2026"})
    assert (answer.status_code, answer.url) == (302, address)


def test_the_way_to_a_stairwell_appears_when_there_are_many(login, erik, laerke, url):
    for number in range(1, 5):
        stairwell_of(laerke, "Lærkevej", number)
    assert "Find opgangen" not in login(erik).get(url).content.decode()
    last = stairwell_of(laerke, "Lærkevej", 5)
    ConcernFlagFactory(dwelling=last.dwellings.first(), reported_by=erik)
    page = login(erik).get(url).content.decode()
    assert "Find opgangen" in page
    assert f'href="#opgang-{last.pk}" aria-label="Lærkevej 5, 1 åben melding"' in page
    assert f'id="opgang-{last.pk}"' in page


def test_an_estate_without_a_register_says_so(login, erik, url):
    assert "Ingen lejemål endnu" in login(erik).get(url).content.decode()


@pytest.mark.parametrize("route", ["concern_block", "stairwell_signs", "concern_at_stairwell"])
def test_stranger_and_wrong_role(login, erik, anna, dorte, freja, carla, route, laerke, moelle, skov, client):
    def address(estate):
        stairwell = StairwellFactory(estate=estate)
        DwellingFactory(stairwell=stairwell)
        return reverse(route, args=[stairwell.pk if route == "concern_at_stairwell" else estate.pk])

    own = address(laerke)
    assert client.get(own).url.startswith("/konto/log-ind/")
    for other in (dorte, freja):
        assert login(other).get(own).status_code == 403
    for person in (erik, anna):
        assert login(person).get(own).status_code == 200
        assert login(person).post(own).status_code == 405
        for estate in (moelle, skov):
            assert login(person).get(address(estate)).status_code == 404
    assert login(carla).get(own).status_code == 404


def test_the_list_of_concerns_leads_to_it(login, anna, url):
    assert f'href="{url}">Lærkeparken</a>' in login(anna).get("/meldinger/").content.decode()


def test_the_estates_page_leads_to_it(login, erik, anna, freja, laerke, url):
    shown = {
        person: f'href="{url}"' in login(person).get(f"/afdelinger/{laerke.pk}/").content.decode()
        for person in (erik, anna, freja)
    }
    assert shown == {erik: True, anna: True, freja: False}


def test_what_a_register_says_is_only_text(login, erik, dwelling, url):
    type(dwelling).objects.filter(pk=dwelling.pk).update(side='"><b>', address="<script>")
    page = login(erik).get(url).content.decode()
    assert "<script>," not in page and 'aria-label="&lt;script&gt;"' in page
    assert "&quot;&gt;&lt;b&gt;" in page
