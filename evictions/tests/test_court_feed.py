"""Days at the bailiff court in the calendars of caretaker and administration: when, where in the court, and a
number. No name, no address."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from accounts.models import EstateAssignment
from cases.services.feeds import make_feed
from evictions.models import EvictionCase, Hearing
from evictions.services.hearings import When, call_off_hearing, move_hearing
from tests.case_factories import CaseFactory, handed_over
from tests.eviction_factories import EvictionCaseFactory, HearingFactory
from tests.factories import AbsenceFactory, FollowUpFactory, ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db
DANISH = ZoneInfo("Europe/Copenhagen")
COURT = "Retten i Fjordby, sal 3"


def at(days, hour=9, minute=30):
    day = timezone.localdate() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour, minute), DANISH)


def hearing_of(tenancy, days=10, **more):
    case = EvictionCaseFactory(tenancy=tenancy, status="hearing")
    return HearingFactory(eviction_case=case, at=at(days), place=COURT, **more)


@pytest.fixture
def hearing(tenancy):
    return hearing_of(tenancy)


def secret_of(user):
    return make_feed(actor=user)[1]


def body(secret):
    response = Client().get(reverse("calendar_feed_read", args=[secret]))
    assert response.status_code == 200
    return response.content


def events(secret):
    return Calendar.from_ical(body(secret)).walk("VEVENT")


def test_a_caretaker_has_it_beside_her_visits(anna, tenancy, hearing):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=at(3).date())
    visit, court = events(secret_of(anna))
    assert (str(visit["summary"]), visit.decoded("dtstart")) == ("Besøg", at(3).date())
    assert str(court["summary"]) == f"Fogedret · sag {hearing.eviction_case.number}"
    assert court.decoded("dtstart") == at(10)
    assert court.decoded("dtend") == at(10) + dt.timedelta(hours=1)
    assert str(court["location"]) == COURT
    assert (str(court["transp"]), str(court["class"])) == ("OPAQUE", "PRIVATE")


def test_the_administration_has_the_organisations_and_no_visits(anna, dorte, tenancy, hearing, moelle, skov):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=at(3).date())
    other = hearing_of(TenancyFactory(dwelling__stairwell__estate=moelle), days=4)
    hearing_of(TenancyFactory(dwelling__stairwell__estate=skov), days=5)
    secret = secret_of(dorte)
    assert [str(event["summary"]) for event in events(secret)] == [
        f"Fogedret · sag {row.eviction_case.number}" for row in (other, hearing)
    ]
    assert b"X-WR-CALNAME:Fogedretten" in body(secret)


def test_at_the_address_no_place_is_said(anna, tenancy):
    hearing = hearing_of(tenancy, kind="eviction", place_kind="address")
    Hearing.objects.filter(pk=hearing.pk).update(place="Lærkevej 8, 3. th")
    (event,) = events(secret_of(anna))
    assert "location" not in event
    assert str(event["summary"]).startswith("Fogedret · sag U")


CANARIES = ("Beboersen", "Hemmelig", "Lærkevej", "Lærkeparken", "1204", "Udsættelse", "Anna", "Dorte", "8412")


@pytest.mark.parametrize("who", ["anna", "dorte"])
@pytest.mark.parametrize("place_kind", ["court", "address"])
@pytest.mark.parametrize("kind", ["hearing", "eviction"])
def test_no_name_no_address_and_nothing_else_of_the_case(
    request, anna, dorte, tenancy, who, kind, place_kind
):
    ResidentFactory(tenancy=tenancy, name="Grethe Hemmelig")
    hearing = hearing_of(tenancy, kind=kind, place_kind=place_kind)
    EvictionCase.objects.filter(pk=hearing.eviction_case_id).update(
        representative="Advokat Hemmelig", court_number="hemmelig-12", outcome_note="Hemmelig"
    )
    text = body(secret_of(request.getfixturevalue(who))).decode()
    assert hearing.eviction_case.number in text
    for word in CANARIES:
        assert word.casefold() not in text.casefold(), word


def test_a_real_clients_parser_reads_the_hour(anna, hearing):
    """`ical` is what Home Assistant reads remote calendars with; it validates what it reads."""
    calendar = IcsCalendarStream.calendar_from_ics(body(secret_of(anna)).decode())
    (event,) = calendar.events
    assert event.start == at(10)
    assert event.end - event.start == dt.timedelta(hours=1)
    assert event.location == COURT


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2027, 3, 26), b"DTSTART:20270326T083000Z"),
        (dt.date(2027, 3, 29), b"DTSTART:20270329T073000Z"),
        (dt.date(2027, 10, 29), b"DTSTART:20271029T073000Z"),
        (dt.date(2027, 11, 1), b"DTSTART:20271101T083000Z"),
    ],
)
def test_half_past_nine_is_half_past_nine_in_summer_and_winter(anna, hearing, day, said):
    Hearing.objects.update(at=dt.datetime.combine(day, dt.time(9, 30), DANISH))
    text = body(secret_of(anna))
    assert said in text
    (event,) = IcsCalendarStream.calendar_from_ics(text.decode()).events
    assert event.start.astimezone(DANISH).isoformat(timespec="minutes")[:16] == f"{day}T09:30"


def test_what_is_called_off_held_or_of_a_closed_case_is_gone(anna, dorte, hearing):
    secret = secret_of(anna)
    assert len(events(secret)) == 1
    for status in ("called_off", "held"):
        Hearing.objects.update(status=status)
        assert events(secret) == []
    Hearing.objects.update(status="set")
    EvictionCase.objects.update(
        status="closed", closed_from="hearing", outcome="unknown", closed_at=timezone.now()
    )
    assert events(secret) == []


def test_a_moved_day_is_another_event(anna, dorte, hearing):
    secret = secret_of(anna)
    (before,) = events(secret)
    seen = EvictionCase.objects.get().revision
    move_hearing(actor=dorte, hearing=hearing, seen=seen, when=When(at(12), "court", "Sal 9"))
    (after,) = events(secret)
    assert (before["uid"] != after["uid"], str(after["location"])) == (True, "Sal 9")
    again = Hearing.objects.get(status="set")
    call_off_hearing(actor=dorte, hearing=again, seen=EvictionCase.objects.get().revision)
    assert events(secret) == []


def test_a_caretaker_has_those_of_the_households_she_works_with(anna, bo, tenancy, hearing):
    hers, his = secret_of(anna), secret_of(bo)
    assert (len(events(hers)), len(events(his))) == (1, 0)
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    handed_over(case, bo.membership)
    assert (len(events(hers)), len(events(his))) == (0, 1)


def test_while_she_is_away_the_stand_in_has_them(anna, bo, hearing):
    hers, his = secret_of(anna), secret_of(bo)
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert (len(events(hers)), len(events(his))) == (0, 1)


def test_without_the_estate_there_are_none(anna, hearing):
    secret = secret_of(anna)
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert events(secret) == []


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_it_asks_the_same_however_many_days(
    request, who, tenancy, hearing, django_assert_max_num_queries, django_assert_num_queries
):
    secret = secret_of(request.getfixturevalue(who))
    body(secret)
    with django_assert_max_num_queries(9) as few:
        body(secret)
    for _ in range(2):
        hearing_of(TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell))
    with django_assert_num_queries(len(few)):
        assert len(events(secret)) == 3


def test_the_administrations_page(login, dorte):
    client = login(dorte)
    page = client.get(reverse("calendar_feed")).content.decode()
    assert "Se dagene i fogedretten i kalenderen" in page
    assert "besøg" not in page.lower()
    made = client.post(reverse("calendar_feed_make"), follow=True).content.decode()
    url = made[made.index("http://testserver/kalender/") :].partition("<")[0]
    assert Client().get(url).status_code == 200
    client.post(reverse("calendar_feed_revoke"))
    assert Client().get(url).status_code == 404
    assert reverse("calendar_feed") in client.get(reverse("profile")).content.decode()
