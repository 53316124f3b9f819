"""What is done about a complaint, and how it moves up the ladder."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.tests.clock import on
from core.errors import DomainError
from disputes.choices import COMPLAINT_TRANSITIONS, OPEN_COMPLAINTS, ComplaintStepKind
from disputes.ladder import RUNGS, may_move, offered, outcomes, status_after, why_not
from disputes.models import Complaint, ComplaintLetter
from disputes.services import board, steps
from disputes.services.complaint_writes import ComplaintChangedError
from disputes.tests.ladder_play import (
    RECEIVED,
    TODAY,
    admonish,
    again,
    answer,
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

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


@pytest.fixture
def complaint(tenancy):
    return complaint_about(tenancy)


def test_the_whole_ladder(complaint, anna, dorte):
    talk(anna, complaint, day("2026-06-16"))
    admonish(dorte, complaint, day("2026-06-17"))
    again(anna, complaint, day("2026-06-18"))
    to_board(dorte, complaint, day("2026-06-19"))
    reply(dorte, complaint)
    decide(dorte, complaint, sanction=conditional())
    now = fresh(complaint)
    assert now.status == "sanction"
    assert (now.acted_on, now.admonished_on) == (day("2026-06-16"), day("2026-06-17"))
    assert (now.board_sent_on, now.board_reply_on, now.board_decided_on) == (day("2026-06-19"), TODAY, TODAY)
    assert (now.sanction, now.sanction_on, now.sanction_until) == ("conditional", TODAY, day("2027-06-20"))
    assert now.sanction_terms == "Ingen musik efter kl. 22."
    assert kinds(complaint) == [
        "talk", "admonition", "repeated", "board_sent", "board_replied", "board_decided", "sanction"
    ]  # fmt: skip
    with on(day("2027-06-20")):
        board.end_sanction(actor=dorte, complaint=complaint, seen=seen(complaint))
    assert (fresh(complaint).status, fresh(complaint).outcome) == ("closed", "sanctioned")


def test_each_move_is_one_of_the_transitions():
    """Every rung from every status takes the complaint along COMPLAINT_TRANSITIONS or nowhere."""
    for status in OPEN_COMPLAINTS:
        for rung in RUNGS.values():
            after = status_after(Complaint(status=status), rung.kind)
            assert after == status or after in COMPLAINT_TRANSITIONS[status]
    assert not may_move("closed", "received")


def test_words_are_not_kept_in_the_values_of_a_step(complaint, dorte):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    decide(dorte, complaint, sanction=conditional(terms="HEMMELIGE VILKÅR"))
    assert "HEMMELIGE" not in str(list(complaint.complaintsteps.values_list("values", flat=True)))


@pytest.mark.parametrize("role", ["anna", "dorte"])
def test_dialogue_is_the_caretakers_and_the_administrations(request, complaint, role):
    actor = request.getfixturevalue(role)
    talk(actor, complaint)
    answer(actor, complaint)
    assert fresh(complaint).status == "talk"


@pytest.mark.parametrize("step", [admonish, to_board, reply, decide])
def test_the_written_track_is_the_administrations_alone(complaint, anna, step):
    """The caretaker is no authority."""
    Complaint.objects.filter(pk=complaint.pk).update(status="board", board_sent_on=RECEIVED)
    with pytest.raises(PermissionDenied):
        step(anna, complaint)
    assert kinds(complaint) == []


@pytest.mark.parametrize("name", ["carla", "erik", "freja", "gry"])
@pytest.mark.parametrize("step", [talk, answer, admonish, close])
def test_others_do_nothing(request, complaint, name, step):
    with pytest.raises(PermissionDenied):
        step(request.getfixturevalue(name), complaint)


def test_a_sanction_needs_an_admonition_first(complaint, dorte):
    to_board(dorte, complaint)
    with pytest.raises(DomainError, match="påmindelse først"):
        decide(dorte, complaint, sanction=conditional())
    decide(dorte, complaint)
    assert fresh(complaint).status == "board"


def test_a_sanction_may_be_written_in_after_the_decision(complaint, dorte):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    decide(dorte, complaint)
    warning = board.Imposed("warning", TODAY)
    board.impose_sanction(actor=dorte, complaint=complaint, seen=seen(complaint), sanction=warning)
    assert (fresh(complaint).sanction, fresh(complaint).sanction_until) == ("warning", None)


@pytest.mark.parametrize(
    ("sanction", "said"),
    [
        (conditional(terms=" "), "vilkår"),
        (conditional(starts=day("2026-06-19")), "fra før nævnets afgørelse"),
        (conditional(starts=day("2028-01-01")), "årstallet"),
        (board.Imposed("noget", TODAY), "hvilken sanktion"),
    ],
)
def test_a_sanction_that_cannot_be_is_refused(complaint, dorte, sanction, said):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    with pytest.raises(DomainError, match=said):
        decide(dorte, complaint, sanction=sanction)


@pytest.mark.parametrize(
    ("on_day", "said"), [("2026-06-21", "fremtiden"), ("2026-06-14", r"før klagen kom man\. 15\. jun\. Ret")]
)
@pytest.mark.parametrize("step", [talk, answer, admonish, to_board])
def test_no_day_that_has_not_been_nor_before_the_complaint(complaint, dorte, step, on_day, said):
    with pytest.raises(DomainError, match=said):
        step(dorte, complaint, day(on_day))


def test_the_order_of_the_days(complaint, dorte):
    admonish(dorte, complaint, day("2026-06-17"))
    with pytest.raises(DomainError, match="før påmindelsen"):
        again(dorte, complaint, day("2026-06-16"))
    with pytest.raises(DomainError, match="før påmindelsen"):
        to_board(dorte, complaint, day("2026-06-16"))
    to_board(dorte, complaint, day("2026-06-18"))
    with pytest.raises(DomainError, match="indbragt"):
        reply(dorte, complaint, day("2026-06-17"))
    reply(dorte, complaint, day("2026-06-19"))
    with pytest.raises(DomainError, match="svaret til nævnet"):
        decide(dorte, complaint, day("2026-06-18"))
    decide(dorte, complaint)
    with pytest.raises(DomainError, match="nævnets afgørelse"):
        board.appealed(actor=dorte, complaint=complaint, seen=seen(complaint), on=day("2026-06-19"))


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        ("received", "repeated", "ikke givet en påmindelse"),
        ("received", "board_replied", "indbragt for nævnet"),
        ("received", "board_decided", "indbragt for nævnet"),
        ("received", "appealed", "ikke afgjort"),
        ("received", "sanction", "Skriv afgørelsen ind først"),
        ("received", "sanction_ended", "ingen sanktion"),
        ("admonition", "admonition", "allerede givet en påmindelse"),
        ("board", "board_sent", "allerede indbragt"),
        ("closed", "talk", "er afsluttet"),
    ],
)
def test_what_may_not_be_done_from_here_says_why(status, kind, said):
    assert said in why_not(Complaint(status=status), kind)


def test_only_once_to_court(complaint, dorte):
    to_board(dorte, complaint)
    decide(dorte, complaint)
    for expected in (True, False):
        if expected:
            board.appealed(actor=dorte, complaint=complaint, seen=seen(complaint), on=TODAY)
        else:
            with pytest.raises(DomainError, match="allerede"):
                board.appealed(actor=dorte, complaint=complaint, seen=seen(complaint), on=TODAY)


def test_the_first_action_is_what_counts_for_the_four_weeks(complaint, dorte):
    again_on = {"talk": "2026-06-18", "answer": "2026-06-17", "admonish": "2026-06-19"}
    talk(dorte, complaint, day(again_on["talk"]))
    assert fresh(complaint).acted_on == day("2026-06-18")
    answer(dorte, complaint, day(again_on["answer"]))
    assert fresh(complaint).acted_on == day("2026-06-17")
    admonish(dorte, complaint, day(again_on["admonish"]))
    assert fresh(complaint).acted_on == day("2026-06-17")


def test_what_the_board_does_is_not_the_landlords_action(complaint, dorte):
    Complaint.objects.filter(pk=complaint.pk).update(status="board", board_sent_on=RECEIVED)
    reply(dorte, complaint)
    decide(dorte, complaint)
    assert fresh(complaint).acted_on is None


def test_two_tabs_the_second_is_told_what_changed(complaint, anna, dorte):
    old = seen(complaint)
    talk(anna, complaint)
    with pytest.raises(ComplaintChangedError, match="Samtale holdt, Anna"):
        steps.record_talk(actor=dorte, complaint=complaint, seen=old, on=TODAY)
    assert kinds(complaint) == ["talk"]


def test_an_admonition_keeps_its_letter(complaint, dorte):
    admonish(dorte, complaint)
    letter = ComplaintLetter.objects.get()
    assert (letter.kind, letter.tenancy_id, letter.sent_on) == ("admonition", complaint.respondent_id, TODAY)
    step = complaint.complaintsteps.get()
    assert (step.values["letter"], step.note) == (letter.pk, "Digital Post")


def test_the_likely_next_step_comes_first():
    def first(role, done=(), **state):
        return offered(Complaint(**state), role, done)[0].kind

    assert first("caretaker", status="received") == "talk"
    assert first("administration", status="received", track="written") == "admonition"
    assert first("caretaker", status="received", track="written") == "talk"
    assert first("administration", status="talk") == "answered"
    assert first("administration", ["answered"], status="talk") == "closed"
    assert first("administration", ["answered"], status="admonition", admonished_on=TODAY) == "repeated"
    assert first("administration", status="repeated", admonished_on=TODAY) == "board_sent"
    assert first("administration", status="board", board_sent_on=TODAY) == "board_replied"
    assert first("administration", status="sanction", board_decided_on=TODAY) == "sanction_ended"


def test_the_caretaker_is_offered_nothing_of_the_law():
    law = {"admonition", "board_sent", "board_replied", "board_decided", "sanction", "appealed"}
    for status in OPEN_COMPLAINTS:
        found = offered(Complaint(status=status, admonished_on=TODAY), "caretaker")
        assert not law & {rung.kind for rung in found}
    assert offered(Complaint(status="closed"), "administration") == []


def test_a_year_is_not_cut_short_without_a_word(complaint, dorte):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    decide(dorte, complaint, sanction=conditional())
    with pytest.raises(DomainError, match="ophævet før tid"):
        board.end_sanction(actor=dorte, complaint=complaint, seen=seen(complaint))
    said = {"actor": dorte, "complaint": complaint, "seen": seen(complaint)}
    board.end_sanction(**said, note="Retten ændrede afgørelsen.")
    assert fresh(complaint).outcome == "sanctioned"
    assert kinds(complaint)[-2:] == [ComplaintStepKind.SANCTION_ENDED, ComplaintStepKind.CLOSED]


def test_outcomes_are_those_that_can_be():
    plain, sanctioned = Complaint(), Complaint(sanction="warning")
    assert "sanctioned" not in outcomes(plain, "administration")
    assert "sanctioned" in outcomes(sanctioned, "administration")
    assert not {"rejected", "terminated", "sanctioned"} & set(outcomes(sanctioned, "caretaker"))
    for role in ("caretaker", "administration"):
        assert [
            "mediated" in outcomes(Complaint(mediation=fact), role)
            for fact in ("", "offered", "not_held", "held")
        ] == [False, False, False, True]
