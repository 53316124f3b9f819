"""What is missing before the next step, by how far the case has come."""

import datetime as dt
from dataclasses import replace

import pytest

from evictions.case_facts import CaseFacts
from evictions.choices import EvictionStatus
from evictions.missing import NEEDS, NEXT, wanted_before_next

TODAY = dt.date(2026, 11, 25)
WHOLE = CaseFacts(
    reached=EvictionStatus.FILED,
    due_date=TODAY,
    has_claim=True,
    demand_issued_on=TODAY,
    demand_received_on=TODAY,
    demand_deadline=TODAY,
    terminated_on=TODAY,
    move_out_on=TODAY,
    filed_on=TODAY,
    municipal_notice_on=TODAY,
    court="Retten i Fjordby",
    court_number="FS 1/2026",
    hearing_on=TODAY + dt.timedelta(days=20),
    contact_on=TODAY,
    children="no",
)


def wanted(facts):
    return {(each.what, each.state) for each in wanted_before_next(facts, TODAY)}


def test_every_open_status_says_what_comes_next():
    assert set(NEXT) == set(NEEDS) == set(EvictionStatus) - {EvictionStatus.CLOSED}


@pytest.mark.parametrize("status", list(NEXT))
def test_a_whole_case_misses_nothing(status):
    assert {each.state for each in wanted_before_next(replace(WHOLE, reached=status), TODAY)} <= {"done"}


def test_before_the_demand():
    assert wanted(CaseFacts()) == {("Forfaldsdagen", "missing"), ("Kravet, delt op i poster", "missing")}


def test_what_nobody_told_of_before_stays_missing():
    facts = replace(WHOLE, reached=EvictionStatus.FILED, demand_received_on=None, due_date=None)
    found = wanted(facts)
    assert ("Forfaldsdagen", "missing") in found
    assert ("Bevis for, hvornår påkravet kom frem", "urgent") in found


def test_what_was_done_earlier_is_not_told_again():
    assert "Forfaldsdagen" not in {what for what, _state in wanted(WHOLE)}


@pytest.mark.parametrize(
    ("status", "state"), [(EvictionStatus.TERMINATED, "missing"), (EvictionStatus.FILED, "urgent")]
)
def test_the_municipal_notice_is_late_once_the_case_is_filed(status, state):
    facts = replace(WHOLE, reached=status, municipal_notice_on=None)
    assert ("Underretning til kommunen", state) in wanted(facts)


def test_close_to_the_court_everything_missing_is_urgent():
    facts = replace(WHOLE, children="unknown", hearing_on=TODAY + dt.timedelta(days=7))
    assert ("Om der bor børn under 18", "urgent") in wanted(facts)
    assert ("Om der bor børn under 18", "missing") in wanted(replace(facts, hearing_on=None))


def test_a_hearing_that_was_held_is_not_asked_for():
    facts = replace(WHOLE, reached=EvictionStatus.EVICTION, hearing_on=None)
    assert wanted(facts) == set()


def test_the_urgent_come_first_and_the_done_last():
    facts = replace(WHOLE, municipal_notice_on=None, court="")
    states = [each.state for each in wanted_before_next(facts, TODAY)]
    assert states == sorted(states, key=("urgent", "missing", "done").index)
    assert len(set(states)) == 3


def test_a_closed_case_misses_nothing():
    assert wanted_before_next(CaseFacts(is_open=False), TODAY) == []
