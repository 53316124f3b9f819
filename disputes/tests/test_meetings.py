"""Meetings of a mediation: who may be brought together, and what becomes of the meeting."""

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from disputes.choices import MEETING_TRANSITIONS, MeetingStatus, Unsuitable
from disputes.models import Complaint, MediationMeeting, Party
from disputes.services.mediation_writes import MediationChangedError
from disputes.services.meetings import (
    cancel_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    unhold_meeting,
)
from disputes.tests.agreeing import agreed, days, drafted, fresh, hours, mediation_of, met, ready, when
from tests.dispute_factories import PartyFactory, PreTalkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediation(anna, laerke):
    return ready(anna, laerke)


def plan(user, mediation, held=None, **more):
    seen = fresh(mediation).revision
    return plan_meeting(actor=user, mediation=mediation, seen=seen, when=when(**more), held=held)


def hold(user, meeting, held=True):
    seen = fresh(meeting.mediation).revision
    MediationMeeting.objects.filter(pk=meeting.pk).update(starts_at=hours(-1))
    return hold_meeting(actor=user, meeting=meeting, seen=seen, held=held)


def test_a_planned_meeting_makes_it_the_meetings_turn(anna, mediation):
    meeting = plan(anna, mediation, place="  Beboerhuset,  lokale 2 ")
    assert (meeting.status, meeting.place, meeting.changes) == ("planned", "Beboerhuset, lokale 2", 0)
    assert (fresh(mediation).phase, fresh(mediation).fact) == ("meeting", "offered")


def refusal(user, mediation):
    with pytest.raises(DomainError) as refused:
        plan(user, mediation)
    assert not MediationMeeting.objects.exists()
    return refused.value.message


def not_consented(party):
    Party.objects.filter(pk=party.pk).update(consented_on=None)


def wants_another_mediator(party):
    Party.objects.filter(pk=party.pk).update(refuses_mediator=True)


def says_no(party):
    PreTalkFactory(party=party, on=days(-1), willing="no")


def thinks_it_over(party):
    PreTalkFactory(party=party, on=days(-1), willing="later")


def is_afraid(party):
    PreTalkFactory(party=party, on=days(-1), unsuitable=[Unsuitable.FEAR], reason="Er bange")


def never_talked(party):
    party.pretalks.all().delete()


REASONS = [not_consented, wants_another_mediator, says_no, thinks_it_over, is_afraid, never_talked]


def test_whose_reason_it_is_cannot_be_told_from_the_answer(anna, laerke):
    said = set()
    for reason in REASONS:
        for place in (0, 1):
            mediation = ready(anna, laerke)
            reason(list(mediation.partys.order_by("label"))[place])
            said.add(refusal(anna, mediation))
    assert len(said) == 1


def test_what_was_said_last_counts(anna, mediation):
    says_no(mediation.partys.get(label="A"))
    PreTalkFactory(party=mediation.partys.get(label="A"), on=days(0), willing="yes")
    assert plan(anna, mediation).status == MeetingStatus.PLANNED


def test_whoever_has_left_is_not_asked(anna, mediation):
    PartyFactory(mediation=mediation, label="C", left_on=days(-1))
    assert plan(anna, mediation).status == MeetingStatus.PLANNED


def test_one_party_alone_does_not_meet(anna, mediation):
    mediation.partys.filter(label="B").update(left_on=days(0))
    assert "kan ikke aftales et møde" in refusal(anna, mediation)


def test_one_at_a_time(anna, mediation):
    plan(anna, mediation)
    with pytest.raises(DomainError, match="allerede aftalt et møde"):
        plan(anna, mediation)


@pytest.mark.parametrize("place", ["", "  ", "Hos Asta Aaen", "hos børge bech"])
def test_a_place_that_is_none_or_tells_a_name(anna, mediation, place):
    with pytest.raises(DomainError, match=r"hvor I mødes|neutral grund"):
        plan(anna, mediation, place=place)


def test_a_partys_home_is_no_neutral_ground(anna, mediation):
    home = mediation.partys.get(label="A").tenancy.dwelling.address
    with pytest.raises(DomainError, match="neutral grund"):
        plan(anna, mediation, place=f"Oppe i {home}")


@pytest.mark.parametrize(
    ("ahead", "held", "said"),
    [
        (-24 * 40, True, "mere end en måned tilbage"),
        (24 * 400, None, "om årstallet er rigtigt"),
        (-2, None, "Tidspunktet er passeret. Blev mødet holdt"),
        (2, True, "ikke nået endnu"),
        (2, False, "ikke nået endnu"),
    ],
)
def test_a_day_that_is_a_slip(anna, mediation, ahead, held, said):
    with pytest.raises(DomainError, match=said):
        plan(anna, mediation, hours_ahead=ahead, held=held)
    meeting = plan(anna, mediation)
    seen = fresh(mediation).revision
    with pytest.raises(DomainError, match=said):
        move_meeting(actor=anna, meeting=meeting, seen=seen, when=when(ahead), held=held)
    assert fresh(mediation).revision == seen


@pytest.mark.parametrize(
    ("held", "status", "phase", "fact"),
    [(True, "held", "meeting", "held"), (False, "not_held", "dialogue", "offered")],
)
def test_one_that_came_about_by_itself_is_written_down_afterwards(anna, mediation, held, status, phase, fact):
    assert plan(anna, mediation, hours_ahead=-2, held=held).status == status
    assert (fresh(mediation).phase, fresh(mediation).fact) == (phase, fact)


@pytest.mark.parametrize(("held", "fact"), [(True, "held"), (False, "offered")])
def test_one_that_was_held_at_another_hour_than_planned(anna, mediation, held, fact):
    meeting = plan(anna, mediation)
    seen = fresh(mediation).revision
    moved = move_meeting(actor=anna, meeting=meeting, seen=seen, when=when(-3), held=held)
    assert moved.status == ("held" if held else "not_held")
    assert fresh(mediation).fact == fact


def test_not_while_another_is_planned(anna, mediation):
    plan(anna, mediation)
    with pytest.raises(DomainError, match="allerede aftalt et møde"):
        plan(anna, mediation, hours_ahead=-2, held=True)


def test_moved_it_counts_its_changes_and_keeps_its_id(anna, mediation):
    meeting = plan(anna, mediation)
    seen = fresh(mediation).revision
    moved = move_meeting(actor=anna, meeting=meeting, seen=seen, when=when(72, place="Biblioteket"))
    assert (moved.pk, moved.changes, moved.place) == (meeting.pk, 1, "Biblioteket")
    assert moved.changed_at > meeting.changed_at
    again = when(72, place="Biblioteket")
    same = move_meeting(
        actor=anna,
        meeting=meeting,
        seen=fresh(mediation).revision,
        when=type(again)(moved.starts_at, 90, again.place),
    )
    assert same.changes == 1


def test_from_a_page_of_before(anna, mediation):
    meeting = plan(anna, mediation)
    seen = fresh(mediation).revision
    cancel_meeting(actor=anna, meeting=meeting, seen=seen)
    with pytest.raises(MediationChangedError):
        move_meeting(actor=anna, meeting=meeting, seen=seen, when=when(72))


def test_called_off_it_is_back_to_the_talks(anna, mediation):
    meeting = plan(anna, mediation)
    cancel_meeting(actor=anna, meeting=meeting, seen=fresh(mediation).revision)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.changes) == ("cancelled", 1)
    assert (fresh(mediation).phase, fresh(mediation).fact) == ("dialogue", "offered")


def test_held_the_organisation_learns_it_and_nothing_else(anna, mediation):
    hold(anna, plan(anna, mediation))
    now = fresh(mediation)
    assert (now.phase, now.fact) == ("meeting", "held")
    assert Complaint.objects.get(pk=mediation.complaint_id).mediation == "held"


def test_not_held_it_is_back_to_the_talks(anna, mediation):
    hold(anna, plan(anna, mediation), held=False)
    now = fresh(mediation)
    assert (now.phase, now.fact) == ("dialogue", "offered")


def test_a_second_meeting_that_fails_leaves_what_the_first_gave(anna, laerke):
    mediation = met(anna, laerke)
    hold(anna, plan(anna, mediation), held=False)
    assert (fresh(mediation).phase, fresh(mediation).fact) == ("meeting", "held")


def test_after_a_meeting_over_an_agreement_it_goes_on_where_it_was(anna, laerke):
    draft = drafted(anna, met(anna, laerke)).mediation
    meeting = plan(anna, draft)
    assert fresh(draft).phase == "meeting"
    hold(anna, meeting)
    assert fresh(draft).phase == "agreement"
    standing = agreed(anna, laerke).mediation
    meeting = plan(anna, standing)
    assert fresh(standing).phase == "meeting"
    cancel_meeting(actor=anna, meeting=meeting, seen=fresh(standing).revision)
    assert fresh(standing).phase == "follow_up"


def test_before_the_hour_nothing_is_held(anna, mediation):
    meeting = plan(anna, mediation)
    with pytest.raises(DomainError, match="ikke nået"):
        hold_meeting(actor=anna, meeting=meeting, seen=fresh(mediation).revision, held=True)


@pytest.mark.parametrize("status", MeetingStatus.values)
def test_the_whole_matrix(anna, mediation, status):
    """From each status, to each that the transitions allow, and to no other."""
    meeting = plan(anna, mediation)
    ways = {
        "held": lambda: hold(anna, meeting),
        "not_held": lambda: hold(anna, meeting, held=False),
        "cancelled": lambda: cancel_meeting(actor=anna, meeting=meeting, seen=fresh(mediation).revision),
        "planned": lambda: unhold_meeting(actor=anna, meeting=meeting),
    }
    for to, go in ways.items():
        MediationMeeting.objects.filter(pk=meeting.pk).update(status=status)
        if to in MEETING_TRANSITIONS[status]:
            go()
            meeting.refresh_from_db()
            assert meeting.status == to
        else:
            with pytest.raises(DomainError, match=r"ikke længere aftalt|ikke noget at fortryde"):
                go()


@pytest.mark.parametrize("who", ["bo", "dorte", "erik", "freja", "gry", "carla"])
def test_nobody_but_the_mediator(request, mediation, who):
    with pytest.raises(PermissionDenied):
        plan(request.getfixturevalue(who), mediation)


def test_a_closed_one_meets_no_more(anna, laerke):
    closed = {"phase": "closed", "ended": "solved", "closed_at": hours(-1), "delete_on": days(90)}
    mediation = mediation_of(anna, laerke, fact="not_held", **closed)
    with pytest.raises(DomainError, match="afsluttet"):
        plan(anna, mediation)


@pytest.mark.parametrize("held", [True, False])
def test_whether_it_was_held_can_be_taken_back(anna, mediation, held):
    meeting = plan(anna, mediation)
    hold(anna, meeting, held=held)
    unhold_meeting(actor=anna, meeting=meeting)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED
    assert (fresh(mediation).phase, fresh(mediation).fact) == ("meeting", "offered")
    assert Complaint.objects.get(pk=mediation.complaint_id).mediation == "offered"


def test_an_earlier_meeting_was_held_all_the_same(anna, laerke):
    mediation = met(anna, laerke)
    meeting = plan(anna, mediation)
    hold(anna, meeting)
    unhold_meeting(actor=anna, meeting=meeting)
    assert fresh(mediation).fact == "held"


def test_not_when_another_is_planned_or_it_never_was_told(anna, mediation):
    meeting = plan(anna, mediation)
    with pytest.raises(DomainError, match="ikke noget at fortryde"):
        unhold_meeting(actor=anna, meeting=meeting)
    hold(anna, meeting, held=False)
    newer = plan(anna, mediation)
    with pytest.raises(DomainError, match="aftalt et nyt møde"):
        unhold_meeting(actor=anna, meeting=meeting)
    cancel_meeting(actor=anna, meeting=newer, seen=fresh(mediation).revision)
    with pytest.raises(DomainError, match="ikke noget at fortryde"):
        unhold_meeting(actor=anna, meeting=newer)


def test_by_whoever_mediates_alone(anna, bo, mediation):
    meeting = plan(anna, mediation)
    hold(anna, meeting)
    with pytest.raises(PermissionDenied):
        unhold_meeting(actor=bo, meeting=meeting)
