"""When an agreement is followed up."""

import datetime as dt

import pytest

from core.weekdays import is_weekday
from disputes.agreement_days import bounds_of, proposed_days

day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("agreed_on", "first", "second"),
    [
        ("2026-11-09", "2026-11-30", "2027-02-09"),
        ("2026-12-04", "2026-12-28", "2027-03-04"),  # the third week ends on Christmas Day
        ("2026-03-12", "2026-04-07", "2026-06-12"),  # Maundy Thursday to Easter Monday
        ("2026-11-30", "2026-12-21", "2027-03-01"),  # February has no 30th; the 28th is a Sunday
        ("2026-03-05", "2026-03-26", "2026-06-08"),  # Constitution Day
    ],
)
def test_three_weeks_and_three_months_on_a_weekday(agreed_on, first, second):
    assert proposed_days(day(agreed_on)) == [day(first), day(second)]


def test_what_is_proposed_is_within_its_bounds_every_day_of_ten_years():
    for number in range(3650):
        agreed_on = day("2024-01-01") + dt.timedelta(days=number)
        first, second = proposed_days(agreed_on)
        assert is_weekday(first)
        assert is_weekday(second)
        for due_on in (first, second):
            earliest, latest = bounds_of(agreed_on, due_on)
            assert earliest <= due_on <= latest
        assert bounds_of(agreed_on, first) == (
            agreed_on + dt.timedelta(days=14),
            agreed_on + dt.timedelta(days=28),
        )
        assert bounds_of(agreed_on, first)[1] < bounds_of(agreed_on, second)[0]
