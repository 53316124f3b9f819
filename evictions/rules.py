"""The days of an arrears case and of a complaint. Pure functions without tables or a clock; what the law says
stands in evictions/law.py. Each names its source, and none of it is legal advice.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.weekdays import ONE_DAY, add_weekdays, next_weekday, quiet_day
from evictions.law import DEMAND_FEES

DEMAND_DAYS: Final = 14
WEEKDAYS_BEFORE_DEMAND: Final = 3
COMPLAINT_DAYS: Final = 28
JULY: Final = 7


class UnknownFeeError(DomainError):
    """The fee of a year nobody has verified is not guessed."""


@dataclass(frozen=True)
class EarliestDemand:
    """The earliest day a demand may be sent, on both readings of the law. `safe` holds on either."""

    saturday_counts: dt.date
    safe: dt.date

    @property
    def is_disputed(self) -> bool:
        return self.saturday_counts != self.safe


@dataclass(frozen=True)
class Deadline:
    """The last day to pay after a demand. `date` is None when it is not proved when the demand came forward:
    then there is no deadline to show. `warnings` are sentences that do not move it."""

    date: dt.date | None
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def last_timely_day(due: dt.date) -> dt.date:
    """The last day rent due on `due` is timely: moved off a Saturday, holiday or Constitution Day.

    ALL § 44(2) [A].
    """
    return next_weekday(due)


@lru_cache(maxsize=4096)
def earliest_demand(due: dt.date) -> EarliestDemand:
    """The first business day after the 3rd weekday after the last timely day of rent due on `due`.

    ALL § 90(1) no. 1, (2) [A, A-, B]. Whether a Saturday (or Constitution Day, which the act names beside
    it) is one of the three is disputed: a high court counts it, a bailiff court does not. The safe reading
    counts neither.
    """
    last = last_timely_day(due)
    third_counted = add_weekdays(last, WEEKDAYS_BEFORE_DEMAND, saturday=True, constitution_day=True)
    third_safe = add_weekdays(last, WEEKDAYS_BEFORE_DEMAND)
    return EarliestDemand(saturday_counts=add_weekdays(third_counted, 1), safe=add_weekdays(third_safe, 1))


@lru_cache(maxsize=4096)
def demand_deadline(received: dt.date | None) -> Deadline:
    """14 days after the demand has come forward (`received`), the day of receipt not counted; moved off a
    Saturday, holiday or Constitution Day.

    ALL § 90(1) no. 1 [A, A-]. Without proof of receipt there is no deadline to compute: pass None, never the
    day it was printed or sent. 24 and 31 December are not moved, but warned of.
    """
    if received is None:
        return Deadline(None, (_("Uden bevis for, hvornår påkravet kom frem, er fristen ukendt."),))
    date = next_weekday(received + dt.timedelta(days=DEMAND_DAYS))
    warning = deadline_warning(date)
    return Deadline(date, (warning,) if warning else ())


@lru_cache(maxsize=4096)
def earliest_deadline(due: dt.date) -> dt.date:
    """Before this day no deadline for rent due on `due` can run out, whenever the demand was received.

    An estimate, for when there is no proof of receipt; to be shown as one.
    """
    received = earliest_demand(due).saturday_counts
    return next_weekday(received + dt.timedelta(days=DEMAND_DAYS))


@lru_cache(maxsize=4096)
def earliest_termination(deadline: dt.date) -> dt.date:
    """The first business day after the demand deadline `deadline`; until then a termination is too early.

    ALL § 92(1) [A, B]. That it waits for a business day is our own caution.
    """
    return next_weekday(deadline + ONE_DAY)


@lru_cache(maxsize=4096)
def complaint_action_due(received: dt.date) -> dt.date:
    """The last day for the landlord to act on a reasoned written complaint received on `received`: 4 weeks,
    the day of receipt and July not counted; moved off a Saturday, holiday or Constitution Day.

    ALL § 83(2) [A].
    """
    return next_weekday(complaint_last_day(received))


def complaint_last_day(received: dt.date) -> dt.date:
    """As `complaint_action_due`, before it is moved."""
    day, left = received, COMPLAINT_DAYS
    while left:
        day += ONE_DAY
        left -= day.month != JULY
    return day


def leaves_july_out(received: dt.date) -> bool:
    """Whether days of July are not counted in the 4 weeks. One that ends on a Sunday 30 June and is moved to
    1 July leaves none out."""
    last_of_july = dt.date(received.year, JULY, 31)
    return received < last_of_july < complaint_last_day(received)


def board_decision_due(replied: dt.date) -> dt.date:
    """The last day of the residents' complaints board's 4 weeks from the respondent's reply: 28 days, neither
    July left out nor moved, since that is not stated.

    ALL § 105 [A].
    """
    return replied + dt.timedelta(days=COMPLAINT_DAYS)


def board_appeal_due(decided: dt.date) -> dt.date:
    """The last day to bring the board's decision to court: 28 days, as `board_decision_due`.

    ALL § 106 [A].
    """
    return decided + dt.timedelta(days=COMPLAINT_DAYS)


def sanction_ends(starts: dt.date) -> dt.date:
    """The day a conditional tenancy of 1 year that runs from `starts` is over: the same date next year.

    ALL § 82 [A]; that it is the same date is our reading [P].
    """
    try:
        return starts.replace(year=starts.year + 1)
    except ValueError:  # 29 February
        return dt.date(starts.year + 1, 2, 28)


def demand_fee(year: int) -> Decimal:
    """What a demand may cost the tenant in `year`, in kroner. UnknownFeeError for a year not verified.

    ALL § 90 with the yearly rates [B]; evictions.law.DEMAND_FEES.
    """
    fee = DEMAND_FEES.get(year)
    if fee is None:
        raise UnknownFeeError(
            _("Påkravsgebyret for %(year)s er ikke efterprøvet. Slå satsen op, og skriv beløbet selv.")
            % {"year": year}
        )
    return fee.amount


def deadline_warning(deadline: dt.date) -> str:
    """A sentence for a deadline on 24 or 31 December, which the rules do not move; else ''."""
    name = quiet_day(deadline)
    if not name:
        return ""
    return _(
        "Fristen falder på %(day)s. Reglerne flytter den ikke, men meget er lukket. Regn med dagen før."
    ) % {"day": name}
