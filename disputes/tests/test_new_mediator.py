"""A new mediator's page begins with the parties who do not know her yet."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Membership
from disputes.models import Party
from disputes.services.mediators import change_mediator, pass_on
from disputes.services.parties import party_left, record_pre_talk
from disputes.tests.agreeing import fresh, parties, ready
from disputes.tests.mediating import membership
from tests.dispute_factories import MediationMeetingFactory, RoomEntryFactory
from tests.factories import AbsenceFactory, MembershipFactory

pytestmark = pytest.mark.django_db
UNKNOWN = "Parterne kender dig ikke endnu"


def said(client, mediation):
    page = client.get(f"/maegling/{mediation.pk}/").content.decode()
    return page.partition('id="naeste"')[2].partition("</section>")[0]


@pytest.fixture
def passed(anna, bo, freja, laerke):
    """Both parties have said yes to Anna, who left; Bo has it."""
    mediation = ready(anna, laerke)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(pk=membership(anna).pk).update(ended_on=yesterday)
    return pass_on(actor=freja, mediation=mediation, mediator=membership(bo))


def test_first_of_all_the_parties_are_met(passed, bo, login):
    client = login(bo)
    a, b = parties(passed)
    words = said(client, passed)
    assert "Anna Andersen er stoppet" in words and UNKNOWN in words
    assert client.get(f"/maegling/{passed.pk}/").content.decode().count("Kender dig ikke endnu") == 2
    assert "Kontakt A" in words and "Kontakt B" in words and f"/maegling/rum/{a.pk}/" in words
    RoomEntryFactory(party=a, kind="contact", made_by=bo)
    words = said(client, passed)
    assert "Kontakt A" not in words and "Kontakt B" in words
    record_pre_talk(actor=bo, party=b, on=timezone.localdate(), willing="yes")
    assert "Aftal et møde" in said(client, passed)


def test_her_stand_in_is_told_whom_they_do_not_know(passed, bo, fjordbo, login):
    helle, today = MembershipFactory(organisation=fjordbo, role="caretaker"), timezone.localdate()
    AbsenceFactory(membership=membership(bo), stand_in=helle, starts_on=today, ends_on=today)
    client = login(helle.user)
    words = said(client, passed)
    assert "Parterne kender ikke Bo Berg endnu" in words
    assert UNKNOWN not in words and "er din" not in words
    page = client.get(f"/maegling/{passed.pk}/").content.decode()
    assert page.count("Kender ikke Bo Berg endnu") == 2 and "Kender dig ikke" not in page


def test_their_yes_to_mediation_stands_and_they_may_refuse_the_new_one(passed, bo, login):
    for party in parties(passed):
        assert party.consented_on
        RoomEntryFactory(party=party, kind="contact", made_by=bo)
    Party.objects.filter(mediation=passed, label="B").update(refuses_mediator=True)
    page = login(bo).get(f"/maegling/{passed.pk}/").content.decode()
    assert page.count("Ønsker en anden mægler") == 1


def test_the_meeting_that_is_planned_is_said_with_it(passed, bo, login):
    MediationMeetingFactory(mediation=passed)
    words = said(login(bo), passed)
    assert UNKNOWN in words and "Beboerhuset" in words and "Flyt eller aflys mødet" in words


def test_who_has_left_need_not_be_met(passed, bo, login):
    a, b = parties(passed)
    RoomEntryFactory(party=a, kind="contact", made_by=bo)
    party_left(actor=bo, party=b)
    assert UNKNOWN not in said(login(bo), passed)


def test_a_meeting_with_the_new_one_is_meeting_them(passed, bo, login):
    MediationMeetingFactory(
        mediation=passed, status="held", starts_at=timezone.now() + dt.timedelta(minutes=1)
    )
    assert UNKNOWN not in said(login(bo), passed)


def test_after_any_change_and_not_for_who_knows_them(anna, bo, laerke, login):
    mediation = ready(anna, laerke)
    for party in parties(mediation):
        RoomEntryFactory(party=party, kind="contact", made_by=anna)
    assert UNKNOWN not in said(login(anna), mediation)
    given = {"mediation": mediation, "seen": mediation.revision}
    change_mediator(actor=anna, mediator=membership(bo), **given)
    words = said(login(bo), mediation)
    assert UNKNOWN in words and "er stoppet" not in words
    given["seen"] = fresh(mediation).revision
    change_mediator(actor=bo, mediator=membership(anna), **given)
    assert UNKNOWN not in said(login(anna), mediation)
