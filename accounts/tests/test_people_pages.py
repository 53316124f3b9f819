"""The people pages, as Gry uses them and Freja reads them."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Absence, Membership, User
from tests.factories import ArrearsNoticeFactory, MembershipFactory, UserFactory


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


def roles_of(user) -> set[str]:
    return set(user.memberships.values_list("organisation__slug", "role"))


def test_an_e_mail_in_use_here_is_asked_about_and_changes_nothing(gry, anna, login):
    before = roles_of(anna)
    response = new_person(login(gry), name="Anna To", email=anna.email.upper(), roles=[Role.ADMINISTRATION])
    page = text(response)
    assert response.status_code == 409
    assert (
        "Anna Andersen (anna@example.dk) findes allerede i jeres organisation. "
        "Vil du give personen rollen Administration?" in page
    )
    assert "Du skrev navnet »Anna To«. Det bliver ikke brugt" in page
    assert "Personen er oprettet" not in page
    assert roles_of(anna) == before
    assert not mail.outbox


def test_the_yes_gives_exactly_that(gry, anna, login):
    client = login(gry)
    asked = new_person(client, name="Anna To", email=anna.email, roles=[Role.CARETAKER, Role.ADMINISTRATION])
    page = asked.content.decode()
    assert re.findall(r'name="roles" value="(\w+)"', page) == [Role.ADMINISTRATION]
    assert "Giv rollen Administration</button>" in page
    data = {"name": "Anna To", "email": anna.email, "roles": [Role.ADMINISTRATION]}
    response = client.post("/medarbejdere/ny/findes/", data)
    assert response.url == f"/medarbejdere/{anna.pk}/"
    anna.refresh_from_db()
    assert anna.name == "Anna Andersen"
    assert ("fjordbo", Role.ADMINISTRATION) in roles_of(anna)
    assert not mail.outbox


def test_who_has_it_all_already_is_said_so(gry, anna, login):
    page = text(new_person(login(gry), name=anna.name, email=anna.email, roles=[Role.CARETAKER]))
    assert "har allerede rollen Social vicevært." in page
    assert "Du skrev navnet" not in page
    assert "/ny/findes/" not in page


def test_who_has_left_is_named_and_let_in_again(gry, anna, login):
    client = login(gry)
    client.post(f"/medarbejdere/{anna.pk}/luk/")
    page = text(new_person(client, name="Anna", email=anna.email, roles=[Role.CARETAKER]))
    assert "Anna Andersen (anna@example.dk) findes allerede" in page
    assert "Giv rollen Social vicevært" in page


def test_who_works_elsewhere_is_not_named_before_they_are_a_colleague(gry, carla, login):
    client = login(gry)
    before = roles_of(carla)
    page = text(new_person(client, name="Karla To", email=carla.email))
    assert "E-mailen carla@example.dk er allerede i brug i denne installation." in page
    assert "Navnet »Karla To« bliver ikke brugt." in page
    for secret in ("Clausen", "Skovbo", "Skovbrynet", f"/medarbejdere/{carla.pk}/"):
        assert secret not in page
    assert roles_of(carla) == before

    data = {"name": "Karla To", "email": carla.email, "roles": [Role.CARETAKER]}
    page = text(client.post("/medarbejdere/ny/findes/", data, follow=True))
    assert "Carla Clausen" in page
    assert "Skovbo" not in page
    assert roles_of(carla) == {*before, ("fjordbo", Role.CARETAKER)}


def test_one_is_not_asked_about_oneself(gry, login):
    data = {"name": "Gry", "email": gry.email, "roles": [Role.ADMINISTRATION]}
    response = login(gry).post("/medarbejdere/ny/findes/", data)
    assert response.status_code == 422
    assert "en anden systemadministrator" in text(response)


@pytest.mark.parametrize("person", ["anna", "dorte", "erik", "freja"])
def test_roles_are_given_by_system_administrators(person, bo, request, login):
    data = {"name": "Bo", "email": bo.email, "roles": [Role.ADMINISTRATION]}
    client = login(request.getfixturevalue(person))
    assert client.post("/medarbejdere/ny/findes/", data).status_code == 403
    assert client.get("/medarbejdere/ny/findes/").status_code in {403, 405}


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


def asked_before_closing(page: str) -> str:
    details = re.search(r"<details[^>]*><summary>Luk adgangen …</summary>(.*?)</details>", page, re.S)
    return re.sub(r"<[^>]+>", "", details.group(1)) if details else ""


def test_closing_is_asked_about_with_what_it_ends(gry, anna, bo, tenancy, moelle, login):
    today = timezone.localdate()
    ArrearsNoticeFactory(tenancy=tenancy)
    Absence.objects.create(
        membership=bo.memberships.get(), stand_in=anna.memberships.get(), starts_on=today, ends_on=today
    )
    page = text(login(gry).get(f"/medarbejdere/{anna.pk}/"))
    asked = asked_before_closing(page)
    assert "Ophører: Social vicevært." in asked
    assert "1 tildelt afdeling afsluttes." in asked
    assert "1 afdeling bliver uden ansvarlig, med 1 åben restancesag." in asked
    assert "1 fravær hos en kollega mister sin afløser." in asked
    assert "Luk adgangen nu" in asked
    assert page.count(f'action="/medarbejdere/{anna.pk}/luk/"') == 1


def test_a_colleague_leaves_no_estate_alone(gry, bo, tenancy, login):
    ArrearsNoticeFactory(tenancy=tenancy)
    asked = asked_before_closing(text(login(gry).get(f"/medarbejdere/{bo.pk}/")))
    assert "1 tildelt afdeling afsluttes." in asked
    assert "uden ansvarlig" not in asked
    assert "afløser" not in asked


def test_after_closing_the_role_can_be_given_back(gry, anna, login):
    client = login(gry)
    page = text(client.post(f"/medarbejdere/{anna.pk}/luk/", follow=True))
    assert '<a href="#giv-rolle">Giv en rolle igen</a>' in page
    assert 'id="giv-rolle"' in page
    client.post(f"/medarbejdere/{anna.pk}/rolle/", {"role": "caretaker"})
    assert anna.memberships.get().ended_on is None


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
