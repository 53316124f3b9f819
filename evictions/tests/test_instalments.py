"""Instalments: how they are made, what fits together, and what a plan allows on a day."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from evictions.instalments import (
    MOST_INSTALMENTS,
    Payment,
    check_payments,
    make_payments,
    month_after,
    rent_due_on,
    running_rent,
    too_much_owed,
)

day = dt.date.fromisoformat
FIRST = day("2026-12-01")
KRONER = st.decimals(min_value=1, max_value=90_000, places=2)
DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 1, 1))


def kroner(*amounts):
    return [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("balance", "monthly", "count", "amounts"),
    [
        ("9000", "3000", None, ("3000", "3000", "3000")),
        ("9412.50", "3000", None, ("3000", "3000", "3000", "412.50")),
        ("9412.50", "3000", 3, ("3000", "3000", "3412.50")),
        ("500", "3000", None, ("500",)),
        ("500", "3000", 1, ("500",)),
    ],
)
def test_the_last_one_is_what_is_left(balance, monthly, count, amounts):
    payments = make_payments(Decimal(balance), Decimal(monthly), FIRST, count)
    assert [payment.amount for payment in payments] == kroner(*amounts)
    assert payments[0].due_on == FIRST


@pytest.mark.parametrize(
    ("balance", "monthly", "count", "says"),
    [
        ("9000", "3000", 4, "Vælg færre"),
        ("9000", "100", None, "højst være 60"),
        ("9000", "0", None, "større end 0"),
        ("0", "100", None, "større end 0"),
    ],
)
def test_what_does_not_fit_together(balance, monthly, count, says):
    with pytest.raises(DomainError, match=says):
        make_payments(Decimal(balance), Decimal(monthly), FIRST, count)


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-11-15", 3, "2027-02-15"),
        ("2026-12-01", 0, "2026-12-01"),
    ],
)
def test_the_same_day_of_the_month(start, months, then):
    assert month_after(day(start), months) == day(then)


@given(balance=KRONER, monthly=KRONER, first=DAYS)
def test_made_instalments_always_pay_exactly_what_is_owed(balance, monthly, first):
    try:
        payments = make_payments(balance, monthly, first)
    except DomainError:
        assert balance / monthly > MOST_INSTALMENTS
        return
    check_payments(payments, balance, first)
    assert all(0 < payment.amount <= monthly for payment in payments)


@pytest.mark.parametrize(
    ("payments", "says"),
    [
        ([], "mindst ét afdrag"),
        ([Payment(FIRST, Decimal(0)), Payment(day("2027-01-01"), Decimal(100))], "større end 0"),
        ([Payment(FIRST, Decimal(50)), Payment(FIRST, Decimal(50))], "hver sin dag"),
        ([Payment(day("2027-01-01"), Decimal(50)), Payment(FIRST, Decimal(50))], "i rækkefølge"),
        ([Payment(day("2026-11-01"), Decimal(100))], "før den dag"),
        ([Payment(FIRST, Decimal(99))], "99,00 kr. i alt, men restancen er 100,00 kr"),
        ([Payment(FIRST, Decimal(101))], "101,00 kr. i alt, men restancen er 100,00 kr"),
        ([Payment(month_after(FIRST, n), Decimal(1)) for n in range(61)], "højst være 60"),
    ],
)
def test_instalments_by_hand(payments, says):
    with pytest.raises(DomainError, match=says):
        check_payments(payments, Decimal(100), day("2026-11-28"))


@pytest.mark.parametrize(
    ("on", "rent"),
    [("2026-12-01", "7500"), ("2026-12-06", "7500"), ("2026-12-07", "0"), ("2026-12-31", "0")],
)
def test_this_months_rent_is_not_late_at_once(on, rent):
    assert running_rent(Decimal(7500), 5, day(on)) == Decimal(rent)


def test_a_rent_that_is_not_known_says_nothing_until_it_would_be_late():
    assert running_rent(None, 5, day("2026-12-06")) is None
    assert running_rent(None, 5, day("2026-12-07")) == 0
    assert rent_due_on(day("2026-11-20")) == day("2026-11-02")  # the 1st is a Sunday


PLAN = [Payment(day("2026-12-01"), Decimal(3000)), Payment(day("2027-01-01"), Decimal(3000))]


@pytest.mark.parametrize(
    ("owed", "on", "too_much"),
    [
        ("6000", "2026-11-30", "0"),  # nothing is due
        ("9999", "2026-12-06", "0"),  # five days late is allowed
        ("6000", "2026-12-07", "3000"),  # six are not
        ("3000", "2026-12-07", "0"),
        ("3000.01", "2026-12-07", "0.01"),
        ("10500", "2027-01-05", "0"),  # January's rent is not late yet
        ("10500.01", "2027-01-05", "0.01"),
        ("0.01", "2027-01-10", "0.01"),
        ("0", "2027-01-10", "0"),
    ],
)
def test_at_the_edge_of_the_tolerance(owed, on, too_much):
    found = too_much_owed(
        PLAN,
        start_balance=Decimal(6000),
        tolerance_days=5,
        rent=Decimal(7500),
        owed=Decimal(owed),
        day=day(on),
    )
    assert found == Decimal(too_much)
