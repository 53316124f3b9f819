"""Standstill on the screen: the card of each role, the forms, and what is said when somebody was quicker."""

import pytest

from evictions.models import EvictionCase, Standstill, StandstillReason
from evictions.services.standstills import begin_standstill, prolong_standstill
from tests.eviction_factories import EvictionCaseFactory, StandstillReasonFactory, days_ahead


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


@pytest.fixture
def reason(fjordbo):
    return StandstillReasonFactory(organisation=fjordbo, name="Kommunen behandler en ansøgning")


def page(case, rest=""):
    return f"/udsaettelser/{case.pk}/{rest}"


def words(case, reason, **changes):
    said = {
        "seen": case.revision,
        "reason": reason.pk,
        "starts_on": str(days_ahead(-2)),
        "ends_on": str(days_ahead(14)),
        "comment": "Ansøgningen er modtaget",
    }
    return said | changes


def begin(dorte, case, reason):
    days = {"starts_on": days_ahead(0), "ends_on": days_ahead(10)}
    begun = begin_standstill(actor=dorte, case=case, seen=case.revision, reason=reason, **days)
    case.refresh_from_db()
    return begun


def test_given_on_a_page_of_its_own(dorte, case, reason, login):
    client = login(dorte)
    assert "Giv henstand" in client.get(page(case)).content.decode()
    answer = client.post(page(case, "henstand/"), words(case, reason))
    assert (answer.status_code, answer["Location"]) == (302, f"{page(case)}#henstand")
    shown = client.get(page(case)).content.decode()
    assert "Kommunen behandler en ansøgning" in shown and "Ansøgningen er modtaget" in shown
    assert Standstill.objects.get().starts_on == days_ahead(-2)


def test_the_caretaker_reads_it_and_cannot_change_it(anna, dorte, case, reason, login):
    begin(dorte, case, reason)
    shown = login(anna).get(page(case)).content.decode()
    assert "Kommunen behandler en ansøgning" in shown and "Dorte Dahl" in shown
    assert "/forlaeng/" not in shown and "Afslut henstanden nu" not in shown


def test_bad_days_say_what_to_do_and_keep_the_words(dorte, case, reason, login):
    bad = words(case, reason, ends_on=str(days_ahead(-1)), comment="Behold mig")
    answer = login(dorte).post(page(case, "henstand/"), bad)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Henstanden skal slutte i dag eller senere" in shown and "Behold mig" in shown


@pytest.mark.parametrize("missing", ["reason", "ends_on"])
def test_what_is_missing_is_named(dorte, case, reason, login, missing):
    answer = login(dorte).post(page(case, "henstand/"), words(case, reason) | {missing: ""})
    assert answer.status_code == 422
    assert not Standstill.objects.exists()


def test_somebody_was_quicker(dorte, case, reason, login):
    """The words are kept, what changed is told, and saving once more is to have read it."""
    client, late = login(dorte), words(case, reason, comment="Mine ord")
    EvictionCase.objects.filter(pk=case.pk).update(revision=case.revision + 1)
    answer = client.post(page(case, "henstand/"), late)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Sagen er ændret" in shown and "Mine ord" in shown
    assert f'name="seen" value="{case.revision + 1}"' in shown
    again = client.post(page(case, "henstand/"), late | {"seen": case.revision + 1})
    assert again.status_code == 302


def test_a_number_that_looks_like_cpr_is_asked_about(dorte, case, reason, login):
    client, said = login(dorte), words(case, reason, comment="Om 010190-1234")
    answer = client.post(page(case, "henstand/"), said)
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.content.decode()
    assert client.post(page(case, "henstand/"), said | {"cpr": "mask"}).status_code == 302
    assert "1234" not in Standstill.objects.get().comment


def test_prolonged_and_ended(dorte, case, reason, login):
    client, begun = login(dorte), begin(dorte, case, reason)
    answer = client.post(
        f"/henstand/{begun.pk}/forlaeng/",
        {"seen": case.revision, "ends_on": str(days_ahead(40)), "comment": ""},
    )
    assert answer.status_code == 302
    shown = client.get(page(case)).content.decode()
    assert "Forlænget fra" in shown
    case.refresh_from_db()
    assert client.post(f"/henstand/{begun.pk}/afslut/", {"seen": case.revision}).status_code == 302
    shown = client.get(page(case)).content.decode()
    assert "Sagen hviler ikke" in shown and "Afsluttet før tid af Dorte Dahl" in shown


def test_ending_what_another_has_prolonged_meanwhile(dorte, case, reason, login):
    begun = begin(dorte, case, reason)
    seen = case.revision
    prolong_standstill(actor=dorte, standstill=begun, seen=seen, ends_on=days_ahead(60))
    answer = login(dorte).post(f"/henstand/{begun.pk}/afslut/", {"seen": seen})
    assert answer.status_code == 409
    assert "Sagen er ændret" in answer.content.decode()
    assert Standstill.objects.in_force().exists()


def test_without_a_reason_to_choose_it_says_whom_to_ask(dorte, case, login):
    StandstillReason.objects.all().delete()
    shown = login(dorte).get(page(case, "henstand/")).content.decode()
    assert "Systemadministratoren skriver dem ind" in shown


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 403), ("freja", 403), ("erik", 404), ("gry", 404), ("carla", 404)]
)
def test_only_the_administration(who, status, request, dorte, case, reason, login):
    begun = begin(dorte, case, reason)
    client = login(request.getfixturevalue(who))
    assert client.post(page(case, "henstand/"), words(case, reason)).status_code == status
    assert client.post(f"/henstand/{begun.pk}/afslut/", {"seen": case.revision}).status_code == status
    assert client.post(f"/henstand/{begun.pk}/forlaeng/", {}).status_code == status


def test_a_button_answers_no_link(dorte, case, reason, login):
    begun = begin(dorte, case, reason)
    assert login(dorte).get(f"/henstand/{begun.pk}/afslut/").status_code == 405
