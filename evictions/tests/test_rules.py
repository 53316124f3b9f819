"""Every worked example of the legal course, and what must hold for all days."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weekdays import is_weekday
from evictions.law import CHECKED_ON, DEMAND_FEES, RULES
from evictions.rules import (
    UnknownFeeError,
    complaint_action_due,
    deadline_warning,
    demand_deadline,
    demand_fee,
    earliest_deadline,
    earliest_demand,
    earliest_termination,
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
    earliest = earliest_demand(day(due))
    assert last_timely_day(day(due)) == day(timely)
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
    assert demand_deadline(day(received)).date == day(deadline)


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
        assert rule.certainty
        assert rule.valid_from < rule.checked_on == CHECKED_ON


@given(due=DAYS)
def test_safe_is_never_before_the_other_reading(due):
    earliest = earliest_demand(due)
    assert due <= last_timely_day(due) < earliest.saturday_counts <= earliest.safe
    assert is_weekday(earliest.saturday_counts)
    assert is_weekday(earliest.safe)


@given(received=DAYS)
def test_the_deadline_gives_at_least_14_days_and_falls_on_a_weekday(received):
    deadline = demand_deadline(received).date
    assert 14 <= (deadline - received).days <= 20
    assert is_weekday(deadline)


@given(first=DAYS, second=DAYS)
def test_a_later_receipt_never_gives_an_earlier_deadline(first, second):
    first, second = sorted([first, second])
    assert demand_deadline(first).date <= demand_deadline(second).date


def test_without_proof_of_receipt_there_is_no_deadline():
    unknown = demand_deadline(None)
    assert unknown.date is None
    assert "ukendt" in unknown.warnings[0]


def test_the_deadline_of_the_worked_example_on_christmas_eve_warns():
    assert "juleaftensdag" in demand_deadline(day("2026-12-10")).warnings[0]
    assert demand_deadline(day("2026-12-18")).warnings == ()


@pytest.mark.parametrize(
    ("deadline", "termination"),
    [
        ("2021-10-21", "2021-10-22"),  # the court case
        ("2026-04-01", "2026-04-07"),  # Easter between
        ("2026-06-04", "2026-06-08"),  # Constitution Day on a Friday
        ("2026-12-24", "2026-12-28"),
    ],
)
def test_termination_comes_after_the_deadline(deadline, termination):
    assert earliest_termination(day(deadline)) == day(termination)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-05-04", "2026-06-01"),
        ("2026-06-20", "2026-08-18"),  # 10 days of June, then 18 of August
        ("2026-06-30", "2026-08-28"),
        ("2026-07-01", "2026-08-28"),
        ("2026-07-31", "2026-08-28"),
        ("2026-08-01", "2026-08-31"),  # 29 August is a Saturday
        ("2026-12-01", "2026-12-29"),
        ("2026-11-27", "2026-12-28"),  # 25 December
    ],
)
def test_the_four_weeks_of_a_complaint_leave_july_out(received, due):
    assert complaint_action_due(day(received)) == day(due)


@pytest.mark.parametrize(
    ("year", "kroner"), [(2017, 279), (2020, 286), (2021, 287), (2022, 291), (2023, 314)]
)
def test_the_demand_fee_of_the_verified_years(year, kroner):
    assert demand_fee(year) == Decimal(kroner)


@pytest.mark.parametrize("year", [2009, 2018, 2019, 2024, 2026])
def test_the_fee_of_an_unknown_year_is_refused(year):
    with pytest.raises(UnknownFeeError, match=str(year)):
        demand_fee(year)


def test_every_fee_names_its_source_label_and_date():
    for year, fee in DEMAND_FEES.items():
        assert (fee.year, fee.label, fee.checked_on) == (year, "B", CHECKED_ON)
        assert "§ 90" in str(fee.source)


SHIFTS = [
    (last_timely_day, 0),
    (lambda start: earliest_demand(start).saturday_counts, 4),
    (lambda start: earliest_demand(start).safe, 4),
    (lambda start: demand_deadline(start).date, 14),
    (earliest_termination, 1),
    (complaint_action_due, 28),
    (earliest_deadline, 18),
]
"""Every rule that gives a day, and the days that lie at least between."""


@pytest.mark.parametrize(("rule", "least"), SHIFTS)
@given(start=DAYS)
def test_no_rule_gives_a_day_that_does_not_count_or_comes_too_early(rule, least, start):
    found = rule(start)
    assert is_weekday(found)
    assert found >= start + dt.timedelta(days=least)


@pytest.mark.parametrize(("rule", "least"), SHIFTS)
@given(first=DAYS, second=DAYS)
def test_every_rule_is_monotone(rule, least, first, second):
    first, second = sorted([first, second])
    assert rule(first) <= rule(second)


@given(received=DAYS)
def test_no_day_of_july_is_counted_for_a_complaint(received):
    due = complaint_action_due(received)
    counted = [received + dt.timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert sum(each.month != 7 for each in counted) >= 28
