"""When an agreement is followed up: after two to four weeks, and after three months. Pure functions."""

import datetime as dt

from core.months import months_after
from core.weekdays import next_weekday

FIRST = dt.timedelta(days=21)
FIRST_WITHIN = (dt.timedelta(days=14), dt.timedelta(days=28))
SECOND_MONTHS = 3
SECOND_GIVES = dt.timedelta(days=14)
"""How far from three months the second may be moved, either way; our own bound [P]."""


def proposed_days(agreed_on: dt.date) -> list[dt.date]:
    """Three weeks and three months on; each moved to the first weekday."""
    return [next_weekday(agreed_on + FIRST), next_weekday(months_after(agreed_on, SECOND_MONTHS))]


def bounds_of(agreed_on: dt.date, due_on: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day a follow-up may be moved to; which of the two it is, `due_on` tells."""
    earliest, latest = (agreed_on + days for days in FIRST_WITHIN)
    if due_on <= latest:
        return earliest, latest
    middle = months_after(agreed_on, SECOND_MONTHS)
    return middle - SECOND_GIVES, middle + SECOND_GIVES
