"""Closing: what the organisation learns, and the day everything in it is deleted."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import DomainError
from core.months import months_after
from core.weekdays import is_weekday
from disputes.choices import MEDIATION_TRANSITIONS, MediationEnd, MediationPhase
from disputes.models import Agreement, AgreementFollowUp, Mediation
from disputes.services.mediation_writes import MediationChangedError, day_of_deletion, move, settle
from disputes.services.mediations import close_mediation
from disputes.tests.mediating import home, mediation_of
from tests.dispute_factories import (
    AgreementFactory,
    AgreementFollowUpFactory,
    ComplaintFactory,
    MediationMeetingFactory,
)

pytestmark = pytest.mark.django_db


def close(actor, mediation, ended="not_agreed"):
    mediation.refresh_from_db()
    return close_mediation(actor=actor, mediation=mediation, seen=mediation.revision, ended=ended)


def agreed(mediation):
    agreement = AgreementFactory(mediation=mediation)
    Agreement.objects.filter(pk=agreement.pk).update(status="accepted", agreed_on=timezone.localdate())
    return agreement


def followed_up(agreement, *, days_ago, result="kept"):
    row = AgreementFollowUpFactory(
        agreement=agreement, due_on=timezone.localdate() - dt.timedelta(days=days_ago)
    )
    done = {"done_on": row.due_on, "result": result}
    AgreementFollowUp.objects.filter(pk=row.pk).update(**done)
    return row.due_on


def test_without_a_meeting_it_was_not_held(anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    mediation, _rooms = mediation_of(anna, laerke, complaint=complaint)
    MediationMeetingFactory(mediation=mediation, status="not_held")
    closed = close(anna, mediation)
    complaint.refresh_from_db()
    assert (closed.phase, closed.ended, closed.fact) == ("closed", "not_agreed", "not_held")
    assert complaint.mediation == "not_held"


@pytest.mark.parametrize("what", ["meeting", "agreement"])
def test_a_meeting_or_an_agreement_makes_it_held(what, anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    mediation, _rooms = mediation_of(anna, laerke, complaint=complaint)
    if what == "meeting":
        MediationMeetingFactory(mediation=mediation, status="held")
    else:
        agreed(mediation)
    assert close(anna, mediation).fact == "held"
    complaint.refresh_from_db()
    assert complaint.mediation == "held"


def test_a_proposal_is_no_agreement(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    AgreementFactory(mediation=mediation)
    for ended in ("agreed", "broken"):
        with pytest.raises(DomainError, match="ingen aftale, som alle har godkendt"):
            close(anna, mediation, ended)
    assert close(anna, mediation).fact == "not_held"


def test_the_meeting_that_was_planned_is_called_off(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    meeting = MediationMeetingFactory(mediation=mediation)
    close(anna, mediation)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.changes) == ("cancelled", 1)


def test_it_is_deleted_within_three_months_of_closing(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    day = close(anna, mediation).delete_on
    latest = months_after(timezone.localdate(), 3)
    assert latest - dt.timedelta(days=6) <= day <= latest
    assert is_weekday(day), "what deletes rests at the weekend"


def test_within_three_months_of_the_last_follow_up(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    last = followed_up(agreed(mediation), days_ago=20)
    assert close(anna, mediation, "agreed").delete_on <= months_after(last, 3)


def test_open_it_is_over_when_nothing_is_left_to_follow_up(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    agreement = agreed(mediation)
    waits = AgreementFollowUpFactory(agreement=agreement)
    last = followed_up(agreement, days_ago=10)
    mediation.phase = MediationPhase.FOLLOW_UP
    assert day_of_deletion(mediation) is None
    AgreementFollowUp.objects.filter(pk=waits.pk).delete()
    settled = settle(mediation)
    assert settled.fact == "held"
    assert settled.delete_on <= months_after(last, 3)
    mediation.phase = MediationPhase.MEETING
    assert day_of_deletion(mediation) is None, "they meet again"


def test_an_end_must_be_chosen(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="hvordan mæglingen endte"):
        close(anna, mediation, "whatever")


def test_once(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    close(anna, mediation)
    with pytest.raises(DomainError, match="afsluttet"):
        close(anna, mediation)


def test_against_what_was_seen(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    with pytest.raises(MediationChangedError):
        close_mediation(actor=anna, mediation=mediation, seen=7, ended="solved")


@pytest.mark.parametrize("who", ["bo", "carla", "dorte", "erik", "freja", "gry"])
def test_by_the_mediator(who, anna, laerke, request):
    mediation, _rooms = mediation_of(anna, laerke)
    with pytest.raises(PermissionDenied):
        close(request.getfixturevalue(who), mediation)


@pytest.mark.parametrize("before", MediationPhase.values)
@pytest.mark.parametrize("after", MediationPhase.values)
def test_the_whole_matrix_of_phases(before, after, anna, laerke):
    closing = {"closed_at": timezone.now(), "ended": MediationEnd.SOLVED, "fact": "not_held"}
    closing |= {"delete_on": timezone.localdate()}
    mediation, _rooms = mediation_of(anna, laerke, phase=before, **(closing if before == "closed" else {}))
    values = closing if after == "closed" else {}
    if after in MEDIATION_TRANSITIONS[before] or after == before:
        assert move(mediation, after, **values).phase == after
    else:
        with pytest.raises(DomainError, match="kan ikke gå dertil"):
            move(mediation, after, **values)


@pytest.mark.parametrize("column", ["ended", "closed_at", "delete_on"])
def test_the_database_wants_all_of_an_end(column, anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    closing = {"ended": "solved", "closed_at": timezone.now(), "delete_on": timezone.localdate()}
    del closing[column]
    with pytest.raises(IntegrityError), transaction.atomic():
        Mediation.objects.filter(pk=mediation.pk).update(phase="closed", fact="not_held", **closing)
