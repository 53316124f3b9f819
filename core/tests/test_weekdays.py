"""The Danish calendar: holidays, weekdays, and the days between them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weekdays import (
    add_weekdays,
    is_public_holiday,
    is_weekday,
    next_weekday,
    public_holidays,
    quiet_day,
    weekdays_between,
)

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1))
EASTERS = ["1990-04-15", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2021-04-04", "2024-03-31"]
EASTERS += ["2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"]


def easter_sunday(year):
    """The Gregorian computus (Meeus/Jones/Butcher): a second opinion on the package's holidays."""
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_century, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_century - correction + 15) % 30
    leap_year, year_rest = divmod(year_of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_year - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@pytest.mark.parametrize("day", EASTERS)
def test_easter(day):
    expected = dt.date.fromisoformat(day)
    assert easter_sunday(expected.year) == expected
    assert public_holidays(expected.year)[expected] == "Påskedag"


@pytest.mark.parametrize("year", range(2015, 2041))
def test_the_holidays_of_the_package_are_those_around_the_computed_easter(year):
    """Nothing more and nothing less: the days the rules of the arrears course rest on."""
    from_easter = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year <= 2023 else [])
    expected = {easter_sunday(year) + dt.timedelta(days=days) for days in from_easter}
    expected |= {dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)}
    assert set(public_holidays(year)) == expected


def test_holidays_of_2026_in_order():
    assert [(day.isoformat(), name) for day, name in public_holidays(2026).items()] == [
        ("2026-01-01", "Nytårsdag"),
        ("2026-04-02", "Skærtorsdag"),
        ("2026-04-03", "Langfredag"),
        ("2026-04-05", "Påskedag"),
        ("2026-04-06", "Anden påskedag"),
        ("2026-05-14", "Kristi himmelfartsdag"),
        ("2026-05-24", "Pinsedag"),
        ("2026-05-25", "Anden pinsedag"),
        ("2026-12-25", "Juledag"),
        ("2026-12-26", "Anden juledag"),
    ]


def test_great_prayer_day_was_abolished_after_2023():
    assert is_public_holiday(dt.date(2023, 5, 5))
    assert not is_public_holiday(dt.date(2024, 4, 26))


def test_sundays_are_holidays_and_saturdays_are_not():
    assert is_public_holiday(dt.date(2026, 11, 22))
    assert not is_public_holiday(dt.date(2026, 11, 21))


def test_saturday_counts_only_when_asked():
    saturday = dt.date(2026, 11, 21)
    assert not is_weekday(saturday)
    assert is_weekday(saturday, saturday=True)


def test_constitution_day_is_no_holiday_but_no_business_day():
    day = dt.date(2026, 6, 5)
    assert not is_public_holiday(day)
    assert not is_weekday(day)
    assert is_weekday(day, constitution_day=True)


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-12-24", "juleaftensdag"), ("2026-12-31", "nytårsaftensdag"), ("2026-12-23", "")],
)
def test_christmas_and_new_years_eve_are_named_but_not_moved(day, name):
    day = dt.date.fromisoformat(day)
    assert quiet_day(day) == name
    assert is_weekday(day)


def test_add_weekdays_over_a_weekend_and_backwards():
    friday = dt.date(2026, 11, 20)
    assert add_weekdays(friday, 1) == dt.date(2026, 11, 23)
    assert add_weekdays(friday, 1, saturday=True) == dt.date(2026, 11, 21)
    assert add_weekdays(dt.date(2026, 11, 23), -1) == friday
    assert add_weekdays(friday, 0) == friday


def test_next_weekday_after_easter():
    assert next_weekday(dt.date(2026, 4, 2)) == dt.date(2026, 4, 7)
    assert next_weekday(dt.date(2026, 4, 7)) == dt.date(2026, 4, 7)


def test_weekdays_between_leaves_out_the_first_day():
    assert weekdays_between(dt.date(2026, 11, 20), dt.date(2026, 11, 24)) == 2
    assert weekdays_between(dt.date(2026, 11, 24), dt.date(2026, 11, 20)) == -2
    assert weekdays_between(dt.date(2026, 11, 24), dt.date(2026, 11, 24)) == 0


@given(day=DAYS, number=st.integers(min_value=1, max_value=30))
def test_counting_back_what_was_added(day, number):
    later = add_weekdays(day, number)
    assert is_weekday(later)
    assert weekdays_between(day, later) == number


@given(day=DAYS)
def test_next_weekday_is_never_more_than_a_week_away(day):
    assert 0 <= (next_weekday(day) - day).days <= 6
    assert is_weekday(next_weekday(day))
