"""Instalment plans without tables or a clock: making the instalments, and holding them against what is owed.

All amounts in kroner. None of this is statute: what counts as kept and broken is our own proposal [P], shown
with the plan, and a tolerance of some days is the landlord's to give.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final, Protocol

from django.utils.translation import gettext as _

from core.danish import format_kroner
from core.errors import DomainError
from evictions.rules import last_timely_day

MOST_INSTALMENTS: Final = 60
LONGEST_TOLERANCE: Final = 20
"""Days. Less than a month, so that only the rent that fell due last can still be on time."""
NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Payment:
    """One instalment: `amount` kroner, at the latest on `due_on`."""

    due_on: dt.date
    amount: Decimal


class HasPayment(Protocol):
    """A Payment, or a row of the table."""

    @property
    def due_on(self) -> dt.date: ...
    @property
    def amount(self) -> Decimal: ...


def month_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, `months` later; the last of it where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def make_payments(
    balance: Decimal, monthly: Decimal, first_on: dt.date, count: int | None = None
) -> list[Payment]:
    """`monthly` kroner each month from `first_on`, `count` times or until `balance` is paid; the last one is
    what is left. DomainError when they do not fit together."""
    if balance <= 0 or monthly <= 0:
        raise DomainError(_("Beløbene skal være større end 0 kr."))
    needed = int((balance / monthly).to_integral_value(ROUND_CEILING))
    number = needed if count is None else count
    if not 1 <= number <= MOST_INSTALMENTS:
        raise DomainError(
            _("Det bliver til %(number)s afdrag. Der kan højst være %(most)s: vælg et større beløb.")
            % {"number": number, "most": MOST_INSTALMENTS}
        )
    if number > needed:
        raise DomainError(
            _(
                "Med %(monthly)s kr. om måneden er alt betalt efter %(needed)s afdrag. Vælg færre, eller et "
                "mindre beløb."
            )
            % {"monthly": format_kroner(monthly), "needed": needed}
        )
    last = balance - monthly * (number - 1)
    amounts = [monthly] * (number - 1) + [last]
    return [Payment(month_after(first_on, n), amount) for n, amount in enumerate(amounts)]


def check_payments(payments: Sequence[Payment], balance: Decimal, agreed_on: dt.date) -> None:
    """DomainError unless they are in order, each more than 0 kr., and pay exactly `balance`."""
    if not payments:
        raise DomainError(_("Skriv mindst ét afdrag."))
    if len(payments) > MOST_INSTALMENTS:
        raise DomainError(_("Der kan højst være %(most)s afdrag.") % {"most": MOST_INSTALMENTS})
    if any(payment.amount <= 0 for payment in payments):
        raise DomainError(_("Hvert afdrag skal være større end 0 kr."))
    days = [payment.due_on for payment in payments]
    if days != sorted(set(days)):
        raise DomainError(_("Afdragene skal stå i rækkefølge, med hver sin dag. Ret en af datoerne."))
    if days[0] < agreed_on:
        raise DomainError(_("Det første afdrag ligger før den dag, aftalen er indgået. Ret en af datoerne."))
    total = sum((payment.amount for payment in payments), NOTHING)
    if total != balance:
        raise DomainError(
            _(
                "Afdragene er %(total)s kr. i alt, men restancen er %(balance)s kr. Ret et afdrag, eller "
                "beregn igen."
            )
            % {"total": format_kroner(total), "balance": format_kroner(balance)}
        )


def late_payments(payments: Iterable[HasPayment], tolerance_days: int, day: dt.date) -> Decimal:
    """What should have been paid by `day` when each instalment may be `tolerance_days` late."""
    late = dt.timedelta(days=tolerance_days)
    return sum((payment.amount for payment in payments if payment.due_on + late < day), NOTHING)


def rent_due_on(day: dt.date) -> dt.date:
    """The last timely day of the rent of that month: rent is due on the 1st."""
    return last_timely_day(day.replace(day=1))


def running_rent(rent: Decimal | None, tolerance_days: int, day: dt.date) -> Decimal | None:
    """How much of what is owed on `day` can be rent that is not late yet: the month's rent until it is
    `tolerance_days` late, then nothing. None when the rent is not known, and so nothing can be said."""
    if rent_due_on(day) + dt.timedelta(days=tolerance_days) < day:
        return NOTHING
    return rent


def too_much_owed(
    payments: Sequence[HasPayment],
    *,
    start_balance: Decimal,
    tolerance_days: int,
    rent: Decimal | None,
    owed: Decimal,
    day: dt.date,
) -> Decimal:
    """How much more is owed on `day` than the plan allows; 0 when it is kept, or when it cannot be said.
    Before the first instalment is late nothing breaks it. services/plans_broken.py says the same in SQL."""
    paid = late_payments(payments, tolerance_days, day)
    running = running_rent(rent, tolerance_days, day)
    if not paid or running is None:
        return NOTHING
    expected = max(start_balance - paid, NOTHING)
    return max(owed - expected - running, NOTHING)
