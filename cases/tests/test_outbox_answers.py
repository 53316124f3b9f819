"""What the server answers to a phone's outbox, and when a contact that lay there happened."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Visit

pytestmark = pytest.mark.django_db
OUTBOX = {"X-Outbox": "1"}


@pytest.fixture
def send(login, anna, tenancy):
    client = login(anna)
    form = {"client_uuid": str(uuid.uuid4()), "result": "reached", "plan": "none", "note": "Talte sammen"}

    def post(**changes):
        url = reverse("visit_log", args=[tenancy.pk])
        return client.post(url, form | {k: str(v) for k, v in changes.items()}, headers=OUTBOX)

    return post


def test_yes_says_where_to_go_on_and_means_one_row(send):
    for _ in range(3):
        answer = send(next="/i-dag/#nr-2")
        assert (answer.status_code, answer.json()) == (201, {"location": "/i-dag/#nr-2"})
    assert Visit.objects.count() == 1


def test_another_body_under_the_same_id_is_a_conflict(send):
    send()
    assert send(note="Noget andet").status_code == 409
    assert Visit.objects.get().note == "Talte sammen"


def test_what_is_wrong_comes_back_as_the_page_that_says_so(send):
    answer = send(plan="")
    assert answer.status_code == 422 and "Vælg, hvornår du følger op" in answer.content.decode()


def test_it_happened_when_it_was_written(send):
    written = timezone.now().replace(microsecond=123000) - dt.timedelta(hours=5)
    for _ in range(2):
        assert send(noted_at=written.isoformat()).status_code == 201
    assert Visit.objects.get().occurred_at == written


@pytest.mark.parametrize(
    "noted_at",
    [
        "",
        "i går",
        "2026-13-45",
        "2026-11-22T10:00:00",
        timezone.now() + dt.timedelta(days=2),
        "1999-01-01T00:00Z",
    ],
)
def test_an_odd_clock_is_not_believed(send, noted_at):
    send(noted_at=noted_at)
    assert timezone.now() - Visit.objects.get().occurred_at < dt.timedelta(minutes=1)


def test_who_would_send(login, anna, client):
    answer = login(anna).get(reverse("session_state"))
    assert answer.json()["user"] == anna.pk and answer.json()["csrf"]
    assert "no-store" in answer["Cache-Control"]
    client.logout()
    assert client.get(reverse("session_state")).status_code == 401


def test_logging_out_has_the_browser_forget(login, anna):
    answer = login(anna).post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize("route", ["session_state", "service_worker", "manifest", "phone"])
def test_wrong_method(client, route):
    assert client.post(reverse(route)).status_code == 405


def test_the_worker_keeps_files_that_exist(client, settings):
    script = client.get(reverse("service_worker"))
    assert script["Content-Type"] == "text/javascript" and script["Cache-Control"] == "no-cache"
    assert "/telefon/" in script.content.decode() and "casework.css" in script.content.decode()
