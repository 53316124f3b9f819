"""Another day for the next step, or none."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from cases.models import FollowUp
from tests.factories import FollowUpFactory


@pytest.fixture
def promised(anna, tenancy):
    return FollowUpFactory(tenancy=tenancy, caretaker=anna)


@pytest.fixture
def url(promised):
    return reverse("follow_up_edit", args=[promised.pk])


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def test_the_form_holds_what_was_planned(login, anna, url):
    page = login(anna).get(url).content.decode()
    assert "Ring igen" in page
    assert timezone.localdate().isoformat() in page


def test_opening_it_is_a_look_up_of_the_household(login, anna, url, tenancy):
    login(anna).get(url)
    look_up = LookUp.objects.get()
    assert (look_up.actor, look_up.subject, look_up.subject_id) == (anna, "residents.Tenancy", tenancy.pk)
    assert look_up.purpose == Purpose.CASEWORK


def test_another_day(login, anna, url, promised):
    form = {"due_on": tomorrow().isoformat(), "text": "Ring om budget", "next": "/i-dag/#nr-2"}
    response = login(anna).post(url, form)
    assert response["Location"] == "/i-dag/#nr-2"
    promised.refresh_from_db()
    assert (promised.due_on, promised.text) == (tomorrow(), "Ring om budget")


def test_no_longer_needed(login, anna, url):
    assert login(anna).post(url, {"drop": "1"}).status_code == 302
    assert not FollowUp.objects.open().exists()


def test_errors_keep_the_words(login, anna, url):
    response = login(anna).post(url, {"due_on": "2020-01-01", "text": "Vigtige ord"})
    assert response.status_code == 422
    assert "Vigtige ord" in response.content.decode()
    assert "Datoen er passeret" in response.content.decode()


def test_a_cpr_number_is_masked_on_demand(login, anna, url, promised):
    form = {"due_on": tomorrow().isoformat(), "text": "Om 010190-1234"}
    assert login(anna).post(url, form).status_code == 422
    login(anna).post(url, {**form, "cpr": "mask"})
    promised.refresh_from_db()
    assert promised.text == "Om xxxxxx-xxxx"


def test_one_that_is_done_answers_with_a_sentence(login, anna, url):
    FollowUp.objects.update(done_at=timezone.now())
    response = login(anna).post(url, {"due_on": tomorrow().isoformat(), "text": "Ring"})
    assert response.status_code == 409
    assert "allerede afsluttet" in response.content.decode()


def seen(client, url):
    """What a page that is opened now sends along."""
    return re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())[1]


def test_what_a_colleague_moved_meanwhile_is_not_overwritten(login, anna, bo, url, promised):
    page = {"due_on": tomorrow().isoformat(), "text": "Annas ord", "seen": seen(login(anna), url)}
    other = {"due_on": tomorrow().isoformat(), "text": "Bos ord", "seen": seen(login(bo), url)}
    assert login(bo).post(url, other).status_code == 302
    response = login(anna).post(url, page, headers={"X-Outbox": "1"})
    assert response.status_code == 409
    words = response.content.decode()
    assert "Det næste skridt er ændret, siden du åbnede siden" in words
    assert "»Bos ord«" in words and "Annas ord" in words
    promised.refresh_from_db()
    assert promised.text == "Bos ord"
    knowing = {**page, "seen": response.context["form"]["seen"].value()}
    assert login(anna).post(url, knowing).status_code == 302
    promised.refresh_from_db()
    assert promised.text == "Annas ord"


def test_nor_is_it_given_up_unread(login, anna, url, promised):
    read = seen(login(anna), url)
    FollowUp.objects.update(text="Bos ord")
    assert login(anna).post(url, {"drop": "1", "seen": read}).status_code == 409
    assert promised in FollowUp.objects.open()


def test_the_same_move_twice_is_one(login, anna, url, promised):
    form = {"due_on": tomorrow().isoformat(), "text": "Ring", "seen": seen(login(anna), url)}
    for _again in range(2):
        assert login(anna).post(url, form, headers={"X-Outbox": "1"}).status_code == 201
    promised.refresh_from_db()
    assert (promised.due_on, promised.text) == (tomorrow(), "Ring")


@pytest.mark.parametrize(
    ("who", "status"), [("bo", 200), ("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 403)]
)
def test_who_may(login, url, who, status, request):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, anna, url):
    assert login(anna).put(url).status_code == 405
