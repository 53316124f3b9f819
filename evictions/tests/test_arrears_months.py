"""Arrears month by month: what was expected against what the lists said."""

import datetime as dt
import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from evictions.arrears_months import MOST, Said, months_of
from evictions.bars import HEIGHT, pairs_of
from evictions.models import Instalment, InstalmentPlan

TODAY = dt.date(2026, 11, 25)
RENT = Decimal("7000.00")
day = dt.date.fromisoformat


def said(*pairs):
    return [Said(day(on), Decimal(amount)) for on, amount in pairs]


def figures(months):
    return [(month.first.month, month.expected, month.actual) for month in months]


def test_without_a_plan_it_is_what_would_be_owed_if_nothing_were_paid():
    months = months_of(
        said(("2026-09-10", "5000"), ("2026-10-10", "12000"), ("2026-11-10", "9000")), [], RENT, TODAY
    )
    assert figures(months) == [(9, None, 5000), (10, 12000, 12000), (11, 19000, 9000)]
    assert not any(month.over for month in months)


def test_the_last_list_of_a_month_counts_and_goes_on_until_another():
    months = months_of(said(("2026-09-10", "5000"), ("2026-09-28", "4000")), [], RENT, TODAY)
    assert [month.actual for month in months] == [4000, 4000, 4000]


def test_a_list_dated_by_a_clock_that_is_ahead_is_todays():
    months = months_of(said(("2026-11-26", "5000"), ("2026-12-01", "6000")), [], RENT, TODAY)
    assert figures(months) == [(11, None, 6000)]


def test_a_year_ends():
    months = months_of(said(("2025-12-10", "5000")), [], RENT, day("2026-01-15"))
    assert [month.first for month in months] == [day("2025-12-01"), day("2026-01-01")]


def test_without_a_rent_nothing_is_expected():
    months = months_of(said(("2026-10-10", "5000"), ("2026-11-10", "9000")), [], None, TODAY)
    assert [month.expected for month in months] == [None, None]


def plan(agreed, ended=None):
    instalments = [
        Instalment(number=n, due_on=day(on), amount=Decimal(3000))
        for n, on in enumerate(["2026-10-01", "2026-11-01", "2026-12-01"], 1)
    ]
    made = InstalmentPlan(
        agreed_on=day(agreed), start_balance=Decimal(9000), tolerance_days=5, ended_at=ended
    )
    return made, instalments


def test_while_a_plan_runs_it_is_what_the_plan_leaves():
    lists = said(("2026-09-10", "9000"), ("2026-10-20", "6000"), ("2026-11-20", "6000"))
    months = months_of(lists, [plan("2026-09-15")], RENT, TODAY)
    assert figures(months) == [(9, 9000, 9000), (10, 6000, 6000), (11, 3000, 6000)]
    assert [month.over for month in months] == [False, False, True]
    assert all(month.by_plan for month in months)


def test_before_and_after_the_plan_it_is_not_measured_by_it():
    ended = dt.datetime(2026, 10, 31, 12, tzinfo=dt.UTC)
    lists = said(("2026-08-10", "9000"), ("2026-11-20", "6000"))
    months = months_of(lists, [plan("2026-09-15", ended)], RENT, TODAY)
    assert [month.by_plan for month in months] == [False, True, False, False]


def test_no_list_no_months():
    assert months_of([], [], RENT, TODAY) == []


@given(
    amounts=st.lists(
        st.tuples(
            st.dates(dt.date(2024, 1, 1), TODAY),
            st.decimals(0, 99999, places=2),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_one_month_after_the_other_up_to_today(amounts):
    months = months_of([Said(on, amount) for on, amount in amounts], [], RENT, TODAY)
    assert len(months) <= MOST
    assert months[-1].first == TODAY.replace(day=1)
    for before, after in itertools.pairwise(months):
        assert (before.first + dt.timedelta(days=32)).replace(day=1) == after.first
        assert after.expected == before.actual + RENT


@given(
    rows=st.lists(
        st.tuples(
            st.none() | st.decimals(0, 99999, places=2),
            st.decimals(0, 99999, places=2),
            st.just("nov."),
        ),
        max_size=15,
    )
)
def test_the_bars_fit_in_their_picture(rows):
    picture = pairs_of(rows)
    for pair in picture.pairs:
        for bar in filter(None, (pair.expected, pair.actual)):
            assert 0 <= bar.y < HEIGHT
            assert bar.y + bar.height == HEIGHT
            assert 0 <= bar.x <= picture.width - picture.bar_width
