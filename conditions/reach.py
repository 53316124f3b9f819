"""Who gets a concern today, for whoever reported it: the receipt promises nobody who is not there."""

from typing import Any

from django.utils import timezone

from accounts.services.telling import COORDINATORS
from conditions.choices import ConcernStatus, Urgency
from conditions.push import BY_HANDS
from notifications import registry
from notifications.sql import fetch

CARETAKER, COORDINATOR, NEXT, NOBODY = "caretaker", "coordinator", "next", "nobody"

REACHES = """
WITH today AS (
    SELECT %(day)s::date AS day
), taken AS (
    SELECT 0::bigint AS id, 'concern' AS kind, %(concern)s::bigint AS subject_id, NULL::bigint AS recipient_id
)
SELECT EXISTS (SELECT FROM ({by_hands}) named)
    OR EXISTS (SELECT FROM today CROSS JOIN LATERAL ({routing}) route WHERE route.estate_id = %(estate)s),
    EXISTS (SELECT FROM ({coordinators}) coordinator WHERE coordinator.organisation_id = %(organisation)s)
"""


def whom_it_reaches(concern: Any) -> str:
    """A caretaker; the coordinator at once, of acute danger (services/acute.py); else the next who gets the
    estate, and the coordinator by and by. `nobody` where there is no coordinator either."""
    if concern.status != ConcernStatus.RECEIVED:
        return CARETAKER
    statement = REACHES.format(by_hands=BY_HANDS, routing=registry.routing().sql, coordinators=COORDINATORS)
    has_caretaker, has_coordinator = fetch(
        statement,
        day=timezone.localdate(),
        concern=concern.pk,
        estate=concern.estate_id,
        organisation=concern.organisation_id,
    )[0]
    if has_caretaker:
        return CARETAKER
    if not has_coordinator:
        return NOBODY
    return COORDINATOR if concern.urgency == Urgency.ACUTE else NEXT
