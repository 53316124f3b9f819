"""A clock on the two nights it is put forward or back, and all other days."""

import datetime as dt

import pytest

from core.errors import DomainError
from core.moments import local_moment

WINTER, SUMMER = dt.timedelta(hours=1), dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (dt.date(2026, 3, 28), WINTER),
        (dt.date(2026, 3, 29), SUMMER),
        (dt.date(2026, 10, 24), SUMMER),
        (dt.date(2026, 10, 25), WINTER),
        (dt.date(2026, 7, 1), SUMMER),
        (dt.date(2026, 12, 1), WINTER),
    ],
)
def test_half_past_nine_is_half_past_nine(day, offset):
    moment = local_moment(day, dt.time(9, 30))
    assert (moment.hour, moment.minute, moment.utcoffset()) == (9, 30, offset)


def test_a_clock_that_is_skipped_is_refused():
    with pytest.raises(DomainError, match="findes ikke"):
        local_moment(dt.date(2026, 3, 29), dt.time(2, 30))
    assert local_moment(dt.date(2026, 3, 29), dt.time(3)).utcoffset() == SUMMER
    assert local_moment(dt.date(2026, 3, 29), dt.time(1, 59)).utcoffset() == WINTER


def test_a_clock_that_comes_twice_is_refused():
    with pytest.raises(DomainError, match="to gange"):
        local_moment(dt.date(2026, 10, 25), dt.time(2))
    assert local_moment(dt.date(2026, 10, 25), dt.time(3)).utcoffset() == WINTER
