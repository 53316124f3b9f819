"""Logging in: argon2, the same answer to everybody who is wrong, and limits on trying."""

import pytest
from django.contrib.sessions.models import Session
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


ENDED = "Du blev logget ud, fordi du ikke har været aktiv. Log ind igen, så kommer du tilbage."


def end_session(client: Client) -> None:
    """As twelve hours do: the browser has thrown its cookie away, and the server the row."""
    Session.objects.all().delete()
    del client.cookies["sessionid"]


def test_whoever_was_in_is_told_why_they_are_asked_again(client, anna):
    assert attempt(client, anna.email, PASSWORD).status_code == 302
    end_session(client)
    page = client.get("/restancer/", follow=True)
    assert page.redirect_chain[0][0] == f"{LOGIN}?next=/restancer/"
    assert ENDED in page.content.decode()
    back = client.post(LOGIN, {"login": anna.email, "password": PASSWORD, "next": "/restancer/"})
    assert back.url == "/restancer/"


def test_a_server_that_forgot_the_session_is_the_same(client, anna):
    attempt(client, anna.email, PASSWORD)
    Session.objects.all().delete()
    assert ENDED in client.get("/restancer/", follow=True).content.decode()


def test_a_stranger_is_told_nothing_of_it(client, anna):
    client.get(LOGIN)
    assert ENDED not in client.get("/restancer/", follow=True).content.decode()


def test_whoever_logged_out_is_told_nothing_of_it(client, anna):
    attempt(client, anna.email, PASSWORD)
    client.get("/min-konto/")
    assert ENDED not in client.post("/konto/log-ud/", follow=True).content.decode()
    assert ENDED not in client.get("/restancer/", follow=True).content.decode()


def test_whoever_was_shut_out_is_told_nothing_of_it(client, anna, gry):
    attempt(client, anna.email, PASSWORD)
    close_person(actor=gry, person=anna)
    assert ENDED not in client.get("/restancer/", follow=True).content.decode()


def test_the_login_page_asked_for_by_itself_says_nothing_of_it(client, anna):
    attempt(client, anna.email, PASSWORD)
    end_session(client)
    assert ENDED not in client.get(LOGIN).content.decode()


def test_the_cookie_holds_nothing_and_is_no_script_s(client, anna):
    attempt(client, anna.email, PASSWORD)
    cookie = client.cookies["var_inde"]
    assert (cookie.value, bool(cookie["httponly"]), cookie["samesite"]) == ("1", True, "Lax")
