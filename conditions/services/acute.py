"""Acute danger that reaches no caretaker: the organisation's coordinators are told at once, day and night.

Asked of what stands in the database, by every dispatcher every ten seconds (registry.register_watch), so a
process that dies on the way loses nothing. It is the delivery itself that says nobody gets it: parked, since
neither household nor estate has anybody today, or since it cannot be delivered.
"""

import datetime as dt

from django.utils import timezone

from accounts.services.telling import COORDINATORS
from notifications.choices import DeliveryKind
from notifications.services.outbox import OR_OWE_AGAIN
from notifications.sql import execute

STUCK = """
SELECT FROM notifications_delivery stuck
WHERE stuck.subject_id = {concern} AND stuck.kind = 'concern' AND stuck.recipient_id IS NULL
  AND stuck.status = 'parked'
"""

TELL = f"""
WITH waiting AS (
    SELECT concern.id, concern.organisation_id, concern.estate_id
    FROM conditions_concernflag concern
    WHERE concern.status = 'received' AND concern.urgency = 'acute'
      AND EXISTS ({STUCK.format(concern="concern.id")})
    FOR SHARE SKIP LOCKED
)
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, waiting.id, waiting.organisation_id, waiting.estate_id, coordinator.user_id
FROM waiting
JOIN ({COORDINATORS}) coordinator ON coordinator.organisation_id = waiting.organisation_id
WHERE NOT EXISTS (
    SELECT FROM notifications_delivery told
    WHERE told.subject_id = waiting.id AND told.kind = %(kind)s AND told.recipient_id = coordinator.user_id
      AND told.status <> 'withdrawn'
)
ORDER BY waiting.id, coordinator.user_id
{OR_OWE_AGAIN}
"""  # noqa: S608 -- all parts are constants
"""Once per concern and coordinator, also when two ask at the same time. One that is being taken is left
alone: the next round sees what became of it."""

WITHDRAW = f"""
UPDATE notifications_delivery told
SET status = 'withdrawn', park_reason = '', settled_at = now()
WHERE told.kind = %(kind)s AND told.status = 'pending'
  AND NOT EXISTS ({STUCK.format(concern="told.subject_id")})
"""  # noqa: S608 -- all parts are constants
"""Somebody gets the concern after all, before the coordinator was told."""


def tell_at_once(day: dt.date | None = None) -> int:
    """Returns how many lines are new."""
    kind = DeliveryKind.ACUTE_CONCERN.value
    execute(WITHDRAW, kind=kind)
    return execute(TELL, kind=kind, day=day or timezone.localdate())
