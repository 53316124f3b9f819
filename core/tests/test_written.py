"""What was written in a form that came too late is given back, and to whoever wrote it only."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin", "Referer": "http://testserver/sager/1/"}
WORDS = "Beboeren vil have hjælp <b>nu</b>"


@pytest.fixture
def url():
    return reverse("goal_add", args=[1])


def test_it_is_on_the_page_that_says_so(client, url):
    response = client.post(url, {"text": WORDS, "til": "done"}, headers=OURS)
    page = response.content.decode()
    assert response.status_code == 401
    assert "Beboeren vil have hjælp &lt;b&gt;nu&lt;/b&gt;" in page
    assert "<p>done</p>" not in page


def test_and_on_the_one_that_says_the_form_was_too_old(url):
    response = Client(enforce_csrf_checks=True).post(url, {"text": WORDS}, headers=OURS)
    assert response.status_code == 403
    assert "Beboeren vil have" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ond.example"}])
def test_another_site_puts_no_words_on_our_pages(url, headers):
    assert Client().post(url, {"text": WORDS}, headers=headers).status_code == 302
    refused = Client(enforce_csrf_checks=True).post(url, {"text": WORDS}, headers=headers)
    assert "Beboeren" not in refused.content.decode()


def test_a_password_is_never_shown():
    form = {"login": "anna@example.dk", "password": "en to tre fire"}
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), form, headers=OURS)
    assert response.status_code == 403
    assert "en to tre fire" not in response.content.decode()


def test_a_button_leads_to_the_login_and_back_to_its_page(client, url):
    """Not to an address that is there to post to only."""
    response = client.post(url, {"til": "done"}, headers=OURS)
    assert response["Location"] == f"{reverse('account_login')}?next=/sager/1/"


def test_what_htmx_asks_for_goes_to_the_login_as_before(client):
    response = client.post(reverse("case_find"), {"q": "en to"}, headers={**OURS, "HX-Request": "true"})
    assert response["HX-Redirect"].startswith(reverse("account_login"))
