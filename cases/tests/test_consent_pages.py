"""Recording, printing and withdrawing a consent on the page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from cases.consent_paper import paper_of
from cases.models import Consent
from cases.tests.bridge import case_of, consent_of, draft, partner_of, send


@pytest.fixture
def case(anna, tenancy):
    return case_of(anna, tenancy)


@pytest.fixture
def partner(fjordbo):
    return partner_of(fjordbo, name="Gældsrådgivningen")


def typed(case, partner, **changes):
    today = timezone.localdate()
    form = {
        "resident": case.tenancy.residents.get().pk,
        "purpose": "Hjælp til budget",
        "data_kinds": ["contact", "economy"],
        "recipients": [partner.pk],
        "form": "written",
        "given_on": today.isoformat(),
        "starts_on": today.isoformat(),
        "ends_on": today.replace(year=today.year + 1, day=1).isoformat(),
    }
    return form | changes


def test_the_form_proposes_twelve_months(login, anna, case, partner):
    page = login(anna).get(reverse("consent_create", args=[case.pk])).content.decode()
    assert (timezone.localdate() + dt.timedelta(days=365)).isoformat() in page
    assert "Gældsrådgivningen" in page
    assert LookUp.objects.get().subject == "cases.Case"


def test_it_is_recorded(login, anna, case, partner):
    answer = login(anna).post(reverse("consent_create", args=[case.pk]), typed(case, partner))
    assert answer["Location"] == reverse("case_detail", args=[case.pk])
    consent = Consent.objects.get()
    assert (consent.data_kinds, list(consent.recipients.all())) == (["contact", "economy"], [partner])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"recipients": []}, "Vælg mindst én, der må få"),
        ({"data_kinds": []}, "mindst én slags"),
        ({"ends_on": ""}, "Vælg en dato"),
        ({"ends_on": "2099-01-01"}, "højst to år"),
        ({"purpose": "Om 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_errors_keep_what_was_typed(changes, says, login, anna, case, partner):
    form = typed(case, partner, **changes)
    answer = login(anna).post(reverse("consent_create", args=[case.pk]), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert form["purpose"] in page
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("da", ["Sådan trækker du det tilbage", "Økonomi, job og ydelser", "Gældsrådgivningen"]),
        ("en", ["How to withdraw it", "Money, work and benefits", "Gældsrådgivningen"]),
    ],
)
def test_the_form_to_sign_keeps_nothing(language, says, login, anna, case, partner):
    answer = login(anna).post(reverse("consent_create", args=[case.pk]), typed(case, partner, print=language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(words in page for words in [*says, "Prøve Beboersen", "Hjælp til budget", case.number])
    assert "Helbred" not in page
    assert "Health" not in page
    assert not Consent.objects.exists()
    assert LookUp.objects.get().subject == "cases.Case", "a name leaves on paper"


def test_the_day_of_a_withdrawal_is_the_day_here(anna, case):
    late = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    assert paper_of(consent_of(case, None, withdrawn_at=late, withdrawn_by=anna)).withdrawn_on == dt.date(
        2026, 7, 2
    )


def test_the_recorded_one_on_paper(login, anna, case, partner):
    consent = consent_of(case, partner, form="oral")
    danish = login(anna).get(reverse("consent_print", args=[consent.pk, "da"])).content.decode()
    english = login(anna).get(reverse("consent_print", args=[consent.pk, "en"])).content.decode()
    assert "Samtykket er givet mundtligt" in danish
    assert "Consent was given orally" in english
    assert 'lang="en"' in english


def test_withdrawing_first_says_what_stops_and_then_whom_to_call(login, anna, case, partner):
    consent = consent_of(case, partner)
    sent = send(anna, draft(anna, case, partner, consent=consent, subject="Et møde om gælden"))
    draft(anna, case, partner, consent=consent, subject="En kladde")
    url = reverse("consent_withdraw", args=[consent.pk])
    page = login(anna).get(url).content.decode()
    assert "Et møde om gælden – trækkes tilbage; ring til dem" in page
    assert "En kladde – kladden mister sit samtykke" in page
    answer = login(anna).post(url, follow=True)
    page = answer.content.decode()
    sent.refresh_from_db()
    assert sent.status == "withdrawn"
    assert "Ring, og sig at samtykket er trukket tilbage" in page
    assert "87 00 00 01" in page
    assert "En kladde" not in page


def test_the_withdrawal_stands_on_the_file(login, anna, case, partner):
    consent = consent_of(case, partner)
    send(anna, draft(anna, case, partner, consent=consent))
    login(anna).post(reverse("consent_withdraw", args=[consent.pk]))
    page = login(anna).get(reverse("case_detail", args=[case.pk])).content.decode()
    assert "Samtykke trukket tilbage" in page
    assert "Samtykket er trukket tilbage." in page
    assert "Intet samtykke gælder i dag" in page


WHO = [("bo", 200), ("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 404), ("gry", 403)]


@pytest.mark.parametrize(("who", "status"), WHO)
@pytest.mark.parametrize("route", ["consent_detail", "consent_withdraw", "consent_print"])
def test_who_may(route, who, status, login, case, partner, request):
    consent = consent_of(case, partner)
    url = reverse(route, args=[consent.pk, "da"] if route == "consent_print" else [consent.pk])
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, anna, case, partner):
    assert login(anna).post(reverse("consent_detail", args=[consent_of(case, partner).pk])).status_code == 405
    assert login(anna).delete(reverse("consent_create", args=[case.pk])).status_code == 405
