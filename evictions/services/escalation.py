"""A notice that nobody has taken in time: each coordinator of the organisation is told, once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.weekdays import add_weekdays
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.sql import execute, fetch

AT = dt.time(6, 30)
UNTIL = dt.time(23, 0)

TOLERANCES = "SELECT DISTINCT untaken_after_weekdays FROM residents_housingorganisation"

TELL_COORDINATORS = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, notice.id, notice.organisation_id, notice.estate_id, coordinator.user_id
FROM unnest(%(weekdays)s::int[], %(before)s::timestamptz[]) AS late (weekdays, before)
JOIN residents_housingorganisation organisation ON organisation.untaken_after_weekdays = late.weekdays
JOIN evictions_arrearsnotice notice
  ON notice.organisation_id = organisation.id
 AND notice.status IN ('open', 'proposed') AND notice.taken_at IS NULL AND notice.created_at < late.before
JOIN (
    SELECT DISTINCT membership.organisation_id, membership.user_id
    FROM accounts_membership membership JOIN accounts_user person ON person.id = membership.user_id
    WHERE membership.role = 'coordinator' AND person.is_active
      AND COALESCE(membership.ended_on, %(day)s::date) >= %(day)s::date
) coordinator ON coordinator.organisation_id = organisation.id
WHERE NOT EXISTS (
    SELECT FROM notifications_delivery told
    WHERE told.subject_id = notice.id AND told.kind = %(kind)s AND told.recipient_id = coordinator.user_id
)
ORDER BY notice.id, coordinator.user_id
ON CONFLICT DO NOTHING
"""
"""`before` is the end of the last day whose notices should have been taken by now. Unique per notice and
recipient: telling again changes nothing."""


@transaction.atomic
def tell_coordinators(day: dt.date) -> int:
    """Owe the coordinators a line about each notice not taken in time. Returns how many lines are new."""
    tolerances = [row[0] for row in fetch(TOLERANCES)]
    before = [midnight_after(last_late_day(day, weekdays)) for weekdays in tolerances]
    return execute(
        TELL_COORDINATORS,
        kind=DeliveryKind.UNTAKEN_NOTICE.value,
        weekdays=tolerances,
        before=before,
        day=day,
    )


def last_late_day(day: dt.date, weekdays: int) -> dt.date:
    """The last day whose notices had all their weekdays, the day itself not counted, before `day` began.

    With 2 weekdays: what came on Monday may be taken until Wednesday night, and is late on Thursday.
    """
    came = day - dt.timedelta(days=1)
    while add_weekdays(came, weekdays) >= day:
        came -= dt.timedelta(days=1)
    return came


def midnight_after(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())


def schedule() -> Scheduled:
    """Every weekday morning before the digest; later the same day when the system was down."""
    return Scheduled("untaken", at=AT, until=UNTIL, handler=tell_coordinators)
