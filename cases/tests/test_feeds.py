"""The calendar's secret address: shown once, revocable, and what a calendar program reads there."""

import datetime as dt
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from accounts.models import EstateAssignment, Membership
from cases.models import CalendarFeed
from cases.services.feeds import digest_of, make_feed, open_feed, revoke_feed
from cases.services.follow_ups import drop_follow_up, move_follow_up
from tests.case_factories import CaseFactory, handed_over
from tests.factories import AbsenceFactory, DwellingFactory, FollowUpFactory, ResidentFactory, TenancyFactory


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def another_household(tenancy, **floor):
    return TenancyFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell, **floor))


@pytest.fixture
def secret(anna):
    return make_feed(actor=anna)[1]


def address(secret):
    return reverse("calendar_feed_read", args=[secret])


def fetch(secret, **headers):
    return Client().get(address(secret), headers=headers)


def events(secret):
    return Calendar.from_ical(fetch(secret).content).walk("VEVENT")


def said(secret):
    return [(str(event["summary"]), event.decoded("dtstart")) for event in events(secret)]


def test_only_the_digest_is_kept(anna, secret):
    feed = CalendarFeed.objects.get()
    assert feed.digest == digest_of(secret)
    assert secret not in str(vars(feed))
    assert len(secret) >= 43


def test_a_new_address_ends_the_one_before(anna, secret):
    _feed, newer = make_feed(actor=anna)
    assert open_feed(secret) is None
    assert open_feed(newer).membership == anna.membership
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_revoked_is_gone_and_revoking_twice_changes_nothing(anna, secret):
    assert revoke_feed(actor=anna) == 1
    assert revoke_feed(actor=anna) == 0
    assert fetch(secret).status_code == 404


@pytest.mark.parametrize("who", ["erik", "freja", "gry"])
def test_only_caretakers_and_the_administration_have_one(request, who):
    actor = request.getfixturevalue(who)
    for attempt in (make_feed, revoke_feed):
        with pytest.raises(PermissionDenied):
            attempt(actor=actor)


def test_a_visit_is_a_day_and_the_number_of_the_case_and_nothing_else(anna, tenancy, secret):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership, about="Post i bunker")
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3), text="Ring om budget")
    other = another_household(tenancy, floor="1")
    ResidentFactory(tenancy=other, name="Grethe Hemmelig")
    FollowUpFactory(tenancy=other, caretaker=anna, due_on=in_days(1), text="Tag en nøgle med")
    assert said(secret) == [("Besøg", in_days(1)), (f"Besøg · sag {case.number}", in_days(3))]
    body = fetch(secret).content.decode()
    for word in ("Beboersen", "Hemmelig", "Lærkevej", "budget", "nøgle", "bunker", "Anna"):
        assert word not in body


def test_from_a_week_back_to_a_year_ahead(anna, tenancy, secret):
    for number, days in enumerate((-8, -7, 0, 365, 366)):
        home = another_household(tenancy, floor=str(number))
        FollowUpFactory(tenancy=home, caretaker=anna, due_on=in_days(days))
    assert [day for _words, day in said(secret)] == [in_days(-7), in_days(0), in_days(365)]


def test_what_is_done_dropped_or_somebody_elses_is_not_there(anna, bo, tenancy, secret):
    promised = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    bos = another_household(tenancy, floor="1")
    CaseFactory(tenancy=bos, responsible=bo.membership)
    FollowUpFactory(tenancy=bos, caretaker=anna, due_on=in_days(1))
    assert len(events(secret)) == 1
    drop_follow_up(actor=anna, follow_up=promised)
    assert events(secret) == []


def test_a_case_that_was_handed_away_goes_along(anna, bo, tenancy, secret):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    theirs = make_feed(actor=bo)[1]
    assert (len(events(secret)), len(events(theirs))) == (1, 0)
    handed_over(case, bo.membership)
    assert (len(events(secret)), len(events(theirs))) == (0, 1)


def test_while_one_is_away_the_stand_in_has_them(anna, bo, tenancy, secret):
    CaseFactory(tenancy=tenancy, responsible=anna.membership)
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert events(secret) == []
    assert len(events(make_feed(actor=bo)[1])) == 1


def test_a_moved_visit_is_the_same_visit_with_a_higher_sequence(anna, tenancy, secret):
    promised = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    before = events(secret)[0]
    move_follow_up(actor=anna, follow_up=promised, due_on=in_days(2), text="Senere")
    after = events(secret)[0]
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == in_days(2)
    assert after.decoded("dtend") == in_days(3)
    assert after.decoded("dtstamp") >= before.decoded("dtstamp")


def test_a_real_clients_parser_takes_it(anna, tenancy, secret):
    """`ical` is what Home Assistant reads remote calendars with; it validates what it reads."""
    CaseFactory(tenancy=tenancy, responsible=anna.membership)
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    calendar = IcsCalendarStream.calendar_from_ics(fetch(secret).content.decode())
    (event,) = calendar.events
    assert event.summary.startswith("Besøg · sag ")
    assert (event.start, event.end) == (in_days(3), in_days(4))
    assert calendar.prodid


def test_the_lines_are_as_the_standard_wants_them(anna, tenancy, secret):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    body = fetch(secret).content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"DTSTART;VALUE=DATE:" in body


def test_an_empty_calendar_is_a_calendar(secret):
    assert IcsCalendarStream.calendar_from_ics(fetch(secret).content.decode()).events == []


def test_the_answer_is_private_and_sets_no_cookie(anna, secret):
    response = fetch(secret)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies
    assert "Set-Cookie" not in response


def test_asked_again_unchanged_it_answers_304(anna, tenancy, secret):
    first = fetch(secret)
    again = fetch(secret, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(3))
    assert fetch(secret, if_none_match=first["ETag"]).status_code == 200


def test_head_answers_without_a_body(secret):
    response = Client().head(address(secret))
    assert (response.status_code, response.content) == (200, b"")


def ended_membership(anna):
    Membership.objects.filter(pk=anna.membership.pk).update(ended_on=in_days(-1))


def closed_account(anna):
    type(anna).objects.filter(pk=anna.pk).update(is_active=False)


@pytest.mark.parametrize("end", [ended_membership, closed_account])
def test_whoever_left_has_no_calendar(anna, secret, end):
    assert fetch(secret).status_code == 200
    end(anna)
    assert fetch(secret).status_code == 404


def test_without_the_estate_there_are_no_visits(anna, tenancy, secret):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    EstateAssignment.objects.update(ends_on=in_days(-1))
    assert events(secret) == []


def test_a_wrong_secret_is_not_found_and_not_logged(db, secret, caplog):
    with caplog.at_level(logging.DEBUG):
        assert fetch(secret[:-1]).status_code == 404
        assert fetch("forkert").status_code == 404


def test_reading_is_noted_at_most_once_an_hour(secret):
    def last_read():
        return CalendarFeed.objects.get().last_read_at

    fetch(secret)
    first = last_read()
    assert first
    fetch(secret)
    assert last_read() == first
    CalendarFeed.objects.update(last_read_at=first - dt.timedelta(minutes=61))
    fetch(secret)
    assert last_read() >= first


def test_it_asks_the_same_however_many_visits(
    anna, tenancy, secret, django_assert_max_num_queries, django_assert_num_queries
):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=in_days(1))
    fetch(secret)
    # One for each thing that has days: visits, the court, inspections, complaints, meetings of mediations.
    with django_assert_max_num_queries(11) as few:
        fetch(secret)
    for number in range(5):
        home = another_household(tenancy, floor=str(number))
        FollowUpFactory(tenancy=home, caretaker=anna, due_on=in_days(1))
    with django_assert_num_queries(len(few)):
        assert len(events(secret)) == 6


def test_the_page_makes_shows_once_and_revokes(login, anna):
    client = login(anna)
    assert "Lav en adresse til min kalender" in client.get(reverse("calendar_feed")).content.decode()
    response = client.post(reverse("calendar_feed_make"), follow=True)
    page = response.content.decode()
    url = page[page.index("http://testserver/kalender/") :].partition("<")[0]
    assert Client().get(url).status_code == 200
    assert "no-store" in response["Cache-Control"]
    again = client.get(reverse("calendar_feed_made"), follow=True).content.decode()
    assert "vist én gang" in again
    assert url not in again
    assert "Sidst hentet" in again
    assert client.post(reverse("calendar_feed_revoke"))["Location"] == reverse("calendar_feed")
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("who", ["erik", "freja", "gry"])
def test_other_roles(login, request, who):
    client = login(request.getfixturevalue(who))
    assert client.get(reverse("calendar_feed")).status_code == 403
    assert client.get(reverse("calendar_feed_made")).status_code == 403
    assert client.post(reverse("calendar_feed_make")).status_code == 403
    assert client.post(reverse("calendar_feed_revoke")).status_code == 403


def test_wrong_methods(login, anna, secret):
    client = login(anna)
    assert client.post(reverse("calendar_feed")).status_code == 405
    assert client.get(reverse("calendar_feed_make")).status_code == 405
    assert client.post(reverse("calendar_feed_made")).status_code == 405
    assert client.get(reverse("calendar_feed_revoke")).status_code == 405
    assert Client().post(address(secret)).status_code == 405
