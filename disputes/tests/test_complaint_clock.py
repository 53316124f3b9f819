"""The landlord's 4 weeks across July and across Christmas, counted by hand; the board's weeks and the year of
a sanction."""

import datetime as dt

import pytest

from evictions.law import RULES
from evictions.rule_trials import complaint_notes, examples_of_complaints
from evictions.rules import (
    board_appeal_due,
    board_decision_due,
    complaint_action_due,
    complaint_last_day,
    deadline_warning,
    leaves_july_out,
    sanction_ends,
)

day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("received", "due", "warned"),
    [
        # 3-30 June are 28 days: the last before July.
        ("2026-06-02", "2026-06-30", ""),
        # 4-30 June are 27, and 1 August the 28th: a Saturday, so Monday 3 August.
        ("2026-06-03", "2026-08-03", ""),
        # 16-30 June are 15, and 1-13 August the other 13: a Thursday.
        ("2026-06-15", "2026-08-13", ""),
        # Nothing of July is counted: 1-28 August, a Friday.
        ("2026-07-10", "2026-08-28", ""),
        # The day of receipt is not counted, so the last of July is as the first.
        ("2026-07-31", "2026-08-28", ""),
        # 28 days from Thursday 26 November: Christmas Eve, which is not moved.
        ("2026-11-26", "2026-12-24", "juleaftensdag"),
        # 25 December, a Friday; then 26 December, a Sunday: Monday the 28th.
        ("2026-11-27", "2026-12-28", ""),
        # 28 December is a Monday already.
        ("2026-11-30", "2026-12-28", ""),
        # 28 days from Thursday 3 December: New Year's Eve, which is not moved.
        ("2026-12-03", "2026-12-31", "nytårsaftensdag"),
        # New Year's Day, a Friday; then a Saturday and a Sunday: Monday 4 January.
        ("2026-12-04", "2027-01-04", ""),
        ("2026-12-07", "2027-01-04", ""),
        # Over 29 February, and to Constitution Day, a Saturday in 2027: the Monday after.
        ("2028-02-10", "2028-03-09", ""),
        ("2027-05-08", "2027-06-07", ""),
    ],
)
def test_four_weeks_counted_by_hand(received, due, warned):
    found = complaint_action_due(day(received))
    assert found == day(due)
    assert (warned in deadline_warning(found)) if warned else deadline_warning(found) == ""


@pytest.mark.parametrize(
    ("received", "leaves_out"),
    [
        ("2026-06-02", False),
        # Ends on Sunday 30 June, and is moved to Monday 1 July: no day of July was left out.
        ("2024-06-02", False),
        ("2024-06-03", True),
        ("2026-07-30", True),
        ("2026-07-31", False),
    ],
)
def test_july_is_said_only_where_days_of_it_are_left_out(received, leaves_out):
    assert leaves_july_out(day(received)) is leaves_out
    moved = next(iter(complaint_notes(day(received), complaint_action_due(day(received)))), "")
    assert ("Juli tæller ikke med" in moved) is leaves_out


def test_moved_into_july_it_is_the_first_weekday_there():
    assert complaint_last_day(day("2024-06-02")) == day("2024-06-30")
    assert complaint_action_due(day("2024-06-02")) == day("2024-07-01")


def test_the_examples_on_the_page_of_the_rules_say_why():
    notes = {row["day"].isoformat(): row["notes"] for row in examples_of_complaints()}
    assert notes["2026-06-15"] == "Juli tæller ikke med i de 4 uger."
    assert notes["2026-06-02"] == ""
    assert "er flyttet" in notes["2026-12-04"]
    assert "nytårsaftensdag" in notes["2026-12-03"]
    assert "juleaftensdag" in notes["2026-11-26"]


def test_the_boards_weeks_are_not_moved_since_that_is_not_stated():
    assert board_decision_due(day("2026-06-20")) == day("2026-07-18")  # A Saturday of July.
    assert board_appeal_due(day("2026-11-27")) == day("2026-12-25")
    for key in ("complaint_board_decision", "complaint_appeal"):
        assert "§ 10" in str(RULES[key].source)
    assert "står ikke" in str(RULES["complaint_board_decision"].text)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2026-12-01", "2027-12-01"), ("2028-02-29", "2029-02-28"), ("2027-02-28", "2028-02-28")],
)
def test_a_conditional_tenancy_runs_for_a_year(starts, ends):
    assert sanction_ends(day(starts)) == day(ends)


@pytest.mark.parametrize(
    ("key", "source", "label"),
    [
        ("complaint_action_due", "§ 83, stk. 2", "A"),
        ("complaint_board_by_complainant", "§ 83, stk. 2", "A, P"),
        ("complaint_categories", "81", "A-"),
        ("complaint_admonition", "§ 82", "A"),
        ("complaint_sanction", "§ 82", "A, P"),
        ("complaint_board_decision", "§ 105", "A"),
        ("complaint_appeal", "§ 106", "A"),
    ],
)
def test_each_rule_names_its_source_and_how_sure_we_are(key, source, label):
    assert source in str(RULES[key].source)
    assert RULES[key].label == label
