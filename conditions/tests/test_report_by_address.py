"""A report whose flat is written: found among the office's own, or proposed."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from conditions.forms.by_address import proposed
from conditions.models import ConcernFlag
from conditions.tests.reporting import body
from tests.factories import DwellingFactory, StairwellFactory

pytestmark = pytest.mark.django_db
URL = "/meld/adresse/"


def login(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def flats(laerke, moelle):
    stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number="14")
    doors = ("1. tv", "1. th")
    made = [DwellingFactory(stairwell=stairwell, address=f"Lærkevej 14, {door}") for door in doors]
    elsewhere = StairwellFactory(estate=moelle, street="Møllevej", house_number="3")
    return [*made, DwellingFactory(stairwell=elsewhere, address="Møllevej 3, st. tv")]


def send(user, **fields):
    return login(user).post(URL, body(**fields))


@pytest.mark.parametrize("written", ["Lærkevej 14, 1. tv", "lærkevej 14 1 tv", " LÆRKEVEJ 14,1.TV "])
def test_the_flat_is_found(erik, flats, written):
    response = send(erik, address=written, note="Lugt i opgangen")
    concern = ConcernFlag.objects.get()
    assert response.status_code == 302
    assert (concern.dwelling, concern.note, concern.reported_by) == (flats[0], "Lugt i opgangen", erik)
    assert response["Location"].startswith(reverse("concern_own", args=[concern.pk]))


def test_of_a_stairwell_its_flats_are_proposed_and_one_is_tapped(erik, flats):
    told = {"client_uuid": str(uuid.uuid4()), "address": "Lærkevej 14", "note": "Lugt"}
    response = send(erik, **told)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Lærkevej 14, 1. tv" in page and "Lærkevej 14, 1. th" in page and "Lugt" in page
    assert not ConcernFlag.objects.exists()
    assert send(erik, **told, dwelling=flats[1].pk).status_code == 302
    assert ConcernFlag.objects.get().dwelling == flats[1]


def test_a_slip_of_the_finger_is_understood(erik, flats):
    response = send(erik, address="Lærkvej 14, 1. th")
    assert response.status_code == 422 and "Lærkevej 14, 1. th" in response.content.decode()


@pytest.mark.parametrize("written", ["Møllevej 3, st. tv", "Ukendt Allé 99", "?"])
def test_of_other_estates_nothing_is_told(erik, flats, written):
    response = send(erik, address=written)
    assert response.status_code == 422
    assert "findes ikke i dine afdelinger" in response.content.decode()
    assert not ConcernFlag.objects.exists()


def test_no_flat_of_another_estate_is_taken_by_its_number(erik, flats):
    response = send(erik, address="Lærkevej 14", dwelling=flats[2].pk)
    assert response.status_code == 422 and not ConcernFlag.objects.exists()


def test_without_an_address_it_asks_for_one(erik, flats):
    response = send(erik, address="")
    assert response.status_code == 422 and "Skriv lejlighedens adresse" in response.content.decode()


def test_a_cpr_number_in_the_address_is_asked_about(erik, flats):
    response = send(erik, address="Hos 010203-1234")
    assert response.status_code == 422 and "ligner et CPR-nummer" in response.content.decode()


def test_sent_twice_it_is_one_and_with_other_words_another(erik, flats):
    told = {"client_uuid": str(uuid.uuid4()), "address": "Lærkevej 14, 1. tv"}
    phone = {"headers": {"X-Outbox": "1"}}
    client = login(erik)
    answers = [client.post(URL, body(**told), **phone).status_code for _time in range(2)]
    assert answers == [201, 201] and ConcernFlag.objects.count() == 1
    assert client.post(URL, body(**told, note="Mere"), **phone).status_code == 409


def test_who_may(erik, anna, carla, dorte, freja, gry):
    assert login(erik).get(URL).status_code == 200
    assert {login(user).get(URL).status_code for user in (anna, carla, dorte, freja, gry)} == {403}
    assert login(erik).put(URL).status_code == 405


def test_no_more_than_twelve_are_proposed():
    flats = [(number, f"Lærkevej {number}, st. tv") for number in range(1, 60)]
    assert len(proposed("Lærkevej", flats)) == 12
    assert proposed("Lærkevej 5", flats)[0] == (5, "Lærkevej 5, st. tv")
    assert proposed("", flats) == []
