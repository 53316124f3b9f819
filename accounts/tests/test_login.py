"""Logging in: argon2, the same answer to everybody who is wrong, and limits on trying."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.services.people import close_person
from tests.factories import PASSWORD

LOGIN = "/konto/log-ind/"


@pytest.fixture(autouse=True)
def no_attempts_yet(db):
    cache.clear()


def attempt(client: Client, email: str, password: str):
    return client.post(LOGIN, {"login": email, "password": password})


def errors(response) -> str:
    return str(response.context["form"].errors)


def test_only_who_can_make_an_account_is_named(client):
    """A coordinator cannot."""
    assert "Den opretter jeres systemadministrator." in client.get(LOGIN).content.decode()
    page = client.get(reverse("account_inactive")).content.decode()
    assert "Spørg jeres systemadministrator" in page
    assert "koordinator" not in page


def test_passwords_are_hashed_with_argon2(anna):
    assert anna.password.startswith("argon2$")


def test_an_unknown_person_and_a_wrong_password_get_the_same_answer(client, anna):
    unknown = attempt(client, "nobody@example.dk", "forkert")
    wrong = attempt(client, anna.email, "forkert")
    assert unknown.status_code == wrong.status_code == 200
    assert errors(unknown) == errors(wrong)


def test_guessing_is_stopped_even_when_the_guess_is_right_at_last(client, anna):
    for _ in range(5):
        attempt(client, anna.email, "forkert")
    response = attempt(client, anna.email, PASSWORD)
    assert response.status_code == 200
    assert client.get("/min-konto/").status_code == 302


def test_hammering_the_page_is_refused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    statuses = [attempt(client, f"nr{n}@example.dk", "forkert").status_code for n in range(3)]
    assert statuses == [200, 200, 429]


def test_a_closed_account_is_told_so_and_not_let_in(client, anna, gry):
    close_person(actor=gry, person=anna)
    assert attempt(client, anna.email, PASSWORD).url == "/konto/lukket/"
    assert client.get("/min-konto/").status_code == 302


def test_a_forgotten_password_never_says_who_is_known(client, anna):
    known = client.post("/konto/adgangskode/glemt/", {"email": anna.email})
    unknown = client.post("/konto/adgangskode/glemt/", {"email": "nobody@example.dk"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[anna.email]]


def test_a_used_link_is_worth_nothing(client, anna):
    client.post("/konto/adgangskode/glemt/", {"email": anna.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    chosen = {"password1": "en-lang-adgangskode-2", "password2": "en-lang-adgangskode-2"}
    assert client.post(form, chosen).status_code == 302
    assert "token_fail" in Client().get(path, follow=True).context


@pytest.mark.parametrize("password", ["kort", "anna andersen", "12345678901234"])
def test_weak_passwords_are_refused(anna, login, password):
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert login(anna).post("/konto/adgangskode/", data).status_code == 200
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_a_changed_password_ends_the_other_sessions(anna, login):
    here, elsewhere = login(anna), login(anna)
    new = "en-lang-adgangskode-3"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/konto/adgangskode/", data).status_code == 302
    assert here.get("/min-konto/").status_code == 200
    assert elsewhere.get("/min-konto/").status_code == 302
