"""The people pages, as Gry uses them and Freja reads them."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Absence, Membership, User
from tests.factories import MembershipFactory, UserFactory


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_is_in_danish_order(gry, anna, bo, fjordbo, login):
    for name in ("Åse Ågård", "Ægir Ærø", "Øjvind Ø", "Zoe Z"):
        MembershipFactory(user=UserFactory(name=name), organisation=fjordbo)
    page = text(login(gry).get("/medarbejdere/"))
    found = re.findall(r'scope="row"><a [^>]*>([^<]+)<', page)
    assert found == ["Anna Andersen", "Bo Berg", "Gry Gram", "Zoe Z", "Ægir Ærø", "Øjvind Ø", "Åse Ågård"]


def test_the_list_holds_no_other_organisation_and_no_machine(gry, carla, fjordbo, login):
    machine = UserFactory(name="Lejesystem", is_machine=True)
    MembershipFactory(user=machine, organisation=fjordbo, role=Role.ADMINISTRATION)
    page = text(login(gry).get("/medarbejdere/"))
    assert "Carla" not in page
    assert "Lejesystem" not in page


@pytest.mark.parametrize(
    ("words", "found"), [("and", True), ("ANNA andersen", True), ("anna@", True), ("berg", False)]
)
def test_a_search_is_posted(gry, anna, bo, login, words, found):
    page = text(login(gry).post("/medarbejdere/", {"q": words}))
    assert ("Anna Andersen" in page) is found


def test_htmx_gets_the_list_alone(gry, anna, login):
    page = text(login(gry).post("/medarbejdere/", {"q": "anna"}, headers={"HX-Request": "true"}))
    assert "Anna Andersen" in page
    assert "<html" not in page


def test_nobody_found_says_what_to_try(gry, login):
    assert "Ingen fundet" in text(login(gry).post("/medarbejdere/", {"q": "qqq"}))


def test_the_role_filter(gry, anna, dorte, login):
    page = text(login(gry).get("/medarbejdere/?role=administration"))
    assert "Dorte Dahl" in page
    assert "Anna Andersen" not in page


def test_who_has_left_is_shown_on_request(gry, anna, login):
    Membership.objects.filter(user=anna).update(ended_on=timezone.localdate() - dt.timedelta(days=1))
    client = login(gry)
    assert "Anna Andersen" not in text(client.get("/medarbejdere/"))
    assert "Anna Andersen" in text(client.post("/medarbejdere/", {"closed": "on"}))


@pytest.mark.parametrize("extra", [0, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    gry, fjordbo, login, django_assert_max_num_queries, extra
):
    for _ in range(extra):
        MembershipFactory(organisation=fjordbo)
    client = login(gry)
    with django_assert_max_num_queries(8):
        client.get("/medarbejdere/")


def test_the_coordinator_reads_only(freja, anna, login):
    client = login(freja)
    assert "Opret medarbejder" not in text(client.get("/medarbejdere/"))
    page = text(client.get(f"/medarbejdere/{anna.pk}/"))
    assert "Anna Andersen" in page
    assert "Luk adgangen" not in page
    assert client.post(f"/medarbejdere/{anna.pk}/luk/").status_code == 403
    assert client.get(f"/medarbejdere/{anna.pk}/ret/").status_code == 403


def new_person(client, **changes):
    data = {"name": "Ny Kollega", "email": "ny@example.dk", "roles": [Role.CARETAKER], **changes}
    return client.post("/medarbejdere/ny/", data)


def test_a_new_person_gets_a_neutral_mail_and_chooses_a_password(gry, login, settings):
    response = new_person(login(gry))
    assert response.status_code == 302
    [message] = mail.outbox
    assert message.to == ["ny@example.dk"]
    assert message.subject == "Vælg din adgangskode"
    for secret in ("Fjordbo", "Gry", "vicevært", "Kollega"):
        assert secret not in message.body
    link = re.search(r"https?://[^/]+(/konto/adgangskode/ny/\S+)", message.body).group(1)

    client = Client()
    page = client.get(link, follow=True)
    path = page.redirect_chain[-1][0]
    chosen = {"password1": "en-lang-adgangskode-1", "password2": "en-lang-adgangskode-1"}
    assert client.post(path, chosen).status_code == 302
    assert client.get("/min-konto/").status_code == 200
    assert User.objects.get(email="ny@example.dk").check_password("en-lang-adgangskode-1")


def test_who_has_an_account_elsewhere_is_attached_with_the_same_answer(gry, carla, login):
    client = login(gry)
    ours = new_person(client, email="ny@example.dk")
    theirs = new_person(client, email=carla.email)
    assert ours.status_code == theirs.status_code == 302
    page = text(client.get(theirs.url))
    assert "Skovbo" not in page
    assert "Skovbrynet" not in page
    assert len(mail.outbox) == 1


def test_a_broken_mail_server_is_no_broken_page(gry, login, settings):
    settings.EMAIL_BACKEND = "accounts.tests.broken_mail.Backend"
    client = login(gry)
    response = new_person(client)
    assert User.objects.filter(email="ny@example.dk").exists()
    assert "mailen kunne ikke sendes" in text(client.get(response.url))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "ikke-en-mail"}, "Skriv en hel e-mail"),
        ({"name": ""}, "Skriv personens navn."),
        ({"roles": []}, "Vælg mindst én rolle."),
    ],
)
def test_what_is_missing_is_said(gry, login, changes, sentence):
    response = new_person(login(gry), **changes)
    assert response.status_code == 422
    assert sentence in text(response)


def test_a_role_is_given_and_ended(gry, anna, login):
    client = login(gry)
    assert client.post(f"/medarbejdere/{anna.pk}/rolle/", {"role": "coordinator"}).status_code == 302
    membership = anna.memberships.get(role=Role.COORDINATOR)
    client.post(f"/medarbejdere/rolle/{membership.pk}/slut/", {"last_day": timezone.localdate()})
    membership.refresh_from_db()
    assert membership.ended_on == timezone.localdate()


def test_a_bad_last_day_is_said(gry, anna, login):
    client = login(gry)
    response = client.post(f"/medarbejdere/rolle/{anna.memberships.get().pk}/slut/", {"last_day": "i morgen"})
    assert "Vælg en sidste dag." in text(client.get(response.url))


def test_closing_warns_of_a_cover_left_open(gry, anna, bo, login):
    today = timezone.localdate()
    Absence.objects.create(
        membership=anna.memberships.get(), stand_in=bo.memberships.get(), starts_on=today, ends_on=today
    )
    client = login(gry)
    response = client.post(f"/medarbejdere/{bo.pk}/luk/")
    assert "Bed koordinatoren om at finde en ny afløser" in text(client.get(response.url))


def test_closing_says_from_when(gry, anna, login):
    client = login(gry)
    page = client.get(f"/medarbejdere/{anna.pk}/").content.decode()
    assert "i går bliver den sidste dag for alle roller og tildelinger her" in page
    client.post(f"/medarbejdere/{anna.pk}/luk/")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert anna.memberships.get().ended_on == yesterday
    assert anna.memberships.get().estate_assignments.get().ends_on == yesterday


def test_the_link_is_sent_again(gry, anna, login):
    login(gry).post(f"/medarbejdere/{anna.pk}/link/")
    assert [message.to for message in mail.outbox] == [[anna.email]]


def test_a_correction_is_saved(gry, anna, login):
    login(gry).post(f"/medarbejdere/{anna.pk}/ret/", {"name": "Anna Holm", "email": "holm@example.dk"})
    anna.refresh_from_db()
    assert (anna.name, anna.email) == ("Anna Holm", "holm@example.dk")


def test_a_refused_correction_stands_in_the_form(gry, anna, bo, login):
    response = login(gry).post(f"/medarbejdere/{anna.pk}/ret/", {"name": "Anna", "email": bo.email})
    assert response.status_code == 422
    assert "Der findes allerede en bruger med den e-mail." in text(response)


@pytest.mark.parametrize("what", ["", "ret/", "rolle/", "link/", "luk/"])
def test_strangers_are_not_found(gry, carla, login, what):
    client = login(gry)
    ask = client.get if what in {"", "ret/"} else client.post
    assert ask(f"/medarbejdere/{carla.pk}/{what}").status_code == 404


@pytest.mark.parametrize("what", ["rolle/", "link/", "luk/"])
def test_writes_take_a_post(gry, anna, login, what):
    assert login(gry).get(f"/medarbejdere/{anna.pk}/{what}").status_code == 405


@pytest.mark.parametrize("person", ["anna", "dorte", "erik"])
def test_the_list_is_for_coordinators_and_system_administrators(person, request, login):
    assert login(request.getfixturevalue(person)).get("/medarbejdere/").status_code == 403
