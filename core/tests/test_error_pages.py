"""What people see when something goes wrong: Danish, nothing technical, and nothing half-written."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from residents.models import HousingOrganisation

pytestmark = pytest.mark.urls("core.tests.urls")

TECHNICAL = ["Traceback", "Exception", "Error", "technical words", "core.tests", "CSRF", "request"]


def assert_for_people(response, status, title):
    body = response.content.decode()
    assert response.status_code == status
    assert f"<title>{title} · socialvicevaert</title>" in body
    assert '<html lang="da"' in body
    visible = body.split("<main", 1)[1]
    assert not [word for word in TECHNICAL if word in visible]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/forbudt/", 403, "Du har ikke adgang til siden"),
        ("/findes-ikke/", 404, "Siden findes ikke"),
        ("/afvis/", 409, "Det kunne ikke lade sig gøre"),
        ("/for-stor/", 413, "Filen er for stor"),
        ("/fejl/", 500, "Noget gik galt hos os"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_pages_for_the_anonymous_and_for_people(visitor, anna, path, status, title):
    assert_for_people(visitor.get(path), status, title)
    visitor.force_login(anna)
    assert_for_people(visitor.get(path), status, title)


@pytest.mark.django_db
def test_a_stale_form_is_told_so():
    response = Client(enforce_csrf_checks=True).post("/modtag/", {})
    assert_for_people(response, 403, "Siden var blevet for gammel")


def test_an_odd_host_is_refused_without_a_layout(visitor):
    assert_for_people(
        visitor.get("/", headers={"host": "ond.example"}), 400, "Vi forstod ikke det, der blev sendt"
    )


def test_the_server_error_needs_neither_database_nor_request(django_db_blocker):
    with django_db_blocker.block():
        assert "Noget gik galt hos os" in render_to_string("500.html")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/afvis/", "/fejl/"])
def test_a_refusal_in_a_view_leaves_nothing_written(visitor, path):
    visitor.post(path)
    assert not HousingOrganisation.objects.exists()


@pytest.mark.django_db
def test_htmx_gets_the_sentence_for_the_status_region(client):
    response = client.post("/afvis/", headers={"hx-request": "true"})
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#sv-status"
    assert "Sagen er allerede lukket." in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.django_db
def test_htmx_without_a_login_sends_the_window_to_the_login_page(client):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/ting/3/?q=1"}
    response = client.get("/ting/3/", headers=headers)
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/ting/3/%3Fq%3D1"


@pytest.mark.django_db
def test_without_htmx_the_login_page_is_an_ordinary_redirect(client):
    response = client.get("/ting/3/")
    assert (response.status_code, "HX-Redirect" in response) == (302, False)


@pytest.mark.django_db
def test_the_favicon_is_where_browsers_look(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.ico"


@pytest.mark.django_db
def test_too_many_attempts_is_told_in_danish(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        response = client.post(reverse("account_login"), {"login": "x@example.dk", "password": "forkert"})
    assert_for_people(response, 429, "For mange forsøg")
