"""The form of a report: two answers, what was typed comes back, and 112 before anything else."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conditions.models import ConcernFlag, ConcernPhoto
from conditions.services.photos import remove_photo
from conditions.tests.pictures import jpeg
from conditions.tests.reporting import body, report
from conftest import person
from tests.condition_factories import ConcernFlagFactory
from tests.factories import DwellingFactory


@pytest.fixture
def url(dwelling):
    return reverse("concern_report", args=[dwelling.pk])


def test_two_answers_are_enough(login, erik, url):
    response = login(erik).post(url, body(kinds=["smell"], seen_from="outside"))
    concern = ConcernFlag.objects.get()
    assert (response.status_code, response.url) == (302, f"/meld/{concern.pk}/?sendt")
    assert (concern.kinds, concern.seen_from, concern.urgency) == (["smell"], "outside", "normal")


def test_the_page_says_what_to_write_and_asks_for_no_name(login, erik, url, tenancy):
    page = login(erik).get(url).content.decode()
    assert "Kun det, du så – ingen gæt" in page
    assert "Lærkevej 8, 3. th" in page
    assert "Prøve Beboersen" not in page
    assert re.search(r'value="normal"[^>]* checked', page)
    assert not re.search(r'name="seen_from"[^>]* checked', page)


def test_112_stands_in_the_form_for_the_style_sheet_to_show(login, erik, url):
    page = login(erik).get(url).content.decode()
    assert 'href="tel:112"' in page
    assert page.index("tel:112") < page.index('name="kinds"')


def test_what_was_typed_comes_back(login, erik, url):
    sent = body(kinds=[], note="Døren stod åben.", urgency="soon", noted_at=timezone.now().isoformat())
    response = login(erik).post(url, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Vælg mindst én ting, du så." in page
    assert "Døren stod åben." in page
    assert re.search(r'value="soon"[^>]* checked', page)
    assert sent["client_uuid"] in page
    assert re.search(r'name="noted_at" value="\d{4}-', page)
    assert not ConcernFlag.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("seen_from", "", "Vælg, hvor du så det fra."),
        ("seen_from", "roof", "det, der står på listen"),
        ("kinds", ["haunted"], "det, der står på listen"),
        ("urgency", "", "Vælg, om der er akut fare."),
        ("note", "x" * 1001, "1000"),
        ("client_uuid", "x", "UUID"),
    ],
)
def test_each_wrong_answer_is_said(login, erik, url, field, value, words):
    response = login(erik).post(url, body(**{field: value}))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ConcernFlag.objects.exists()


def test_a_cpr_number_is_asked_about(login, erik, url):
    client, sent = login(erik), body(note="Født 010190-1234")
    asked = client.post(url, sent)
    assert asked.status_code == 422
    assert "Skjul nummeret, og send" in asked.content.decode()
    client.post(url, {**sent, "cpr": "mask"})
    assert "010190" not in ConcernFlag.objects.get().note


def test_a_double_tap_makes_one(login, erik, url):
    client, sent = login(erik), body()
    assert client.post(url, sent).url == client.post(url, sent).url
    assert ConcernFlag.objects.count() == 1


def test_two_tabs_with_other_words_are_told_and_may_send_anew(login, erik, url):
    client, sent = login(erik), body()
    client.post(url, sent)
    response = client.post(url, {**sent, "note": "Og en ting til."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "allerede sendt" in page and "Og en ting til." in page
    anew = re.search(r'name="client_uuid" value="([^"]+)"', page).group(1)
    assert uuid.UUID(anew) != uuid.UUID(sent["client_uuid"])
    client.post(url, {**sent, "note": "Og en ting til.", "client_uuid": anew})
    assert ConcernFlag.objects.count() == 2


def test_the_phone_is_answered_with_data(login, erik, url):
    response = login(erik).post(url, body(), headers={"X-Outbox": "1"})
    assert response.status_code == 201
    assert response.json() == {"location": f"/meld/{ConcernFlag.objects.get().pk}/?sendt"}


def test_a_phone_that_sends_again_after_its_photo_was_deleted_is_answered_the_same(login, erik, url):
    client, sent = login(erik), body()
    phone = {"headers": {"X-Outbox": "1"}}

    def send():
        return client.post(url, {**sent, "photos": SimpleUploadedFile("1.jpg", jpeg())}, **phone)

    first = send()
    remove_photo(actor=erik, photo=ConcernPhoto.objects.get())
    again = send()
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert not ConcernPhoto.objects.exists()


def test_what_lay_on_the_phone_was_seen_when_it_was_written(login, erik, url):
    noted = timezone.now() - timezone.timedelta(hours=7)
    login(erik).post(url, body(noted_at=noted.isoformat()), headers={"X-Outbox": "1"})
    assert ConcernFlag.objects.get().seen_at == noted


@pytest.mark.parametrize("noted", ["", "i går", "2999-01-01T00:00:00Z", "2020-01-01T00:00:00Z"])
def test_an_odd_clock_is_not_believed(login, erik, url, noted):
    before = timezone.now()
    login(erik).post(url, body(noted_at=noted))
    assert before <= ConcernFlag.objects.get().seen_at <= timezone.now()


def test_what_one_has_reported_of_the_flat_is_said(login, erik, anna, url, dwelling):
    concern, _new = report(erik, dwelling)
    other = ConcernFlagFactory(dwelling=dwelling, reported_by=anna)
    page = login(erik).get(url).content.decode()
    assert f"/meld/{concern.pk}/" in page and "i dag: Modtaget" in page
    assert f"/meld/{other.pk}/" not in page


def test_stranger_and_wrong_role(login, erik, anna, dorte, carla, url, skov, moelle, client):
    assert client.get(url).url.startswith("/konto/log-ind/")
    for other in (anna, dorte):
        assert login(other).get(url).status_code == 403
        assert login(other).post(url, body()).status_code == 403
    for estate in (skov, moelle):
        elsewhere = reverse("concern_report", args=[DwellingFactory(stairwell__estate=estate).pk])
        assert login(erik).get(elsewhere).status_code == 404
        assert login(erik).post(elsewhere, body()).status_code == 404
    assert login(erik).put(url).status_code == 405
    assert not ConcernFlag.objects.exists()


def test_its_queries_do_not_grow(login, erik, url, dwelling, django_assert_num_queries):
    client = login(erik)
    client.get(url)
    for number in (1, 3):
        ConcernFlagFactory.create_batch(number, dwelling=dwelling, reported_by=erik)
        with django_assert_num_queries(8):
            client.get(url)


def test_that_a_colleague_has_reported_the_flat_is_not_told(login, erik, fjordbo, laerke, dwelling, url):
    """Nor that anybody has: as long as it is open a caretaker is at work there, and who opens form after form
    would have a map of that."""
    colleague = person("Ea Eriksen", fjordbo, "estate_office", estate=laerke)
    page = without_tokens(login(erik).get(url).content.decode())
    report(colleague, dwelling, urgency="acute")
    assert without_tokens(login(erik).get(url).content.decode()) == page


def without_tokens(page):
    return re.sub(r'(name="(csrfmiddlewaretoken|client_uuid)"|hx-headers)[^>]*', "", page)
