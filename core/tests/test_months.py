"""Months after a day, over the short ones and the turn of the year."""

import datetime as dt

import pytest

from core.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-10-15", 3, "2027-01-15"),
        ("2026-12-01", 12, "2027-12-01"),
    ],
)
def test_months_are_months_of_the_calendar(day, months, expected):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)
