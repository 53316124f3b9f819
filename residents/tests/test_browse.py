"""Estates, dwellings in Danish order, and the page of a tenancy."""

import pytest
from django.urls import reverse

from audit.choices import Purpose
from audit.models import LookUp
from residents import providers
from residents.providers import Panel, register_panel
from residents.tests.register_files import VACANT, row, take
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory

pytestmark = pytest.mark.django_db
SAVEPOINT = 2
"""Where a test stands in for the request's transaction, its begin and end are counted."""


def page(login, user, name, *args, query=""):
    return login(user).get(reverse(name, args=args) + query)


@pytest.fixture
def house(laerke):
    """2. th and 10. th (vacant) of Lærkevej 8."""
    stairwell = StairwellFactory(estate=laerke, house_number="8")
    tenth = DwellingFactory(stairwell=stairwell, floor="10", number="0002")
    second = DwellingFactory(stairwell=stairwell, floor="2", number="0001")
    tenancy = TenancyFactory(dwelling=second)
    ResidentFactory(tenancy=tenancy, name="Prøve Beboersen")
    return tenth, second, tenancy


def test_counts_of_the_estates(login, freja, house, moelle):
    html = page(login, freja, "estate_list").content.decode()
    assert "Lærkeparken" in html and "Møllevangen" in html
    assert html.index("Lærkeparken") < html.index("Møllevangen")


def test_a_caretaker_sees_her_own_estates(login, anna, laerke, moelle):
    html = page(login, anna, "estate_list").content.decode()
    assert "Lærkeparken" in html and "Møllevangen" not in html


def test_second_floor_before_tenth_and_vacant_ones_shown(login, anna, laerke, house):
    html = page(login, anna, "estate_detail", laerke.pk).content.decode()
    assert html.index("2. th") < html.index("10. th")
    assert "Ledigt" in html and "Prøve Beboersen" in html


@pytest.mark.parametrize("name", ["erik", "gry"])
def test_names_only_to_those_who_see_people(login, request, laerke, house, name):
    html = page(login, request.getfixturevalue(name), "estate_detail", laerke.pk).content.decode()
    assert "Lærkevej 8, 2. th" in html
    assert "Beboersen" not in html and "/lejeforhold/" not in html


def test_names_of_an_estate_are_one_look_up_a_page(login, anna, laerke, house):
    page(login, anna, "estate_detail", laerke.pk)
    look_up = LookUp.objects.get()
    assert (look_up.actor, look_up.subject, look_up.subject_id) == (anna, "residents.Estate", laerke.pk)
    assert look_up.purpose == Purpose.BROWSE


def test_no_look_up_where_no_names_are_shown(login, erik, anna, laerke, moelle, house):
    page(login, erik, "estate_detail", laerke.pk)
    page(login, anna, "estate_list")
    assert not LookUp.objects.exists()


def test_only_one_stairwell_and_only_vacant_ones(login, anna, laerke, house):
    other = DwellingFactory(stairwell__estate=laerke, stairwell__house_number="20", number="0003")
    query = f"?opgang={other.stairwell_id}"
    html = page(login, anna, "estate_detail", laerke.pk, query=query).content.decode()
    assert "Lærkevej 20, 3. th" in html and "10. th" not in html
    html = page(login, anna, "estate_detail", laerke.pk, query="?ledige=on").content.decode()
    assert "10. th" in html and "2. th" not in html


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(login, anna, laerke, dorte, django_assert_max_num_queries, monkeypatch, size):
    monkeypatch.setattr(providers, "_panels", [])  # other apps count their own
    rows = [row(dwelling=str(n), side=str(n), name=f"Beboer {n}") for n in range(size)]
    take(dorte, *rows, row(dwelling="99", side="99", **VACANT))
    client = login(anna)
    with django_assert_max_num_queries(8 + SAVEPOINT):
        assert client.get(reverse("estate_list")).status_code == 200
    with django_assert_max_num_queries(11 + SAVEPOINT):
        assert client.get(reverse("estate_detail", args=[laerke.pk])).status_code == 200
    stairwell = StairwellFactory(estate=laerke, house_number="99")
    tenancy = ResidentFactory(tenancy__dwelling__stairwell=stairwell).tenancy
    with django_assert_max_num_queries(10 + SAVEPOINT):
        assert client.get(reverse("tenancy_detail", args=[tenancy.pk])).status_code == 200


def test_estates_and_dwellings_page_by_page(login, freja, house, laerke, moelle, monkeypatch):
    monkeypatch.setattr("residents.views.estates.ESTATES_SHOWN", 1)
    monkeypatch.setattr("residents.views.estates.DWELLINGS_SHOWN", 1)
    client = login(freja)
    for first, second, address in (
        ("Lærkeparken", "Møllevangen", reverse("estate_list")),
        ("2. th", "10. th", reverse("estate_detail", args=[laerke.pk])),
    ):
        shown = client.get(address)
        page = shown.context["page"]
        turned = client.get(page.next_url)
        assert first in shown.content.decode() and second not in shown.content.decode()
        assert second in turned.content.decode() and first not in turned.content.decode()
        assert client.get(turned.context["page"].previous_url).context["page"].rows == page.rows


def test_who_lives_there_and_how_to_reach_them(login, anna, tenancy):
    html = page(login, anna, "tenancy_detail", tenancy.pk).content.decode()
    assert "Prøve Beboersen" in html and 'href="tel:+4520000000"' in html
    assert tenancy.reference in html and "1. januar 2020" in html


def test_every_opening_is_written_down(login, anna, dorte, freja, tenancy):
    for user, purpose in ((anna, "casework"), (dorte, "register"), (freja, "coordination")):
        page(login, user, "tenancy_detail", tenancy.pk)
        seen = LookUp.objects.get(actor=user)
        assert (seen.subject, seen.subject_id, seen.purpose) == ("residents.Tenancy", tenancy.pk, purpose)


@pytest.mark.parametrize("name", ["carla", "erik", "gry"])
def test_strangers_do_not_find_a_tenancy(login, request, tenancy, name):
    assert page(login, request.getfixturevalue(name), "tenancy_detail", tenancy.pk).status_code == 404


def test_strangers_do_not_find_an_estate(login, carla, laerke):
    assert page(login, carla, "estate_detail", laerke.pk).status_code == 404


def test_wrong_method(login, anna, laerke, tenancy):
    client = login(anna)
    for url in (
        reverse("estate_list"),
        reverse("estate_detail", args=[laerke.pk]),
        reverse("tenancy_detail", args=[tenancy.pk]),
    ):
        assert client.post(url).status_code == 405


def test_panels_of_other_apps(login, anna, dorte, tenancy, monkeypatch):
    def panel(user, shown):
        return Panel("residents/_tenancy_facts.html") if user == anna else None

    monkeypatch.setattr(providers, "_panels", [])
    register_panel(panel)
    register_panel(panel)
    assert page(login, anna, "tenancy_detail", tenancy.pk).content.decode().count("Indflyttet") == 2
    assert page(login, dorte, "tenancy_detail", tenancy.pk).content.decode().count("Indflyttet") == 1
