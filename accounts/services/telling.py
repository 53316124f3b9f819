"""What nobody has taken in time: each coordinator of the organisation is told, once.

Called by the clock, so without an actor: what waits is given by the app that knows of it.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.weekdays import last_late_day
from notifications.choices import DeliveryKind
from notifications.sql import execute, fetch

TOLERANCES = "SELECT DISTINCT untaken_after_weekdays FROM residents_housingorganisation"

COORDINATORS = """
SELECT DISTINCT membership.organisation_id, membership.user_id
FROM accounts_membership membership JOIN accounts_user person ON person.id = membership.user_id
WHERE membership.role = 'coordinator' AND person.is_active
  AND COALESCE(membership.ended_on, %(day)s::date) >= %(day)s::date
"""

TELL_COORDINATORS = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, untaken.id, untaken.organisation_id, untaken.estate_id, coordinator.user_id
FROM unnest(%(weekdays)s::int[], %(before)s::timestamptz[]) AS late (weekdays, before)
JOIN residents_housingorganisation organisation ON organisation.untaken_after_weekdays = late.weekdays
JOIN ({untaken}) untaken
  ON untaken.organisation_id = organisation.id AND untaken.created_at < late.before
JOIN ({coordinators}) coordinator ON coordinator.organisation_id = organisation.id
WHERE NOT EXISTS (
    SELECT FROM notifications_delivery told
    WHERE told.subject_id = untaken.id AND told.kind = %(kind)s AND told.recipient_id = coordinator.user_id
)
ORDER BY untaken.id, coordinator.user_id
ON CONFLICT DO NOTHING
"""
"""`before` is the end of the last day whose subjects should have been taken by now. Unique per subject and
recipient: telling again changes nothing."""


@transaction.atomic
def tell_of_untaken(*, kind: DeliveryKind, untaken: str, day: dt.date) -> int:
    """Owe the coordinators a line about each not taken in time. `untaken` is a SELECT, a constant, of (id,
    organisation_id, estate_id, created_at) of what waits. Returns how many lines are new."""
    tolerances = [row[0] for row in fetch(TOLERANCES)]
    before = [midnight_after(last_late_day(day, weekdays)) for weekdays in tolerances]
    statement = TELL_COORDINATORS.format(untaken=untaken, coordinators=COORDINATORS)
    return execute(statement, kind=kind.value, weekdays=tolerances, before=before, day=day)


def midnight_after(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())
