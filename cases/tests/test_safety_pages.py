"""The pages of safety: what is said of a household, and what is read before its door opens."""

import uuid

import pytest
from django.urls import reverse

from audit.models import LookUp
from cases.models import SafetyAcknowledgement, SafetyFlag, Visit
from tests.case_factories import SafetyFlagFactory, days_ahead

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(tenancy):
    return SafetyFlagFactory(
        dwelling=tenancy.dwelling, kind="threats", evidence="Truede med tæsk 3. november"
    )


@pytest.fixture
def url(tenancy):
    return reverse("safety_flags", args=[tenancy.pk])


@pytest.fixture
def contact(tenancy):
    return reverse("visit_log", args=[tenancy.pk])


def form(**fields):
    return {
        "kind": "dog",
        "about": "dwelling",
        "evidence": "Stor hund",
        "resident_told": "yes",
        "review_on": days_ahead(90).isoformat(),
        "expires_on": days_ahead(180).isoformat(),
        **fields,
    }


def test_set_from_the_page_with_the_days_proposed(login, anna, url, tenancy):
    client = login(anna)
    page = client.get(url).content.decode()
    assert days_ahead(91).isoformat() in page and days_ahead(182).isoformat() in page
    resident = tenancy.residents.get()
    assert client.post(url, form(about=str(resident.pk))).status_code == 302
    assert SafetyFlag.objects.get().resident == resident
    assert "Stor hund" in client.get(url).content.decode()
    assert LookUp.objects.filter(actor=anna, subject_id=tenancy.pk).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"evidence": ""}, "Skriv, hvad advarslen bygger på"),
        ({"kind": ""}, "Vælg, hvad man skal vide"),
        ({"review_on": days_ahead(190).isoformat()}, "før den udløber"),
        ({"review_on": days_ahead(-1).isoformat()}, "Datoen er passeret"),
        ({"expires_on": days_ahead(900).isoformat()}, "mere end et år"),
        ({"evidence": "Født 010190-1234"}, "ligner et CPR-nummer"),
        ({"about": "999999"}, "Vælg boligen"),
    ],
)
def test_a_refused_form_gives_everything_back(login, anna, url, fields, sentence):
    response = login(anna).post(url, form(**{"evidence": "Vigtige ord", **fields}))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert form(**{"evidence": "Vigtige ord", **fields})["evidence"] in page
    assert not SafetyFlag.objects.exists()


def test_a_cpr_number_can_be_hidden(login, anna, url):
    login(anna).post(url, form(evidence="Født 010190-1234", cpr="mask"))
    assert SafetyFlag.objects.get().evidence == "Født xxxxxx-xxxx"


def test_the_same_again_is_a_sentence(login, anna, url):
    client = login(anna)
    client.post(url, form())
    response = client.post(url, form(evidence="Nye ord"))
    assert response.status_code == 409
    assert "Nye ord" in response.content.decode()


def test_seen_to_again_renewed_or_lifted(login, anna, flag):
    client = login(anna)
    page = reverse("safety_flag", args=[flag.pk])
    assert "Truede med tæsk" in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 422
    fields = {name: value for name, value in form().items() if name not in {"kind", "about"}}
    assert client.post(page, fields | {"next": "/i-dag/#nr-2"})["Location"] == "/i-dag/#nr-2"
    renewed = SafetyFlag.objects.in_force().get()
    assert client.post(page, fields).status_code == 409
    assert client.post(reverse("safety_lift", args=[renewed.pk])).status_code == 302
    assert not SafetyFlag.objects.in_force().exists()


def test_looking_at_a_flag_is_a_look_up_of_the_household(login, anna, flag, tenancy):
    login(anna).get(reverse("safety_flag", args=[flag.pk]))
    assert LookUp.objects.filter(actor=anna, subject="residents.Tenancy", subject_id=tenancy.pk).exists()


def test_what_was_said_before_can_be_read(login, anna, flag, url):
    client = login(anna)
    client.post(reverse("safety_lift", args=[flag.pk]))
    page = client.get(url).content.decode()
    assert "Tidligere advarsler" in page and "Truede med tæsk" in page and "Anna Andersen" in page


def test_the_contact_form_opens_after_one_tap_and_once_a_day(login, anna, bo, flag, contact, tenancy):
    client = login(anna)
    asked = f"{contact}?result=reached&next=/i-dag/"
    gate = client.get(asked).content.decode()
    assert "Læs, før du går ind" in gate and "Truede med tæsk" in gate and "Notat" not in gate
    read = client.post(reverse("safety_acknowledge", args=[tenancy.pk]), {"next": asked})
    assert read["Location"] == asked
    page = client.get(asked).content.decode()
    assert "Notat" in page and "Advarsel: trusler" in page
    assert "Læs, før du går ind" in login(bo).get(asked).content.decode()
    assert SafetyAcknowledgement.objects.get().user == anna


def test_without_flags_there_is_no_gate(login, anna, contact):
    assert "Hvad skete der?" in login(anna).get(contact).content.decode()


def test_what_a_phone_sends_is_taken_whether_read_or_not(login, anna, flag, contact):
    body = {"client_uuid": str(uuid.uuid4()), "result": "not_home"}
    assert login(anna).post(contact, body).status_code == 302
    assert Visit.objects.count() == 1


def test_the_household_shows_it_to_its_caretaker_only(login, anna, freja, dorte, flag, tenancy):
    page = reverse("tenancy_detail", args=[tenancy.pk])
    assert "Truede med tæsk" in login(anna).get(page).content.decode()
    for user in (freja, dorte):
        assert "Truede med tæsk" not in login(user).get(page).content.decode()


ROUTES = ["safety_flags", "safety_acknowledge", "safety_flag", "safety_lift"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", ["carla", "freja", "dorte", "erik", "gry"])
def test_strangers_and_other_roles(login, request, who, route, flag, tenancy):
    pk = tenancy.pk if route in {"safety_flags", "safety_acknowledge"} else flag.pk
    status = login(request.getfixturevalue(who)).post(reverse(route, args=[pk]), form()).status_code
    assert status == 404 if who == "carla" else status in {403, 404}
    assert SafetyFlag.objects.in_force().get() == flag


def test_wrong_methods(login, anna, flag, tenancy, url):
    client = login(anna)
    assert client.get(reverse("safety_lift", args=[flag.pk])).status_code == 405
    assert client.get(reverse("safety_acknowledge", args=[tenancy.pk])).status_code == 405
    assert client.put(url).status_code == 405
