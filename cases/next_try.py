"""When to try again at a door nobody opened: another weekday, another time of day. Pure functions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.weekdays import add_weekdays

NOON = 12
EVENING = 17
REMEMBERED = 3


@dataclass(frozen=True)
class NextStep:
    """What comes next and when."""

    due_on: dt.date
    text: str


def part_of_day(moment: dt.datetime) -> str:
    """'morning', 'afternoon' or 'evening', by the Danish clock."""
    hour = timezone.localtime(moment).hour
    if hour < NOON:
        return "morning"
    return "afternoon" if hour < EVENING else "evening"


def propose_next_try(now: dt.datetime, earlier: Sequence[dt.datetime] = ()) -> NextStep:
    """After an attempt at `now` that met nobody; `earlier` are the attempts before it, newest first.

    The part of the day least tried (later ones first: people who work are home in the evening), on the first
    business day whose weekday was not tried lately.
    """
    attempts = [now, *earlier]
    tried = [part_of_day(attempt) for attempt in attempts]
    part = min(("evening", "afternoon", "morning"), key=lambda name: (tried.count(name), name == tried[0]))
    weekdays = {timezone.localtime(attempt).weekday() for attempt in attempts[:REMEMBERED]}
    today = timezone.localtime(now).date()
    candidates = [add_weekdays(today, ahead) for ahead in (1, 2, 3, 4)]
    day = next((day for day in candidates if day.weekday() not in weekdays), candidates[0])
    words = {
        "morning": _("Prøv igen om formiddagen"),
        "afternoon": _("Prøv igen om eftermiddagen"),
        "evening": _("Prøv igen sidst på dagen"),
    }
    return NextStep(day, words[part])
