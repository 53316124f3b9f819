"""Home per role, the role switch, and what happens when a role ends."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Membership
from accounts.views.home import HOME
from tests.factories import PASSWORD, MembershipFactory, UserFactory


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("anna", "/i-dag/"),
        ("erik", "/meld/"),
        ("dorte", "/restancesager/"),
        ("freja", "/overblik/"),
        ("gry", "/medarbejdere/"),
    ],
)
def test_home_is_where_the_role_starts_the_day(person, address, request, login):
    response = login(request.getfixturevalue(person)).get("/")
    assert response.status_code == 302
    assert response.url == address


def test_every_role_has_a_home():
    assert set(HOME) == set(Role.values)


def test_home_wants_a_login(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/konto/log-ind/")


def test_home_is_only_read(anna, login):
    assert login(anna).post("/").status_code == 405


def test_switching_role_takes_one_post(anna, fjordbo, login):
    office = MembershipFactory(user=anna, organisation=fjordbo, role=Role.ADMINISTRATION)
    client = login(anna)
    assert client.get("/").url == "/i-dag/"

    response = client.post("/skift-rolle/", {"membership": office.pk})

    assert response.status_code == 302
    assert client.get("/").url == "/restancesager/"


@pytest.mark.parametrize("chosen", ["", "x", "999999", "-1", "²"])
def test_switching_to_nothing_is_not_found(anna, login, chosen):
    assert login(anna).post("/skift-rolle/", {"membership": chosen}).status_code == 404


def test_nobody_acts_in_somebody_elses_role(anna, dorte, login):
    other = dorte.memberships.get()
    client = login(anna)
    assert client.post("/skift-rolle/", {"membership": other.pk}).status_code == 404
    assert client.get("/").url == "/i-dag/"


def test_an_ended_role_cannot_be_switched_to(anna, skovbo, login):
    ended = MembershipFactory(
        user=anna, organisation=skovbo, ended_on=timezone.localdate() - dt.timedelta(days=1)
    )
    assert login(anna).post("/skift-rolle/", {"membership": ended.pk}).status_code == 404


def test_switching_role_takes_a_post(anna, login):
    assert login(anna).get("/skift-rolle/").status_code == 405


def test_the_chosen_role_falls_back_when_it_ends(anna, skovbo, login):
    second = MembershipFactory(user=anna, organisation=skovbo, role=Role.COORDINATOR)
    client = login(anna)
    client.post("/skift-rolle/", {"membership": second.pk})
    assert client.get("/").url == "/overblik/"

    Membership.objects.filter(pk=second.pk).update(ended_on=timezone.localdate() - dt.timedelta(days=1))

    assert client.get("/").url == "/i-dag/"


def test_without_a_role_one_is_told_whom_to_ask(anna, gry, carla, login):
    client = login(anna)
    Membership.objects.filter(user=anna).update(ended_on=timezone.localdate() - dt.timedelta(days=1))

    page = client.get("/").content.decode()

    assert "Du har ingen rolle lige nu" in page
    assert gry.email in page
    assert carla.email not in page


def test_who_never_had_a_role_is_told_too(login, db):
    page = login(UserFactory()).get("/").content.decode()
    assert "systemadministratoren i din boligorganisation" in page


def test_the_last_day_of_a_role_still_counts(anna, login):
    Membership.objects.filter(user=anna).update(ended_on=timezone.localdate())
    assert login(anna).get("/").url == "/i-dag/"


def test_a_deactivated_user_is_out_on_the_next_request(anna, login):
    client = login(anna)
    assert client.get("/min-konto/").status_code == 200

    type(anna).objects.filter(pk=anna.pk).update(is_active=False)

    assert client.get("/min-konto/").url.startswith("/konto/log-ind/")


def test_a_machine_user_never_logs_in(client, db):
    machine = UserFactory(is_machine=True)
    response = client.post("/konto/log-ind/", {"login": machine.email, "password": PASSWORD})
    assert response.url == "/konto/lukket/"
    assert client.get("/min-konto/").status_code == 302


def test_a_session_of_a_machine_user_is_worth_nothing(login, db):
    assert login(UserFactory(is_machine=True)).get("/min-konto/").status_code == 302


def test_a_person_logs_in_with_e_mail_in_any_case(anna, db):
    client = Client()
    response = client.post("/konto/log-ind/", {"login": anna.email.upper(), "password": PASSWORD})
    assert response.status_code == 302
    assert response.url == "/"


def test_nobody_signs_up(client, db):
    for path in ("/konto/signup/", "/konto/opret/", "/konto/login/"):
        assert client.get(path).status_code == 404
