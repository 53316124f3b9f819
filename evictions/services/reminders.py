"""Reminding whoever has the household of a day at the bailiff court, 7 and 1 weekdays before.

Of all that lies between, not only of what is exactly 7 days ahead: so a morning that was missed is made up
the next one, and a day that was set late is reminded of too. Once each: a delivery is unique by kind and
hearing, and a day that is moved is another hearing.
"""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from core.weekdays import add_weekdays
from evictions.models import Hearing
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.services.heartbeat import MissedRun, missed_runs
from notifications.services.outbox import owe_deliveries

JOB = "hearing_reminders"
AT, BY, UNTIL = dt.time(6, 0), dt.time(8, 0), dt.time(23, 0)
A_WEEK, THE_DAY_BEFORE = 7, 1
"""Weekdays before the day."""


@transaction.atomic
def remind_of_hearings(day: dt.date) -> int:
    """Owe what is to be told on the business day `day`. Returns how many reminders are new."""
    tomorrow, in_a_week = add_weekdays(day, THE_DAY_BEFORE), add_weekdays(day, A_WEEK)
    return _owe(DeliveryKind.HEARING_TOMORROW, day, tomorrow) + _owe(
        DeliveryKind.HEARING_IN_A_WEEK, tomorrow + dt.timedelta(days=1), in_a_week
    )


def _owe(kind: DeliveryKind, first: dt.date, last: dt.date) -> int:
    """Of days at the court from `first` to `last` that are not over yet."""
    ahead = Hearing.objects.ahead().on_days(first, last).order_by("pk")
    by_organisation: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, organisation_id, estate_id in ahead.values_list("pk", "organisation_id", "estate_id"):
        by_organisation[organisation_id].append((pk, estate_id))
    return sum(
        owe_deliveries(kind=kind, organisation_id=organisation_id, subjects=subjects)
        for organisation_id, subjects in by_organisation.items()
    )


def schedule() -> Scheduled:
    """Before the work of the day; later the same day when the system was down."""
    return Scheduled(JOB, at=AT, until=UNTIL, handler=remind_of_hearings, by=BY)


def missed_reminders(now: dt.datetime | None = None) -> MissedRun | None:
    """The last business day of which no reminders were sent, if nothing was since."""
    now = now or timezone.now()
    return next((run for run in missed_runs(now) if run.job == JOB), None)
