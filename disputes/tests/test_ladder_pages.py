"""The pages of the steps: who may open them, what they refuse, and what the cards of a complaint show."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from disputes.models import Complaint, ComplaintStep, ShowingDecision, TrackMove
from disputes.tests.ladder_play import (
    TODAY,
    admonish,
    close,
    complaint_about,
    conditional,
    day,
    decide,
    fresh,
    kinds,
    reply,
    seen,
    talk,
    to_board,
)
from evictions.rules import board_appeal_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


@pytest.fixture
def complaint(tenancy):
    return complaint_about(tenancy)


def step_url(complaint, key="samtale"):
    return reverse("complaint_step", args=[complaint.pk, key])


def page_of(client, complaint):
    answer = client.get(reverse("complaint_detail", args=[complaint.pk]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


TALK = {"with_whom": "respondent", "on": "2026-06-19", "note": "Ville lytte."}


def test_a_talk_is_written_down_and_stands_on_the_page(login, anna, complaint):
    client = login(anna)
    answer = client.post(step_url(complaint), {**TALK, "seen": 1})
    assert answer["Location"] == reverse("complaint_detail", args=[complaint.pk])
    page = page_of(client, complaint)
    assert "Samtale holdt" in page
    assert "Med den, der er klaget over. Ville lytte." in page
    assert "Udlejer handlede" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"with_whom": ""}, "Vælg, hvem der blev talt med."),
        ({"on": ""}, "Vælg en dato"),
        ({"on": "2026-06-21"}, "Dagen ligger i fremtiden."),
        ({"on": "2026-06-01"}, "før klagen kom"),
        ({"note": "Hun hedder 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(login, anna, complaint, changes, said):
    answer = login(anna).post(step_url(complaint), {**TALK, "seen": 1, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert changes.get("note", "Ville lytte.") in page
    assert kinds(complaint) == []


def test_two_tabs_the_second_keeps_its_words_and_is_told(login, anna, dorte, complaint):
    talk(dorte, complaint)
    client = login(anna)
    answer = client.post(step_url(complaint), {**TALK, "seen": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Klagesagen er ændret" in page
    assert "Ville lytte." in page
    assert f'name="seen" value="{seen(complaint)}"' in page


@pytest.mark.parametrize("key", ["naevn", "svar-til-naevnet", "afgoerelse", "sanktion", "retten"])
def test_the_steps_of_the_law_are_not_the_caretakers(login, anna, complaint, key):
    assert login(anna).get(step_url(complaint, key)).status_code == 403
    assert login(anna).post(step_url(complaint, key), {"seen": 1}).status_code == 403


def test_doors(login, anna, carla, erik, freja, gry, complaint):
    for person, status in ((carla, 404), (erik, 403), (freja, 403), (gry, 403)):
        client = login(person)
        assert client.get(step_url(complaint)).status_code == status
        assert client.get(reverse("complaint_track", args=[complaint.pk])).status_code == status
    client = login(anna)
    assert client.get(step_url(complaint, "ukendt")).status_code == 404
    assert client.get(step_url(complaint, "paamindelse")).status_code == 404
    assert client.put(step_url(complaint)).status_code == 405
    for name in ("complaint_take_back", "complaint_reopen"):
        assert client.get(reverse(name, args=[complaint.pk])).status_code == 405


def test_a_step_that_cannot_be_done_now_says_why(login, dorte, complaint):
    answer = login(dorte).get(step_url(complaint, "afgoerelse"))
    assert answer.status_code == 409
    assert "Skriv først, hvornår sagen blev indbragt" in answer.content.decode()


def test_a_decision_with_a_sanction_from_its_form(login, dorte, complaint):
    client = login(dorte)
    admonish(dorte, complaint, day("2026-06-16"))
    client.post(step_url(complaint, "naevn"), {"on": "2026-06-17", "seen": seen(complaint)})
    client.post(step_url(complaint, "svar-til-naevnet"), {"on": "2026-06-18", "seen": seen(complaint)})
    said = {"on": "2026-06-19", "sanction": "conditional", "terms": "Ro efter kl. 22.", "starts": ""}
    answer = client.post(step_url(complaint, "afgoerelse"), {**said, "seen": seen(complaint)})
    assert answer.status_code == 302
    assert fresh(complaint).sanction_until == day("2027-06-19")
    page = page_of(client, complaint)
    assert "Betinget lejeforhold i 1 år, fra fre. 19. jun" in page
    assert "Ro efter kl. 22." in page
    assert "Kan indbringes for retten til og med" in page


def test_without_an_admonition_there_is_no_sanction_to_choose(login, dorte, complaint):
    to_board(dorte, complaint)
    page = login(dorte).get(step_url(complaint, "afgoerelse")).content.decode()
    assert "Ingen sanktion" in page
    assert "Betinget lejeforhold i 1 år" not in page


def test_the_boards_weeks_are_shown_and_not_moved(login, dorte, complaint):
    to_board(dorte, complaint)
    reply(dorte, complaint)  # Saturday 20 June: 28 days later is Saturday 18 July.
    page = page_of(login(dorte), complaint)
    assert "Nævnet afgør sagen senest" in page
    assert "Om den flyttes, står ikke i det, vi har læst: regn med fre. 17. jul" in page
    decide(dorte, complaint)
    assert "Kan indbringes for retten til og med" in page_of(login(dorte), complaint)


def test_the_weeks_to_go_to_court_that_are_over_say_so(login, dorte, complaint):
    to_board(dorte, complaint)
    decide(dorte, complaint)
    last = board_appeal_due(fresh(complaint).board_decided_on)
    with on(last):
        assert "Kan indbringes for retten til og med" in page_of(login(dorte), complaint)
    with on(last + dt.timedelta(days=1)):
        page = page_of(login(dorte), complaint)
    assert "Kunne indbringes for retten til og med" in page
    assert "Kan indbringes for retten" not in page


def test_closing_asks_for_an_outcome_of_ones_own(login, anna, dorte, complaint):
    client = login(anna)
    page = client.get(step_url(complaint, "afslut")).content.decode()
    assert '<button class="btn btn-primary">Afslut klagesagen</button>' in page
    assert "Løst i dialog" in page
    assert "Ikke grund til at gå videre" not in page
    assert client.post(step_url(complaint, "afslut"), {"seen": 1}).status_code == 422
    said = {"seen": 1, "outcome": "dialogue", "note": "Tæpper på gulvet."}
    assert client.post(step_url(complaint, "afslut"), said).status_code == 302
    page = page_of(client, complaint)
    assert "Løst i dialog. Tæpper på gulvet." in page
    assert "Genåbn klagesagen" in page
    answer = client.post(reverse("complaint_reopen", args=[complaint.pk]), {"seen": 2, "reason": "Igen"})
    assert answer.status_code == 302
    assert fresh(complaint).status == "received"
    assert login(dorte).get(step_url(complaint, "afslut")).status_code == 200


def test_a_sanction_is_not_proposed_to_be_ended_while_it_runs(login, dorte, complaint):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    reply(dorte, complaint)
    decide(dorte, complaint, sanction=conditional())
    first = f'btn-primary" href="{step_url(complaint, "sanktion-slut")}"'
    with on(day("2027-06-19")):
        page = page_of(login(dorte), complaint)
        assert step_url(complaint, "sanktion-slut") in page
        assert first not in page
    with on(day("2027-06-20")):
        assert first in page_of(login(dorte), complaint)


def test_a_mistake_is_taken_back_from_the_page(login, anna, complaint):
    talk(anna, complaint)
    client = login(anna)
    url = reverse("complaint_take_back", args=[complaint.pk])
    assert "Var »Samtale holdt« en fejl?" in page_of(client, complaint)
    assert client.post(url, {"seen": 2, "reason": ""}).status_code == 422
    assert client.post(url, {"seen": 1, "reason": "Forkert"}).status_code == 409
    assert client.post(url, {"seen": 2, "reason": "Forkert sag"}).status_code == 302
    page = page_of(client, complaint)
    assert "Taget tilbage: samtale holdt. Forkert sag" in page
    assert "Var »" not in page


def test_the_track_card_shows_who_moved_it_and_why(login, anna, complaint):
    client = login(anna)
    url = reverse("complaint_track", args=[complaint.pk])
    assert client.post(url, {"seen": 1, "reason": ""}).status_code == 422
    assert client.post(url, {"seen": 1, "reason": "De vil ikke tale sammen."}).status_code == 302
    assert TrackMove.objects.get().after == "written"
    page = page_of(client, complaint)
    assert "De vil ikke tale sammen." in page
    assert "Næste skridt er administrationens" in page


def test_showing_a_complainant_is_a_decision_with_a_reason(login, dorte, carla, erik, complaint):
    one = complaint.complainants.get()
    url = reverse("showing_decide", args=[one.pk])
    client = login(dorte)
    assert one.name in client.get(url).content.decode()
    assert client.post(url, {"seen": 1, "reason": " "}).status_code == 422
    assert client.post(url, {"seen": 1, "reason": "De har selv talt sammen."}).status_code == 302
    assert ShowingDecision.objects.get().is_shown
    assert "De har selv talt sammen." in page_of(client, complaint)
    assert login(carla).get(url).status_code == 404
    assert login(erik).get(url).status_code == 403


def test_the_repeats_card(login, anna, tenancy, complaint):
    earlier = complaint_about(tenancy, received_on=day("2026-01-05"), category="pets")
    complaint_about(tenancy, received_on=day("2025-12-01"))
    page = page_of(login(anna), complaint)
    assert "Det er den 2. klage over husstanden" in page
    assert earlier.number in page
    assert "Væsentlige gener fra husdyr" in page


@pytest.mark.parametrize("status", ["received", "talk", "admonition", "repeated", "board", "sanction"])
@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_the_page_stands_at_every_rung_and_asks_as_much(
    login, request, complaint, status, who, django_assert_max_num_queries
):
    dorte = request.getfixturevalue("dorte")
    for step, reaches in ((talk, "talk"), (admonish, "admonition"), (to_board, "board")):
        if status in {"received", "repeated"}:
            break
        step(dorte, complaint)
        if reaches == status:
            break
    if status == "sanction":
        decide(dorte, complaint, sanction=conditional())
    Complaint.objects.filter(pk=complaint.pk).update(status=status)
    client = login(request.getfixturevalue(who))
    page_of(client, complaint)
    with django_assert_max_num_queries(14):
        page_of(client, complaint)


def test_a_double_click_writes_one_step(login, anna, complaint):
    client = login(anna)
    page = client.get(step_url(complaint)).content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    for _again in range(2):
        assert client.post(step_url(complaint), {**TALK, "seen": 1, "once": once}).status_code == 302
    assert ComplaintStep.objects.count() == 1


def test_overdue_the_complainant_may_go_to_the_board(login, anna, complaint):
    with on(day("2026-08-14")):
        page = page_of(login(anna), complaint)
    assert "Udlejer skulle have handlet senest" in page
    assert "Klageren kan nu selv gå til beboerklagenævnet" in page


def test_a_deadline_on_new_years_eve_is_warned_of(login, anna, tenancy):
    with on(day("2026-12-05")):
        complaint = complaint_about(tenancy, received_on=day("2026-12-03"))
        page = page_of(login(anna), complaint)
        assert "Fristen falder på nytårsaftensdag" in page
        close(anna, complaint)
        assert "nytårsaftensdag" not in page_of(login(anna), complaint)
