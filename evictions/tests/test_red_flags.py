"""Every flag of an eviction case: when it is raised and when not; each names a rule and says what helps."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evictions.case_facts import CaseFacts, ClaimedFee
from evictions.choices import (
    STATUS_ORDER,
    Children,
    DemandChannel,
    EvictionStatus,
)
from evictions.law import RULES
from evictions.red_flags import red_flags
from evictions.rules import demand_deadline, earliest_demand

TODAY = dt.date(2026, 11, 25)
day = dt.date.fromisoformat


def flags(today=TODAY, **known):
    facts = CaseFacts(**{"due_date": day("2026-10-01"), "contact_on": TODAY, **known})
    return {flag.key: flag for flag in red_flags(facts, today)}


PROPER = {
    "reached": EvictionStatus.DEMAND,
    "demand_issued_on": day("2026-10-07"),
    "demand_channel": DemandChannel.LETTER,
    "demand_received_on": day("2026-10-08"),
    "demand_deadline": day("2026-10-22"),
}
"""A demand with nothing wrong about it."""
TERMINATED = {**PROPER, "reached": EvictionStatus.TERMINATED, "terminated_on": day("2026-10-23")}
FILED = {**TERMINATED, "reached": EvictionStatus.FILED, "filed_on": day("2026-11-03")}


@pytest.mark.parametrize(
    "known",
    [
        {},
        PROPER,
        TERMINATED,
        {**FILED, "municipal_notice_on": day("2026-11-03")},
        {**FILED, "municipal_notice_on": day("2026-11-01")},
    ],
)
def test_a_proper_case_has_none(known):
    assert flags(**known) == {}


@pytest.mark.parametrize(
    ("due", "sent", "raised"),
    [
        ("2021-10-01", "2021-10-05", "demand_early"),
        ("2021-10-01", "2021-10-06", "demand_disputed"),
        ("2021-10-01", "2021-10-07", None),
        ("2026-07-01", "2026-07-05", "demand_early"),
        ("2026-07-01", "2026-07-06", "demand_disputed"),
        ("2026-07-01", "2026-07-07", None),
        ("2026-11-01", "2026-11-05", "demand_early"),
        ("2026-11-01", "2026-11-06", None),
    ],
)
def test_a_demand_before_its_day_and_between_the_readings(due, sent, raised):
    known = {**PROPER, "due_date": day(due), "demand_issued_on": day(sent)}
    early = {key for key in flags(**known) if key.startswith("demand_")}
    assert early == ({raised} if raised else set())


def test_a_demand_too_early_says_so_and_points_to_legal_aid():
    flag = flags(**{**PROPER, "demand_issued_on": day("2026-10-02")})["demand_early"]
    assert flag.text == "Påkravet er fra fre. 2. okt., men kunne tidligst sendes tirs. 6. okt."
    assert "kan være ugyldigt: henvis beboeren til retshjælp" in flag.to_do
    assert flag.level == "late"


def test_between_the_readings_it_is_said_to_be_disputed():
    flag = flags(**{**PROPER, "demand_issued_on": day("2026-10-06")})["demand_disputed"]
    assert "ellers kunne det tidligst sendes ons. 7. okt." in flag.text
    assert flag.to_do.startswith("Det er omstridt")
    assert flag.level == "soon"


def test_received_before_it_could_be_sent_is_early_too():
    known = {**PROPER, "demand_issued_on": None, "demand_received_on": day("2026-10-02")}
    assert "demand_early" in flags(**known)


def test_without_a_due_date_nothing_is_said_of_the_day():
    assert "demand_early" not in flags(**{**PROPER, "due_date": None, "demand_issued_on": day("2020-01-01")})


def test_email_is_no_demand():
    flag = flags(**{**PROPER, "demand_channel": DemandChannel.EMAIL})["demand_by_email"]
    assert "gælder ikke" in flag.text
    assert flag.rule is RULES["demand_channel"]


@pytest.mark.parametrize(
    ("known", "raised"),
    [
        ({"demand_received_on": None, "demand_deadline": None}, True),
        ({"demand_received_on": None, "is_overridden": True}, True),
        ({"is_overridden": True}, False),
        ({}, False),
    ],
)
def test_a_deadline_without_proof(known, raised):
    assert ("deadline_unproved" in flags(**{**PROPER, **known})) is raised


def test_no_demand_needs_no_proof():
    assert "deadline_unproved" not in flags(reached=EvictionStatus.ARREARS)


@pytest.mark.parametrize(
    ("deadline", "raised"), [("2026-10-21", True), ("2026-10-22", False), ("2026-10-30", False)]
)
def test_a_deadline_set_shorter_than_the_law_gives(deadline, raised):
    known = {**PROPER, "is_overridden": True, "demand_deadline": day(deadline)}
    assert ("deadline_short" in flags(**known)) is raised


@pytest.mark.parametrize(
    ("terminated", "raised"),
    [("2026-10-21", True), ("2026-10-22", True), ("2026-10-23", False)],
)
def test_terminated_on_or_before_the_deadline(terminated, raised):
    assert ("terminated_early" in flags(**{**TERMINATED, "terminated_on": day(terminated)})) is raised


def test_terminated_on_a_day_nobody_has_told_of():
    known = {**TERMINATED, "terminated_on": None}
    assert "terminated_early" in flags(today=day("2026-10-20"), **known)
    assert "terminated_early" not in flags(**known)


def test_terminated_without_a_known_deadline_says_that_alone():
    found = flags(**{**TERMINATED, "demand_received_on": None, "demand_deadline": None})
    assert "terminated_without_deadline" in found
    assert "deadline_unproved" not in found


def test_filed_without_notice_and_notified_too_late():
    assert "filed_without_notice" in flags(**FILED)
    late = flags(**FILED, municipal_notice_on=day("2026-11-04"))
    assert "filed_without_notice" not in late
    assert "notice_late" in late


@pytest.mark.parametrize(("days", "raised"), [(-1, False), (0, True), (7, True), (8, False)])
@pytest.mark.parametrize(
    ("column", "key"),
    [("hearing_on", "hearing_without_contact"), ("eviction_on", "eviction_without_contact")],
)
def test_a_day_at_court_within_a_week_and_no_contact(column, key, days, raised):
    known = {**FILED, "municipal_notice_on": day("2026-11-03"), column: TODAY + dt.timedelta(days=days)}
    assert (key in flags(**{**known, "contact_on": None})) is raised
    assert key not in flags(**known)


@pytest.mark.parametrize(
    ("days", "key"),
    [(-1, "standstill_over"), (0, "standstill_ending"), (7, "standstill_ending"), (8, None)],
)
def test_a_standstill_about_to_end_and_over(days, key):
    found = {k for k in flags(standstill_until=TODAY + dt.timedelta(days=days)) if k.startswith("standstill")}
    assert found == ({key} if key else set())


def test_a_standstill_that_waits_for_a_decision_is_over_without_its_day():
    assert flags(standstill_is_over=True)["standstill_over"].text == "Henstanden er slut."


@pytest.mark.parametrize(
    ("amount", "year", "key"),
    [
        ("314", 2023, None),
        ("314.01", 2023, "fee_high_2023"),
        ("100", 2023, None),
        ("1", 2026, "fee_unknown_2026"),
    ],
)
def test_the_fee_against_the_rate_of_its_year(amount, year, key):
    fees = (ClaimedFee(Decimal(amount), dt.date(year, 10, 7)),)
    assert set(flags(fees=fees)) == ({key} if key else set())


def test_a_fee_without_a_day_is_of_the_demands_year():
    fees = (ClaimedFee(Decimal("400")),)
    known = {**PROPER, "demand_issued_on": day("2023-10-07"), "due_date": None, "fees": fees}
    assert "fee_high_2023" in flags(**known)


def test_an_unknown_year_is_only_spoken_of_when_a_fee_is_claimed():
    assert not [key for key in flags(**PROPER) if key.startswith("fee")]


def test_a_closed_case_keeps_what_was_formally_wrong_and_presses_no_more():
    known = {**FILED, "contact_on": None, "hearing_on": TODAY, "standstill_until": TODAY}
    assert {"filed_without_notice", "hearing_without_contact", "standstill_ending"} <= set(flags(**known))
    assert set(flags(**known, is_open=False)) == {"filed_without_notice"}


def test_a_recalled_demand_is_judged_no_more():
    """The case is back in arrears: what was wrong with the demand that was recalled is past."""
    known = {**PROPER, "demand_issued_on": day("2026-10-02"), "demand_channel": DemandChannel.EMAIL}
    assert flags(**{**known, "reached": EvictionStatus.ARREARS}) == {}


DAYS = st.dates(min_value=dt.date(2016, 1, 1), max_value=dt.date(2035, 1, 1))
MAYBE = st.none() | DAYS
FACTS = st.builds(
    CaseFacts,
    reached=st.sampled_from(sorted(set(STATUS_ORDER) - {EvictionStatus.CLOSED})),
    is_open=st.booleans(),
    due_date=MAYBE,
    fees=st.lists(st.builds(ClaimedFee, st.decimals(1, 5000, places=2), MAYBE), max_size=2).map(tuple),
    demand_issued_on=MAYBE,
    demand_channel=st.sampled_from(["", *DemandChannel.values]),
    demand_received_on=MAYBE,
    demand_deadline=MAYBE,
    is_overridden=st.booleans(),
    terminated_on=MAYBE,
    move_out_on=MAYBE,
    filed_on=MAYBE,
    municipal_notice_on=MAYBE,
    hearing_on=MAYBE,
    eviction_on=MAYBE,
    standstill_until=MAYBE,
    standstill_is_over=st.booleans(),
    contact_on=MAYBE,
    children=st.sampled_from(Children.values),
)


@given(facts=FACTS, today=DAYS)
def test_every_flag_says_what_to_do_and_names_its_rule(facts, today):
    found = red_flags(facts, today)
    assert [flag.level for flag in found] == sorted(
        (flag.level for flag in found), key=("late", "soon", "quiet").index
    )
    for flag in found:
        assert flag.rule in RULES.values()
        assert flag.text.endswith(".")
        assert flag.to_do.endswith(".")
        assert ".." not in flag.text + flag.to_do
        assert "%(" not in flag.text + flag.to_do


@given(due=DAYS, sent=DAYS)
def test_never_both_early_and_disputed_and_never_from_the_safe_day(due, sent):
    known = {**PROPER, "due_date": due, "demand_issued_on": sent}
    found = set(flags(**known)) & {"demand_early", "demand_disputed"}
    earliest = earliest_demand(due)
    assert found == (
        {"demand_early"}
        if sent < earliest.saturday_counts
        else {"demand_disputed"}
        if sent < earliest.safe
        else set()
    )


@given(received=DAYS, after=st.integers(-40, 40))
def test_a_termination_is_early_up_to_the_deadline_and_no_longer(received, after):
    deadline = demand_deadline(received).date
    terminated = deadline + dt.timedelta(days=after)
    known = {**TERMINATED, "due_date": None, "demand_received_on": received, "demand_deadline": deadline}
    assert ("terminated_early" in flags(**{**known, "terminated_on": terminated})) is (after <= 0)


@given(facts=FACTS, today=DAYS)
def test_contact_takes_the_pressing_flag_of_the_court_away(facts, today):
    met = red_flags(replace(facts, contact_on=today), today)
    assert not [flag for flag in met if flag.key.endswith("_without_contact")]


@given(facts=FACTS, today=DAYS, later=st.integers(0, 7))
def test_a_court_day_gets_no_quieter_as_it_nears(facts, today, later):
    """Once raised, it stays raised until the day itself."""
    facts = replace(facts, is_open=True, contact_on=None)
    raised = {f.key for f in red_flags(facts, today) if f.key.endswith("_without_contact")}
    day_ = today + dt.timedelta(days=later)
    due = {
        "hearing_without_contact": facts.hearing_on,
        "eviction_without_contact": facts.eviction_on,
    }
    still = {key for key in raised if day_ <= due[key]}
    assert still <= {f.key for f in red_flags(facts, day_)}
