"""The whole matrix of how a case may move: what services, lists and decisions all ask."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from evictions.choices import (
    BACK_TRANSITIONS,
    EVICTION_TRANSITIONS,
    OPEN_EVICTIONS,
    STATUS_ORDER,
    EvictionStatus,
    LegalDate,
)
from evictions.models import EvictionCase
from evictions.next_dates import next_date
from evictions.services.eviction_writes import may_move

S = EvictionStatus
PAIRS = list(itertools.product(EvictionStatus, EvictionStatus))
BACK = {
    (S.DEMAND, S.ARREARS),
    (S.TERMINATED, S.ARREARS),
    (S.FILED, S.ARREARS),
    (S.FILED, S.TERMINATED),
    (S.HEARING, S.ARREARS),
    (S.HEARING, S.TERMINATED),
    (S.HEARING, S.FILED),
    (S.EVICTION, S.ARREARS),
    (S.EVICTION, S.TERMINATED),
    (S.EVICTION, S.FILED),
    (S.EVICTION, S.HEARING),
}


def forward(before, after):
    if before == S.CLOSED:
        return after != S.CLOSED
    return STATUS_ORDER[after] > STATUS_ORDER[before]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_pair(before, after):
    assert may_move(before, after) is forward(before, after)
    assert may_move(before, after, back=True) is (forward(before, after) or (before, after) in BACK)


def test_the_tables_name_every_status_and_no_way_onto_itself():
    assert set(EVICTION_TRANSITIONS) == set(EvictionStatus)
    assert all(status not in targets for status, targets in EVICTION_TRANSITIONS.items())
    assert set(BACK_TRANSITIONS) <= OPEN_EVICTIONS


TODAY = dt.date(2026, 11, 25)
AT = timezone.make_aware(dt.datetime(2026, 12, 10, 9, 30))


def case(status, **known):
    closed = {"closed_from": "demand", "outcome": "other"} if status == S.CLOSED else {}
    return EvictionCase(status=status, **closed, **known)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"status": S.ARREARS}, (None, "")),
        ({"status": S.ARREARS, "due_date": dt.date(2026, 7, 1)}, ("2026-07-07", LegalDate.DEMAND_POSSIBLE)),
        ({"status": S.DEMAND}, (None, "")),
        ({"status": S.DEMAND, "demand_deadline": TODAY}, ("2026-11-25", LegalDate.DEADLINE)),
        ({"status": S.TERMINATED, "demand_deadline": TODAY}, (None, "")),
        ({"status": S.TERMINATED, "move_out_on": TODAY}, ("2026-11-25", LegalDate.MOVE_OUT)),
        ({"status": S.FILED, "move_out_on": TODAY}, (None, "")),
        ({"status": S.HEARING, "hearing_at": AT}, ("2026-12-10", LegalDate.HEARING)),
        ({"status": S.EVICTION, "eviction_at": AT}, ("2026-12-10", LegalDate.EVICTION)),
        (
            {"status": S.DEMAND, "demand_deadline": TODAY, "standstill_until": dt.date(2026, 12, 24)},
            ("2026-12-24", LegalDate.STANDSTILL_END),
        ),
        (
            {"status": S.HEARING, "hearing_at": AT, "standstill_until": dt.date(2026, 12, 24)},
            ("2026-12-10", LegalDate.HEARING),
        ),
        (
            {"status": S.HEARING, "hearing_at": AT, "standstill_until": dt.date(2026, 12, 1)},
            ("2026-12-01", LegalDate.STANDSTILL_END),
        ),
        ({"status": S.CLOSED, "demand_deadline": TODAY, "hearing_at": AT}, (None, "")),
    ],
)
def test_the_next_date(known, expected):
    on, kind = next_date(case(**known))
    assert (str(on) if on else None, kind) == expected


def test_a_passed_day_stays_until_somebody_says_what_came_of_it():
    on, kind = next_date(case(S.DEMAND, demand_deadline=dt.date(2020, 1, 1)))
    assert (on, kind) == (dt.date(2020, 1, 1), LegalDate.DEADLINE)


def test_late_in_the_evening_is_the_danish_day():
    moment = dt.datetime(2026, 12, 10, 23, 30, tzinfo=dt.UTC)
    assert next_date(case(S.HEARING, hearing_at=moment))[0] == dt.date(2026, 12, 11)
