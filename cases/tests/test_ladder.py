"""The ladder of tries: means in turn, and what was found at the door before them."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.choices import AttemptReason
from cases.next_try import Means, Rules, Try, advice, climb, other_means, propose_next_try
from core.weekdays import is_weekday, weekdays_between

MONDAY = dt.date(2026, 11, 23)


def tries(count, means=Means.VISIT, reason=""):
    """Newest first, one a day, mornings."""
    days = [MONDAY - dt.timedelta(days=back) for back in range(count)]
    return [
        Try(timezone.make_aware(dt.datetime.combine(day, dt.time(9))), means, reason if not back else "")
        for back, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "Prøv igen sidst på dagen"),
        (2, "Prøv igen sidst på dagen"),
        (3, "Læg et kort i døren med dit telefonnummer"),
        (4, "Send et brev med forslag til en tid"),
        (5, "Gå derhen sammen med ejendomskontoret"),
        (9, "Gå derhen sammen med ejendomskontoret"),
    ],
)
def test_after_three_tries_other_means_come_in_turn(count, text):
    assert climb(tries(count)).text == text


def test_a_means_that_was_used_is_not_proposed_again():
    assert other_means([*tries(1, Means.CARD), *tries(2)], Rules()) == Means.LETTER
    assert other_means([*tries(1, Means.LETTER), *tries(2)], Rules()) == Means.CARD


def test_who_knows_the_door_to_be_unsafe_is_never_sent_alone():
    for count in range(1, 8):
        unsafe = [*tries(count - 1), Try(tries(1)[0].at, reason=AttemptReason.UNSAFE)]
        text = climb(unsafe).text
        assert text.startswith("Kom to") or "sammen med" in text
        assert advice(unsafe)[0] == ("late", "Det var ikke trygt at gå ind: gå ikke derhen alene, kom to")


def test_an_abandoned_dwelling_is_the_offices_to_know():
    step = climb(tries(1, reason=AttemptReason.ABANDONED))
    assert step == climb(tries(6, reason=AttemptReason.ABANDONED))
    assert (step.due_on, step.text) == (dt.date(2026, 11, 24), "Spørg ejendomskontoret, om nogen bor der")


def test_a_no_is_given_a_week():
    step = climb(tries(1, reason=AttemptReason.REFUSES))
    assert (step.due_on, step.text) == (
        dt.date(2026, 11, 30),
        "Skriv et kort brev, og lad beboeren vælge tid",
    )


def test_the_organisations_days_lie_between():
    assert climb(tries(1), Rules(days_between=4)).due_on == dt.date(2026, 11, 27)
    assert climb(tries(3), Rules(days_between=4)).due_on == dt.date(2026, 11, 27)


def test_the_form_explains_it():
    assert advice([]) == []
    assert advice(tries(1)) == [("quiet", "1 forsøg uden kontakt")]
    assert advice(tries(3)) == [("soon", "3 forsøg uden kontakt: prøv et kort i døren med dit telefonnummer")]
    assert advice(tries(2), Rules(tries_before_other_means=2))[0][0] == "soon"


MOMENTS = st.datetimes(
    min_value=dt.datetime(2025, 1, 1), max_value=dt.datetime(2028, 1, 1), timezones=st.just(dt.UTC)
)
TRIES = st.lists(
    st.builds(Try, MOMENTS, st.sampled_from(Means.values), st.sampled_from(["", *AttemptReason.values])),
    min_size=1,
    max_size=8,
)


@given(TRIES, st.integers(1, 6), st.integers(1, 10))
def test_always_words_and_a_business_day_after_the_days_between(made, limit, between):
    rules = Rules(limit, between)
    step = climb(made, rules)
    today = timezone.localdate(made[0].at)
    assert step.text and len(step.text) <= 200
    assert is_weekday(step.due_on)
    assert weekdays_between(today, step.due_on) >= min(between, 5)
    assert advice(made, rules)


@given(MOMENTS, st.integers(1, 20))
def test_another_time_of_day_whatever_lies_between(now, between):
    step = propose_next_try(now, days_between=between)
    assert weekdays_between(timezone.localdate(now), step.due_on) >= between
