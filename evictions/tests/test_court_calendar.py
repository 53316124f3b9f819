"""The month of the bailiff court: as list and grid, each role what it may see, in one query."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts.tests.clock import on
from evictions.court_calendar import month_of, neighbour, read_month
from evictions.models import Hearing
from tests.eviction_factories import EvictionCaseFactory, HearingFactory
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db
DANISH = ZoneInfo("Europe/Copenhagen")
DECEMBER, TODAY = dt.date(2026, 12, 1), dt.date(2026, 12, 10)


def at(day, hour=9, minute=30, month=12):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=DANISH)


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


def hearing_on(estate, moment, **more):
    case = EvictionCaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=estate), status="hearing", hearing_at=moment
    )
    return HearingFactory(eviction_case=case, at=moment, **more)


def days(user, first=DECEMBER):
    return [day.on.day for day in read_month(user, first, TODAY).days]


def test_a_caretaker_sees_her_estates_and_the_others_the_organisation(
    anna, dorte, freja, carla, laerke, moelle
):
    hearing_on(laerke, at(15))
    hearing_on(moelle, at(16))
    assert days(anna) == [15]
    assert days(dorte) == days(freja) == [15, 16]
    assert days(carla) == []


def test_who_has_no_part_in_it_sees_none(erik, gry, laerke):
    hearing_on(laerke, at(15))
    assert (days(erik), days(gry)) == ([], [])


def test_the_month_is_danish_at_both_ends(dorte, laerke):
    for moment in (at(30, 23, 59, month=11), at(1, 0, 0), at(31, 23, 59)):
        hearing_on(laerke, moment)
    assert days(dorte) == [1, 31]
    assert days(dorte, dt.date(2026, 11, 1)) == [30]


def test_over_the_night_the_clock_is_put_back(dorte, laerke):
    october = dt.date(2026, 10, 1)
    for moment in (at(23, 9, 30, month=10), at(26, 9, 30, month=10)):
        hearing_on(laerke, moment, status="held")
    month = read_month(dorte, october, TODAY)
    assert [(day.on.day, day.entries[0].clock) for day in month.days] == [(23, "kl. 9.30"), (26, "kl. 9.30")]


def test_what_is_moved_is_shown_where_it_went_and_what_is_over_says_so(dorte, laerke):
    new = hearing_on(laerke, at(17))
    HearingFactory(eviction_case=new.eviction_case, at=at(15), status="moved", moved_to=new)
    HearingFactory(eviction_case=new.eviction_case, at=at(8), status="called_off")
    HearingFactory(eviction_case=new.eviction_case, at=at(9), status="held")
    shown = {day.on.day: day.entries[0].status for day in read_month(dorte, DECEMBER, TODAY).days}
    assert shown == {8: "Aflyst", 9: "Holdt", 17: ""}


def test_a_set_day_of_a_closed_case_is_gone(dorte, laerke):
    hearing = hearing_on(laerke, at(15))
    assert days(dorte) == [15]
    case = hearing.eviction_case
    case.status, case.closed_from, case.outcome, case.closed_at = "closed", "hearing", "unknown", at(9)
    case.save()
    assert days(dorte) == []


def test_one_that_has_been_and_is_not_written_down_stands_out(dorte, laerke):
    hearing_on(laerke, at(9))
    (day,) = read_month(dorte, DECEMBER, TODAY).days
    assert (day.entries[0].level, day.entries[0].status) == ("late", "Ikke skrevet ned, hvad der skete")


def test_the_grid_has_whole_weeks_from_monday(dorte):
    month = read_month(dorte, DECEMBER, TODAY)
    assert [number for number, _days in month.weeks] == [49, 50, 51, 52, 53]
    first_week = month.weeks[0][1]
    assert first_week[0].on == dt.date(2026, 11, 30)
    assert (first_week[0].is_outside, first_week[1].is_outside) == (True, False)
    today = [day.on for _n, week in month.weeks for day in week if day.is_today]
    assert today == [TODAY]
    christmas = next(day for _n, week in month.weeks for day in week if day.on == dt.date(2026, 12, 25))
    assert christmas.is_free


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-02", dt.date(2026, 2, 1)),
        ("", DECEMBER),
        ("2026-13", DECEMBER),
        ("nu", DECEMBER),
        ("1900-01", dt.date(2020, 1, 1)),
        ("9999-12", dt.date(2100, 12, 1)),
    ],
)
def test_which_month_an_address_means(text, first):
    assert month_of(text, TODAY) == first


def test_the_month_before_and_after():
    assert (neighbour(DECEMBER, 1), neighbour(dt.date(2026, 1, 1), -1)) == (
        dt.date(2027, 1, 1),
        dt.date(2025, 12, 1),
    )


def test_the_page(login, anna, laerke):
    hearing = hearing_on(laerke, at(15), place="Retten i Fjordby, sal 3")
    page = login(anna).get(reverse("court_calendar")).content.decode()
    assert "December 2026: 1 dag" in page
    assert "Retten i Fjordby, sal 3" in page
    assert hearing.tenancy.dwelling.address in page
    assert reverse("eviction_detail", args=[hearing.eviction_case_id]) in page
    assert "?maaned=2026-11" in page
    assert "?maaned=2027-01" in page
    after = login(anna).get(reverse("court_calendar") + "?maaned=2027-01").content.decode()
    assert "Ingen dage i fogedretten denne måned" in after
    assert "Denne måned" in after


@pytest.mark.parametrize(("who", "status"), [("erik", 403), ("gry", 403), ("dorte", 200), ("freja", 200)])
def test_for_whom(request, login, who, status):
    client = login(request.getfixturevalue(who))
    assert client.get(reverse("court_calendar")).status_code == status
    if status == 200:
        assert client.post(reverse("court_calendar")).status_code == 405


@pytest.mark.parametrize("who", ["anna", "dorte", "freja"])
def test_the_same_number_of_queries_for_one_and_for_three(
    request, login, who, laerke, django_assert_num_queries, django_assert_max_num_queries
):
    client = login(request.getfixturevalue(who))
    hearing_on(laerke, at(15))
    client.get(reverse("court_calendar"))
    with django_assert_max_num_queries(7) as few:
        client.get(reverse("court_calendar"))
    for day in (16, 17):
        hearing_on(laerke, at(day))
    assert Hearing.objects.count() == 3
    with django_assert_num_queries(len(few)):
        client.get(reverse("court_calendar"))
