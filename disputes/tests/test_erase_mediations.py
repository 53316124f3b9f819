"""On its day everything in a mediation is gone; a number, a word and the dates are left."""

import datetime as dt

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import Membership
from disputes.models import (
    Acceptance,
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    Mediation,
    MediationMeeting,
    Party,
    PreTalk,
    RefusedMediator,
    RoomEntry,
)
from disputes.services.mediation_retention import erase, erase_mediations
from disputes.services.mediations import close_mediation
from disputes.services.mediators import change_mediator
from disputes.tests.mediating import home, mediation_of, membership
from notifications.choices import DeliveryKind
from notifications.models import InboxItem
from notifications.registry import scheduled
from notifications.services.dispatching import drain
from tests.dispute_factories import (
    AgreementFactory,
    AgreementFollowUpFactory,
    ComplaintFactory,
    MediationMeetingFactory,
    PreTalkFactory,
    RefusedMediatorFactory,
    RoomEntryFactory,
)

pytestmark = pytest.mark.django_db
EVERYTHING = (
    Acceptance,
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    MediationMeeting,
    Party,
    PreTalk,
    RefusedMediator,
    RoomEntry,
)


def filled(user, estate, *, result="", days_ago=0):
    """With one of everything; `result` is what the one follow-up said that many days ago."""
    complaint = ComplaintFactory(respondent=home(estate))
    mediation, rooms = mediation_of(user, estate, complaint=complaint, about="Støj", fact="held")
    for party in rooms:
        RoomEntryFactory(party=party)
        PreTalkFactory(party=party)
    RefusedMediatorFactory(party=rooms[0])
    MediationMeetingFactory(mediation=mediation, status="held")
    agreement = AgreementFactory(mediation=mediation)
    Agreement.objects.filter(pk=agreement.pk).update(status="accepted", agreed_on=timezone.localdate())
    whom = {"organisation": mediation.organisation, "estate": mediation.estate, "made_by": user}
    Acceptance.objects.create(mediation=mediation, agreement=agreement, party=rooms[0], how="signed", **whom)
    row = AgreementFollowUpFactory(agreement=agreement)
    if result:
        done = timezone.localdate() - dt.timedelta(days=days_ago)
        AgreementFollowUp.objects.filter(pk=row.pk).update(done_on=done, result=result)
    return mediation


def close(actor, mediation, ended="agreed"):
    mediation.refresh_from_db()
    return close_mediation(actor=actor, mediation=mediation, seen=mediation.revision, ended=ended)


def test_on_its_day_and_not_before(anna, laerke):
    mediation = close(anna, filled(anna, laerke))
    other, _rooms = mediation_of(anna, laerke)
    number, complaint = mediation.number, mediation.complaint
    assert erase_mediations(mediation.delete_on - dt.timedelta(days=1)) == 0
    assert erase_mediations(mediation.delete_on) == 1
    mediation.refresh_from_db()
    for model in EVERYTHING:
        rows = model._base_manager.all()
        left = rows.exclude(mediation=other) if model is Party else rows
        assert not left.exists(), model
    assert (mediation.about, mediation.complaint) == ("", None)
    assert (mediation.number, mediation.ended, mediation.fact) == (number, "agreed", "held")
    assert mediation.closed_at and mediation.erased_at
    complaint.refresh_from_db()
    assert complaint.mediation == "held"


def test_twice_is_once(anna, laerke):
    mediation = close(anna, filled(anna, laerke))
    assert erase_mediations(mediation.delete_on) == 1
    mediation.refresh_from_db()
    when = mediation.erased_at
    assert erase_mediations(mediation.delete_on) == 0
    mediation.refresh_from_db()
    assert mediation.erased_at == when


@pytest.mark.parametrize(
    ("result", "ended"), [("kept", "agreed"), ("partly", "agreed"), ("broken", "broken")]
)
def test_one_that_nobody_closed_is_closed_by_what_the_last_follow_up_said(result, ended, anna, laerke):
    mediation = filled(anna, laerke, result=result, days_ago=100)
    day = timezone.localdate()
    Mediation.objects.filter(pk=mediation.pk).update(delete_on=day, phase="follow_up")
    assert erase_mediations(day) == 1
    mediation.refresh_from_db()
    assert (mediation.phase, mediation.ended, mediation.fact) == ("closed", ended, "held")
    assert not Party.objects.exists()


def test_one_without_a_day_stays(anna, laerke):
    filled(anna, laerke)
    assert erase_mediations(timezone.localdate() + dt.timedelta(days=999)) == 0
    assert RoomEntry.objects.count() == 2


def test_nobody_finds_it_afterwards(anna, bo, laerke, login):
    mediation = filled(anna, laerke)
    room = mediation.partys.first()
    change_mediator(actor=anna, mediation=mediation, seen=1, mediator=membership(bo))
    drain()
    assert InboxItem.objects.filter(kind=DeliveryKind.MEDIATION).exists()
    erase_mediations(close(bo, mediation).delete_on)
    client = login(bo)
    assert client.get(f"/maegling/{mediation.pk}/").status_code == 404
    assert client.get(f"/maegling/rum/{room.pk}/").status_code == 404
    assert mediation.number not in client.get("/maegling/?vis=afsluttede").content.decode()
    assert not InboxItem.objects.filter(kind=DeliveryKind.MEDIATION).exists()


def test_nothing_of_it_is_kept_by_the_audit():
    tracked = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert not tracked & {Mediation, *EVERYTHING}


def test_it_runs_every_morning():
    assert "erase_mediations" in {job.name for job in scheduled()}


def test_one_that_was_put_off_meanwhile_is_left(anna, laerke):
    """Between being found and its lock another follow-up gave it another day."""
    mediation = close(anna, filled(anna, laerke))
    assert not erase(mediation, mediation.delete_on - dt.timedelta(days=1))
    assert RoomEntry.objects.count() == 2


def test_one_that_nobody_sees_any_more_is_gone_three_months_after_its_mediator(anna, laerke):
    """Open and in talks: it has no day of its own, and nobody to close it."""
    mediation, rooms = mediation_of(anna, laerke)
    RoomEntryFactory(party=rooms[0])
    Membership.objects.filter(pk=mediation.mediator_id).update(ended_on=dt.date(2026, 11, 30))
    assert erase_mediations(dt.date(2027, 2, 27)) == 0
    assert erase_mediations(dt.date(2027, 2, 28)) == 1
    mediation.refresh_from_db()
    assert (mediation.phase, mediation.ended, mediation.fact) == ("closed", "not_agreed", "not_held")
    assert not RoomEntry.objects.exists()
