"""The next legal date of an eviction case: what the review is sorted by. Pure, and without a clock: a day
that has passed stays until somebody registers what came of it, so it never hides behind a later one."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from evictions.choices import EvictionStatus, LegalDate
from evictions.rules import earliest_demand

if TYPE_CHECKING:
    from evictions.models import EvictionCase

NextDate = tuple[dt.date | None, str]
NONE: NextDate = (None, "")


def next_date(case: "EvictionCase") -> NextDate:
    """(day, LegalDate) of an open case; (None, "") when nothing is known to come, and of a closed one.

    A day at the court comes whatever else holds. While the landlord lets the case rest, the end of the rest
    is next; otherwise what follows from how far the course has come.
    """
    if not case.is_open:
        return NONE
    at_court = [
        (timezone.localdate(moment), str(kind))
        for moment, kind in ((case.hearing_at, LegalDate.HEARING), (case.eviction_at, LegalDate.EVICTION))
        if moment
    ]
    if case.standstill_until:
        return min([*at_court, (case.standstill_until, str(LegalDate.STANDSTILL_END))])
    return min(at_court) if at_court else _from_status(case)


def _from_status(case: "EvictionCase") -> NextDate:
    if case.status == EvictionStatus.ARREARS and case.due_date:
        return earliest_demand(case.due_date).safe, LegalDate.DEMAND_POSSIBLE
    if case.status == EvictionStatus.DEMAND and case.demand_deadline:
        return case.demand_deadline, LegalDate.DEADLINE
    if case.status == EvictionStatus.TERMINATED and case.move_out_on:
        return case.move_out_on, LegalDate.MOVE_OUT
    return NONE
