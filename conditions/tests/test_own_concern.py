"""One's own report: what one wrote and how far it is, and nothing of what the caretaker knows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from conditions.models import ConcernFlag
from residents.models import HousingOrganisation
from tests.case_factories import CaseFactory
from tests.condition_factories import ConcernFlagFactory


@pytest.fixture
def concern(erik, dwelling, tenancy):
    return ConcernFlagFactory(
        dwelling=dwelling,
        tenancy=tenancy,
        reported_by=erik,
        kinds=["smell", "rubbish"],
        note="Sækker i gangen.",
    )


@pytest.fixture
def url(concern):
    return reverse("concern_own", args=[concern.pk])


def change(concern, **values):
    ConcernFlag.objects.filter(pk=concern.pk).update(**values)


def test_it_shows_what_was_reported(login, erik, url, concern):
    page = login(erik).get(url).content.decode()
    assert concern.number in page
    assert "Lugt og affald, ophobning" in page
    assert "Ved døren" in page and "Sækker i gangen." in page
    assert "Prøve Beboersen" not in page


def test_the_receipt_says_what_happens_now(login, erik, anna, url, concern):
    page = login(erik).get(f"{url}?sendt").content.decode()
    assert f"Sendt som {concern.number}" in page
    assert "Den sociale vicevært får den med det samme" in page
    assert "inden for 2 hverdage, får koordinatoren besked" in page
    assert "tel:112" not in page
    assert "Sendt som" not in login(erik).get(url).content.decode()


def test_the_receipt_promises_what_the_organisation_has_set(login, erik, anna, url, fjordbo):
    HousingOrganisation.objects.filter(pk=fjordbo.pk).update(untaken_after_weekdays=1)
    assert "inden for 1 hverdag, får" in login(erik).get(f"{url}?sendt").content.decode()


def test_the_receipt_of_acute_danger_repeats_112(login, erik, url, concern):
    change(concern, urgency="acute")
    page = login(erik).get(f"{url}?sendt").content.decode()
    assert 'href="tel:112"' in page
    assert "Har du ikke ringet 112 endnu" in page and "Send meldingen bagefter" not in page


@pytest.mark.parametrize(
    ("status", "word"), [("received", "Modtaget"), ("in_hand", "I gang"), ("closed", "Afsluttet")]
)
def test_the_step_is_marked(login, erik, anna, url, concern, status, word):
    now = timezone.now()
    taken = {"taken_at": now, "taken_by": anna} if status != "received" else {}
    closed = {"closed_at": now, "closed_by": anna, "outcome": "resolved"} if status == "closed" else {}
    change(concern, status=status, **taken, **closed)
    page = login(erik).get(url).content.decode()
    current = page.partition('aria-current="step"')[2].partition("</li>")[0]
    assert word in current


@pytest.mark.parametrize(("outcome", "told"), [("repair", True), ("declined", False), ("known", False)])
def test_only_a_repair_is_told(login, erik, anna, url, concern, outcome, told):
    now = timezone.now()
    change(
        concern,
        status="closed",
        closed_at=now,
        closed_by=anna,
        outcome=outcome,
        closing_note="Kanariefugl i køkkenet",
    )
    page = login(erik).get(url).content.decode()
    assert ("almindelig reparation" in page) is told
    assert "Kanariefugl" not in page
    assert "ønskede ikke hjælp" not in page


def test_nothing_of_the_case_is_shown(login, erik, anna, url, concern, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    change(concern, status="in_hand", taken_at=timezone.now(), taken_by=anna, case=case)
    page = login(erik).get(url).content.decode()
    assert case.number not in page
    assert f"/sager/{case.pk}/" not in page


def test_what_was_over_the_same_day_says_so(login, erik, anna, url, concern):
    change(concern, status="closed", closed_at=timezone.now(), closed_by=anna, outcome="known")
    assert "lukket samme dag" in login(erik).get(url).content.decode()


def test_opening_it_is_written_down(login, erik, url, concern):
    login(erik).get(url)
    look_up = LookUp.objects.get(actor=erik)
    assert (look_up.subject, look_up.subject_id) == ("conditions.ConcernFlag", concern.pk)
    assert look_up.purpose == "concern"


def test_only_ones_own(login, erik, anna, bo, dorte, carla, url, dwelling):
    for other, status in ((anna, 403), (dorte, 403), (carla, 403)):
        assert login(other).get(url).status_code == status
    somebodys = ConcernFlagFactory(dwelling=dwelling, reported_by=bo)
    assert login(erik).get(reverse("concern_own", args=[somebodys.pk])).status_code == 404
    assert login(erik).post(url).status_code == 405
