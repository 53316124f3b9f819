"""Every worked example of the legal course, and what must hold for all days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weekdays import is_weekday
from evictions.rules import (
    RULES,
    deadline_warning,
    demand_deadline,
    earliest_deadline,
    earliest_demand,
    last_timely_day,
)

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2100, 1, 1))
day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("due", "timely", "saturday_counts", "safe"),
    [
        ("2021-10-01", "2021-10-01", "2021-10-06", "2021-10-07"),
        ("2026-04-01", "2026-04-01", "2026-04-09", "2026-04-10"),
        ("2026-07-01", "2026-07-01", "2026-07-06", "2026-07-07"),
        ("2026-11-01", "2026-11-02", "2026-11-06", "2026-11-06"),
    ],
)
def test_earliest_demand_of_the_worked_examples(due, timely, saturday_counts, safe):
    last = last_timely_day(day(due))
    earliest = earliest_demand(last)
    assert last == day(timely)
    assert earliest.saturday_counts == day(saturday_counts)
    assert earliest.safe == day(safe)


@pytest.mark.parametrize(
    ("received", "deadline"),
    [
        ("2021-10-07", "2021-10-21"),
        ("2026-03-20", "2026-04-07"),
        ("2026-05-22", "2026-06-08"),
        ("2026-12-10", "2026-12-24"),
        ("2026-12-18", "2027-01-04"),
    ],
)
def test_demand_deadline_of_the_worked_examples(received, deadline):
    assert demand_deadline(day(received)) == day(deadline)


@pytest.mark.parametrize(
    ("due", "timely"),
    [
        ("2027-01-01", "2027-01-04"),
        ("2026-08-01", "2026-08-03"),
        ("2026-06-05", "2026-06-08"),
        ("2026-12-24", "2026-12-24"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_last_timely_day_moves_off_days_that_do_not_count(due, timely):
    assert last_timely_day(day(due)) == day(timely)


def test_constitution_day_counts_like_a_saturday():
    earliest = earliest_demand(day("2026-06-02"))
    assert earliest.saturday_counts == day("2026-06-08")
    assert earliest.safe == day("2026-06-09")


def test_a_deadline_on_christmas_eve_warns_and_does_not_move():
    assert "juleaftensdag" in deadline_warning(day("2026-12-24"))
    assert "nytårsaftensdag" in deadline_warning(day("2026-12-31"))
    assert deadline_warning(day("2026-12-23")) == ""


def test_the_earliest_deadline_is_an_estimate_from_the_due_date():
    assert earliest_deadline(day("2026-11-01")) == day("2026-11-20")


def test_every_rule_names_its_source_label_and_date():
    for key, rule in RULES.items():
        assert key == rule.key
        assert "§" in str(rule.source)
        assert set(rule.label.split(", ")) <= {"A", "A-", "B", "C", "P"}
        assert rule.checked_on.year >= 2026


@given(due=DAYS)
def test_safe_is_never_before_the_other_reading(due):
    earliest = earliest_demand(last_timely_day(due))
    assert due <= last_timely_day(due) < earliest.saturday_counts <= earliest.safe
    assert is_weekday(earliest.saturday_counts)
    assert is_weekday(earliest.safe)


@given(received=DAYS)
def test_the_deadline_gives_at_least_14_days_and_falls_on_a_weekday(received):
    deadline = demand_deadline(received)
    assert 14 <= (deadline - received).days <= 20
    assert is_weekday(deadline)


@given(first=DAYS, second=DAYS)
def test_a_later_receipt_never_gives_an_earlier_deadline(first, second):
    first, second = sorted([first, second])
    assert demand_deadline(first) <= demand_deadline(second)
