"""Mediations on I dag: what waits for the mediator, and nobody else, and without a name."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.today import today_page
from disputes.models import AgreementFollowUp, MediationMeeting, PreTalk
from disputes.services.agreement_follow_ups import record_follow_up
from disputes.services.agreements import new_version
from disputes.services.meetings import plan_meeting
from disputes.tests.agreeing import agreed, days, mediation_of, met, ready, when
from tests.dispute_factories import MediationMeetingFactory, PartyFactory, PreTalkFactory
from tests.factories import AbsenceFactory

pytestmark = pytest.mark.django_db
SAVEPOINTS = 2


def lines(user, day=None):
    """What stands on this person's I dag about mediations: titles and reasons."""
    page = today_page(User.objects.get(pk=user.pk), day or timezone.localdate())
    items = [item for section in page.sections for item in section.items if item.title.startswith("Mægling")]
    return {item.title: [reason.text for reason in item.reasons] for item in items}


def said(user, day=None):
    return [reason for reasons in lines(user, day).values() for reason in reasons]


def late(number):
    """The end of the day that many days from now: still ahead, whenever the test runs."""
    day = timezone.localtime() + dt.timedelta(days=number)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)


def test_a_meeting_today_and_tomorrow(anna, laerke):
    mediation = ready(anna, laerke, about="Støj")
    meeting = MediationMeetingFactory(mediation=mediation, starts_at=late(0))
    assert said(anna) == ["Møde i dag kl. 23.59"]
    MediationMeeting.objects.filter(pk=meeting.pk).update(starts_at=late(1))
    assert lines(anna) == {f"Mægling {mediation.number}": ["Møde i morgen kl. 23.59"]}
    MediationMeeting.objects.filter(pk=meeting.pk).update(starts_at=late(2))
    assert lines(anna) == {}


def test_one_that_has_been_is_to_be_written_down(anna, laerke):
    MediationMeetingFactory(mediation=ready(anna, laerke), starts_at=late(-1))
    assert said(anna) == ["Skriv, om mødet blev holdt"]


def test_a_follow_up_that_is_due(anna, laerke):
    agreement = agreed(anna, laerke)
    due = agreement.follow_ups.first().due_on
    assert said(anna, due - dt.timedelta(days=1)) == []
    assert said(anna, due) == ["Opfølgning på aftalen i dag"]
    assert said(anna, due + dt.timedelta(days=1)) == ["Opfølgning på aftalen, 1 dag over tid"]
    assert said(anna, due + dt.timedelta(days=3)) == ["Opfølgning på aftalen, 3 dage over tid"]


def test_when_all_is_followed_up_it_is_to_be_closed(anna, laerke):
    agreement = agreed(anna, laerke)
    for follow_up in agreement.follow_ups.all():
        record_follow_up(actor=anna, follow_up=follow_up, result="kept")
    assert said(anna) == ["Fulgt op: afslut mæglingen"]


def test_a_new_version_is_asked_of_when_it_holds(anna, laerke):
    agreement = agreed(anna, laerke)
    due = agreement.follow_ups.first().due_on
    new_version(actor=anna, agreement=agreement, seen=agreement.revision)
    assert said(anna, due) == []
    assert AgreementFollowUp.objects.count() == 0


def test_a_week_without_a_talk(anna, laerke):
    mediation = mediation_of(anna, laerke, opened_at=timezone.now() - dt.timedelta(days=6))
    party = PartyFactory(mediation=mediation, label="A")
    PartyFactory(mediation=mediation, label="B")
    assert said(anna) == []
    assert said(anna, days(1)) == ["Ingen forsamtale i 7 dage"]
    talk = PreTalkFactory(party=party, on=days(-1))
    assert said(anna, days(1)) == []
    assert said(anna, days(6)) == ["Ingen forsamtale i 7 dage"]
    PreTalk.objects.filter(pk=talk.pk).delete()
    mediation.partys.update(left_on=days(0))
    assert said(anna, days(1)) == []


def test_the_title_is_a_number_and_it_is_no_households_line(login, anna, laerke):
    mediation = ready(anna, laerke, about="Støj om natten")
    MediationMeetingFactory(mediation=mediation, starts_at=late(0))
    page = login(anna).get("/i-dag/").content.decode()
    card = page[page.index(f"Mægling {mediation.number}") - 400 :][:1500]
    for word in ("Asta", "Børge", "Støj", "Log kontakt", "Ikke hjemme", "Beboerhuset"):
        assert word not in card
    assert "Åbn mæglingen" in card


@pytest.mark.parametrize("who", ["bo", "carla"])
def test_nobody_else(request, anna, laerke, who):
    plan = ready(anna, laerke)
    plan_meeting(actor=anna, mediation=plan, seen=plan.revision, when=when(20))
    assert lines(request.getfixturevalue(who)) == {}
    assert len(lines(anna)) == 1


def test_the_stand_in_while_she_is_away(anna, bo, laerke):
    MediationMeetingFactory(mediation=ready(anna, laerke), starts_at=late(0))
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert len(lines(bo)) == 1
    assert lines(anna) == {}


def test_closed_or_erased_it_waits_for_nobody(anna, laerke):
    mediation = met(anna, laerke)
    MediationMeetingFactory(mediation=mediation, starts_at=late(0))
    type(mediation).objects.update(erased_at=timezone.now())
    assert lines(anna) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_no_query_of_its_own(login, anna, laerke, rows, django_assert_num_queries):
    for _ in range(rows):
        MediationMeetingFactory(mediation=ready(anna, laerke), starts_at=late(0))
    client = login(anna)
    client.get("/i-dag/")
    with django_assert_num_queries(12 + SAVEPOINTS):
        assert client.get("/i-dag/").content.decode().count("Åbn mæglingen") == rows
