"""Meetings in the mediator's calendar, and as a file for a party's: no name, no address, nothing of the
rest."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from cases.services.feeds import make_feed
from disputes.mediation_calendar import clashes
from disputes.models import MediationMeeting
from disputes.services.meetings import cancel_meeting, move_meeting, plan_meeting
from disputes.tests.agreeing import IN_ROOM_A, IN_ROOM_B, fresh, ready, when
from tests.eviction_factories import HearingFactory
from tests.factories import AbsenceFactory, TenancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediation(anna, laerke):
    return ready(anna, laerke, about="Støj om natten")


@pytest.fixture
def meeting(anna, mediation):
    return plan_meeting(actor=anna, mediation=mediation, seen=mediation.revision, when=when())


def body(user):
    secret = make_feed(actor=user)[1]
    return Client().get(reverse("calendar_feed_read", args=[secret])).content


def events(content):
    """Beside them stands the deadline of the complaint."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return [each for each in found if not str(each["summary"]).startswith("Frist")]


def test_the_mediator_has_it_with_its_place(anna, meeting):
    (event,) = events(body(anna))
    assert str(event["summary"]) == f"Mægling · {meeting.mediation.number}"
    assert (str(event["location"]), event.decoded("dtstart")) == (
        "Beboerhuset, lokale 2",
        meeting.starts_at.replace(microsecond=0),
    )
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=90)


CANARIES = ("Asta", "Børge", "Støj", IN_ROOM_A, IN_ROOM_B, "Lærkeparken", "Anna", "vej ")


def test_nothing_else_of_it(login, anna, meeting):
    file = login(anna).get(reverse("meeting_ics", args=[meeting.pk])).content
    for text in (body(anna).decode(), file.decode()):
        for word in CANARIES:
            assert word.casefold() not in text.casefold(), word
    assert meeting.mediation.number not in file.decode()
    assert "mægling" not in file.decode().casefold()


@pytest.mark.parametrize("who", ["bo", "carla", "dorte"])
def test_nobody_else_has_it(request, meeting, who):
    assert events(body(request.getfixturevalue(who))) == []


def test_while_she_is_away_the_stand_in_has_it(anna, bo, meeting):
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert (len(events(body(anna))), len(events(body(bo)))) == (0, 1)


def test_moved_it_is_the_same_event_one_change_on(login, anna, meeting):
    (before,) = events(body(anna))
    moved = move_meeting(
        actor=anna,
        meeting=meeting,
        seen=fresh(meeting.mediation).revision,
        when=when(72, place="Biblioteket"),
    )
    (after,) = events(body(anna))
    assert (after["uid"], after["sequence"], str(after["location"])) == (before["uid"], 1, "Biblioteket")
    (file,) = events(login(anna).get(reverse("meeting_ics", args=[moved.pk])).content)
    assert (str(file["summary"]), file["sequence"], str(file["status"])) == ("Møde (Fjordbo)", 1, "CONFIRMED")


def test_called_off_it_is_gone_and_its_file_says_so(login, anna, meeting):
    cancel_meeting(actor=anna, meeting=meeting, seen=fresh(meeting.mediation).revision)
    assert events(body(anna)) == []
    response = login(anna).get(reverse("meeting_ics", args=[meeting.pk]))
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["method"]), str(event["status"]), event["sequence"]) == ("CANCEL", "CANCELLED", 1)


def test_a_real_clients_parser_reads_the_file(login, anna, meeting):
    response = login(anna).get(reverse("meeting_ics", args=[meeting.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="moede.ics"'
    (event,) = IcsCalendarStream.calendar_from_ics(response.content.decode()).events
    assert event.summary == "Møde (Fjordbo)"
    assert event.start == meeting.starts_at.replace(microsecond=0)


def test_erased_it_is_in_no_calendar(anna, meeting):
    MediationMeeting.objects.all().delete()
    assert events(body(anna)) == []


def test_it_asks_the_same_however_many(
    anna, laerke, meeting, django_assert_num_queries, django_assert_max_num_queries
):
    secret = make_feed(actor=anna)[1]
    url = reverse("calendar_feed_read", args=[secret])
    Client().get(url)
    with django_assert_max_num_queries(10) as few:
        Client().get(url)
    for _ in range(2):
        other = ready(anna, laerke)
        plan_meeting(actor=anna, mediation=other, seen=other.revision, when=when())
    with django_assert_num_queries(len(few)):
        assert len(events(Client().get(url).content)) == 3


def test_a_clash_with_a_day_at_the_court_is_said_and_the_meeting_is_kept(login, anna, laerke, mediation):
    tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
    hearing = HearingFactory(eviction_case__tenancy=tenancy, at=when(49).starts_at, place="Retten, sal 1")
    local = timezone.localtime(when(48).starts_at)
    said = {
        "on": local.date().isoformat(),
        "clock": f"{local:%H:%M}",
        "minutes": "90",
        "place": "Beboerhuset",
    }
    response = login(anna).post(
        reverse("meeting_plan", args=[mediation.pk]), {**said, "seen": mediation.revision}, follow=True
    )
    page = response.content.decode()
    assert f"Du har også noget andet da: Fogedret · sag {hearing.eviction_case.number}" in page
    assert MediationMeeting.objects.count() == 1


def test_before_or_after_is_no_clash(login, anna, laerke, mediation):
    tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
    HearingFactory(eviction_case__tenancy=tenancy, at=when(48 + 2).starts_at)
    meeting = plan_meeting(actor=anna, mediation=mediation, seen=mediation.revision, when=when(48))
    assert clashes(anna, meeting) == []
