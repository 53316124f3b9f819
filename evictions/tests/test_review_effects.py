"""Every verdict in every status: what it does, or why it cannot be decided."""

import pytest
from django.utils import timezone

from evictions.choices import BACK_TRANSITIONS, AnswerReason, EvictionStatus, Verdict
from evictions.models import EvictionCase
from evictions.review.effects import (
    MOVES,
    Resolution,
    effect_words,
    kept,
    move_of,
    why_not,
)
from evictions.tests.review_cases import at
from tests.eviction_factories import days_ahead

GOES_TO = {
    ("go_on", "arrears"): "arrears",
    ("go_on", "demand"): "demand",
    ("go_on", "terminated"): "terminated",
    ("go_on", "filed"): "filed",
    ("go_on", "hearing"): "hearing",
    ("go_on", "eviction"): "eviction",
    ("withdraw", "demand"): "arrears",
    ("withdraw", "filed"): "terminated",
    ("withdraw", "hearing"): "terminated",
    ("withdraw", "eviction"): "terminated",
    ("waive", "terminated"): "arrears",
    ("waive", "filed"): "arrears",
    ("waive", "hearing"): "arrears",
    ("waive", "eviction"): "arrears",
} | {("pause", status): status for status in EvictionStatus.values if status != "closed"}
"""What is not here cannot be decided."""


def case(status, **columns):
    return EvictionCase(status=status, **columns)


@pytest.mark.parametrize("status", EvictionStatus.values)
@pytest.mark.parametrize("verdict", Verdict.values)
def test_the_whole_matrix(verdict, status):
    today = timezone.localdate()
    why = why_not(case(status), verdict, today)
    goes_to = GOES_TO.get((verdict, status))
    assert (not why) == (goes_to is not None)
    if goes_to:
        move = move_of(case(status), verdict)
        assert (move.status if move else status) == goes_to
        assert effect_words(case(status), Resolution(verdict, "Fordi", today), today)


@pytest.mark.parametrize(("key", "move"), MOVES.items(), ids=str)
def test_back_goes_only_where_the_table_of_moves_allows(key, move):
    assert move.status in BACK_TRANSITIONS[key[1]]


def test_a_case_that_rests_is_not_paused_again():
    today = timezone.localdate()
    assert "Der er allerede henstand" in why_not(case("demand", standstill_until=today), "pause", today)
    assert not why_not(case("demand", standstill_until=days_ahead(-1)), "pause", today)


def test_a_proposed_deadline_is_answered_before_its_demand_goes():
    asked = case("demand", answer_reasons=[AnswerReason.DEADLINE_ASKED])
    today = timezone.localdate()
    assert "anden påkravsfrist" in why_not(asked, "withdraw", today)
    assert not why_not(asked, "go_on", today)
    assert "venter stadig" in " ".join(effect_words(asked, Resolution("go_on", ""), today))
    filed = case("filed", answer_reasons=[AnswerReason.DEADLINE_ASKED])
    assert not why_not(filed, "withdraw", today)


def test_what_is_said_of_a_day_at_court():
    today = timezone.localdate()
    hearing = case("hearing", hearing_at=at(5))
    assert "aflyses her" in " ".join(effect_words(hearing, Resolution("withdraw", ""), today))
    assert "står stadig i fogedretten" in " ".join(
        effect_words(hearing, Resolution("pause", "", days_ahead(20)), today)
    )


def test_a_pause_that_is_in_force_is_named_when_the_case_goes_on():
    resting = case("demand", standstill_until=days_ahead(4))
    assert "står ved magt" in " ".join(effect_words(resting, Resolution("go_on", ""), timezone.localdate()))


def test_the_step_keeps_dates_and_codes_and_no_words():
    filed = case(
        "filed",
        filed_on=days_ahead(-3),
        court="Retten i Fjordby",
        court_number="FS 1/2026",
        municipal_notice_on=days_ahead(-3),
        municipal_notice_proof="Kvittering 7",
    )
    assert kept(filed, move_of(filed, "withdraw")) == {
        "filed_on": str(days_ahead(-3)),
        "court_number": "FS 1/2026",
        "municipal_notice_on": str(days_ahead(-3)),
    }
