"""Closing a complaint, opening it again, and taking a mistaken step back."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.tests.clock import on
from core.errors import DomainError
from disputes.models import ComplaintLetter, ShowingDecision, TrackMove
from disputes.services.closing import reopen_complaint
from disputes.services.step_mistakes import take_back_step
from disputes.services.tracks import decide_showing, move_track
from disputes.tests.ladder_play import (
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


def state(complaint):
    columns = ("status", "acted_on", "admonished_on", "board_sent_on", "board_decided_on", "sanction")
    more = ("sanction_on", "sanction_until", "sanction_terms", "outcome", "closed_from", "closed_at")
    return {name: getattr(fresh(complaint), name) for name in columns + more}


def reopen(actor, complaint, reason="Det begyndte igen."):
    return reopen_complaint(actor=actor, complaint=complaint, seen=seen(complaint), reason=reason)


def take_back(actor, complaint, reason="Forkert sag"):
    return take_back_step(actor=actor, complaint=complaint, seen=seen(complaint), reason=reason)


def showing(actor, complainant, is_shown, reason="Den indklagede ved det allerede."):
    said = {"seen": seen(complainant.complaint), "is_shown": is_shown, "reason": reason}
    return decide_showing(actor=actor, complainant=complainant, **said)


def test_closing_is_the_first_action_when_there_was_none(complaint, anna):
    close(anna, complaint, "stopped", "Ro siden søndag.")
    now = fresh(complaint)
    assert (now.status, now.closed_from, now.outcome) == ("closed", "received", "stopped")
    assert (now.acted_on, now.closed_by, now.closing_note) == (TODAY, anna, "Ro siden søndag.")


@pytest.mark.parametrize("outcome", ["", "nonsense", "sanctioned", "rejected", "terminated"])
def test_a_caretaker_closes_with_what_happened_not_with_what_was_decided(complaint, anna, outcome):
    with pytest.raises(DomainError, match="Vælg et udfald"):
        close(anna, complaint, outcome)


def test_the_administration_rejects(complaint, dorte):
    close(dorte, complaint, "rejected")
    assert fresh(complaint).outcome == "rejected"


def test_after_an_admonition_only_the_administration_closes(complaint, anna, dorte):
    admonish(dorte, complaint)
    with pytest.raises(PermissionDenied):
        close(anna, complaint, "stopped")
    close(dorte, complaint, "stopped")
    with pytest.raises(PermissionDenied):
        reopen(anna, complaint)
    reopen(dorte, complaint)
    assert fresh(complaint).status == "admonition"


def test_opened_again_it_is_where_it_was_and_the_clock_runs_again(complaint, anna):
    before = state(complaint)
    close(anna, complaint)
    reopen(anna, complaint)
    assert state(complaint) == before
    assert kinds(complaint) == ["closed", "reopened"]


def test_what_was_done_before_the_closing_stays_done(complaint, anna):
    talk(anna, complaint, day("2026-06-16"))
    close(anna, complaint)
    reopen(anna, complaint)
    assert (fresh(complaint).status, fresh(complaint).acted_on) == ("talk", day("2026-06-16"))


def test_closed_twice_and_opened_twice(complaint, anna):
    close(anna, complaint)
    reopen(anna, complaint)
    talk(anna, complaint)
    close(anna, complaint)
    reopen(anna, complaint)
    assert (fresh(complaint).status, fresh(complaint).acted_on) == ("talk", TODAY)


def test_an_open_one_is_not_opened_and_a_reason_is_asked(complaint, anna):
    with pytest.raises(DomainError, match="ikke afsluttet"):
        reopen(anna, complaint)
    close(anna, complaint)
    with pytest.raises(DomainError, match="hvorfor"):
        reopen(anna, complaint, " ")
    with pytest.raises(DomainError, match="er afsluttet"):
        talk(anna, complaint)


STEPS = [talk, answer, admonish, again, to_board, decide]


def test_each_step_can_be_taken_back_and_the_complaint_stands_as_before_it(complaint, dorte):
    for step in STEPS:
        before = state(complaint)
        step(dorte, complaint)
        assert step is answer or state(complaint) != before
        take_back(dorte, complaint)
        assert state(complaint) == before
        step(dorte, complaint)


def test_a_decision_with_its_sanction_is_taken_back_in_two(complaint, dorte):
    admonish(dorte, complaint)
    to_board(dorte, complaint)
    before = state(complaint)
    decide(dorte, complaint, sanction=conditional())
    take_back(dorte, complaint)
    assert (fresh(complaint).status, fresh(complaint).board_decided_on) == ("board", TODAY)
    assert fresh(complaint).sanction_terms == ""
    take_back(dorte, complaint)
    assert state(complaint) == before


def test_what_was_taken_back_stays_in_the_course_and_so_does_its_letter(complaint, dorte):
    admonish(dorte, complaint)
    take_back(dorte, complaint, "Sendt til den forkerte")
    assert kinds(complaint) == ["admonition", "corrected"]
    correction = complaint.complaintsteps.get(kind="corrected")
    assert (correction.note, correction.values["taken_back"]) == ("Sendt til den forkerte", "admonition")
    assert ComplaintLetter.objects.count() == 1


def test_a_caretaker_takes_back_only_what_she_may_do(complaint, anna, dorte):
    admonish(dorte, complaint)
    with pytest.raises(PermissionDenied):
        take_back(anna, complaint)


def test_nothing_to_take_back_and_no_reason(complaint, anna):
    with pytest.raises(DomainError, match="ikke noget skridt"):
        take_back(anna, complaint)
    talk(anna, complaint)
    with pytest.raises(DomainError, match="hvad der var galt"):
        take_back(anna, complaint, "")
    take_back(anna, complaint)
    with pytest.raises(DomainError, match="ikke noget skridt"):
        take_back(anna, complaint)


# -- tracks and showing --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "dorte"])
def test_the_track_is_moved_there_and_back_with_a_reason(request, complaint, name):
    actor = request.getfixturevalue(name)
    for after in ("written", "dialogue"):
        move_track(actor=actor, complaint=complaint, seen=seen(complaint), reason="De vil ikke tale sammen.")
        assert fresh(complaint).track == after
    moves = TrackMove.objects.order_by("pk").values_list("before", "after")
    assert list(moves) == [("dialogue", "written"), ("written", "dialogue")]


def test_a_track_is_not_moved_without_a_reason_or_by_others(complaint, anna, erik, carla):
    with pytest.raises(DomainError, match="hvorfor"):
        move_track(actor=anna, complaint=complaint, seen=seen(complaint), reason=" ")
    for other in (erik, carla):
        with pytest.raises(PermissionDenied):
            move_track(actor=other, complaint=complaint, seen=seen(complaint), reason="Fordi")
    assert not TrackMove.objects.exists()


@pytest.mark.parametrize("name", ["anna", "dorte"])
def test_a_complainant_is_hidden_until_it_is_decided(request, complaint, name):
    actor = request.getfixturevalue(name)
    (one,) = complaint.complainants.all()
    assert one.is_shown is False
    assert showing(actor, one, True).is_shown is True
    assert showing(actor, one, False).is_shown is False
    decisions = ShowingDecision.objects.order_by("pk").values_list("is_shown", "made_by")
    assert list(decisions) == [(True, actor.pk), (False, actor.pk)]
    assert fresh(complaint).revision == 3


def test_showing_without_a_reason_or_again_or_by_others_is_refused(complaint, dorte, erik, carla):
    (one,) = complaint.complainants.all()
    with pytest.raises(DomainError, match="hvorfor"):
        showing(dorte, one, True, " ")
    with pytest.raises(DomainError, match="allerede besluttet"):
        showing(dorte, one, False)
    for other in (erik, carla):
        with pytest.raises(PermissionDenied):
            showing(other, one, True)
    assert not ShowingDecision.objects.exists()
