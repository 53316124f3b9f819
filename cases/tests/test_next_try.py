"""The next try at a door nobody opened."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.next_try import part_of_day, propose_next_try
from core.weekdays import is_weekday


def at(day, hour):
    return timezone.make_aware(dt.datetime(2026, 11, day, hour))


@pytest.mark.parametrize(
    ("hour", "part"), [(8, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening")]
)
def test_parts_of_the_day_by_the_danish_clock(hour, part):
    assert part_of_day(at(23, hour)) == part


def test_after_a_morning_comes_the_end_of_another_day():
    step = propose_next_try(at(23, 9))
    assert step.due_on == dt.date(2026, 11, 24)
    assert step.text == "Prøv igen sidst på dagen"


def test_after_morning_and_evening_comes_the_afternoon():
    step = propose_next_try(at(24, 18), [at(23, 9)])
    assert step.text == "Prøv igen om eftermiddagen"
    assert step.due_on == dt.date(2026, 11, 25)


def test_a_weekday_that_was_tried_lately_is_left_out():
    step = propose_next_try(at(23, 9), [at(17, 14)])
    assert step.due_on == dt.date(2026, 11, 25)


def test_friday_is_followed_by_monday():
    assert propose_next_try(at(27, 9)).due_on == dt.date(2026, 11, 30)


MOMENTS = st.datetimes(
    min_value=dt.datetime(2025, 1, 1), max_value=dt.datetime(2028, 1, 1), timezones=st.just(dt.UTC)
)


@given(now=MOMENTS, earlier=st.lists(MOMENTS, max_size=3))
def test_always_a_business_day_after_today_at_another_time_of_day(now, earlier):
    step = propose_next_try(now, earlier)
    assert is_weekday(step.due_on)
    assert step.due_on > timezone.localtime(now).date()
    if not earlier:
        words = {"morning": "formiddagen", "afternoon": "eftermiddagen", "evening": "sidst på dagen"}
        assert words[part_of_day(now)] not in step.text
