"""From the outbox to the inbox, exactly once: both are in the same database, and one statement does it.

It is sent outside a transaction block: a worker that freezes while waiting holds no lock, because
PostgreSQL commits as soon as the statement is done. Who delivers (a worker, a dispatcher, both at once) does
not matter: a delivery that somebody else has in hand is skipped, and one that is settled is not pending.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from notifications import registry
from notifications.errors import where
from notifications.sql import execute, fetch

logger = logging.getLogger(__name__)
MAX_TRIES = 8

DELIVER = """
WITH taken AS (
    SELECT id, kind, subject_id, organisation_id, estate_id, recipient_id
    FROM notifications_delivery
    WHERE id = ANY(%(ids)s::bigint[]) AND status = 'pending'
    FOR UPDATE SKIP LOCKED
), today AS (
    SELECT %(day)s::date AS day
), named AS (
    {by_subject}
), routed AS (
    SELECT taken.*, COALESCE(taken.recipient_id, named.user_id, route.user_id) AS user_id
    FROM taken
    LEFT JOIN named ON named.delivery_id = taken.id
    LEFT JOIN (
        SELECT route.estate_id, route.user_id
        FROM (VALUES (%(day)s::date)) AS today (day) CROSS JOIN LATERAL ({routing}) route
    ) route ON taken.recipient_id IS NULL AND route.estate_id = taken.estate_id
), received AS (
    INSERT INTO notifications_inboxitem (delivery_id, recipient_id, organisation_id, kind, subject_id)
    SELECT id, user_id, organisation_id, kind, subject_id FROM routed WHERE user_id IS NOT NULL
    ON CONFLICT (delivery_id) DO NOTHING
)
UPDATE notifications_delivery delivery
SET status = CASE WHEN routed.user_id IS NULL THEN 'parked' ELSE 'delivered' END,
    park_reason = CASE WHEN routed.user_id IS NULL THEN 'nobody' ELSE '' END,
    settled_at = now()
FROM routed
WHERE delivery.id = routed.id
RETURNING delivery.status
"""
"""Who gets it is decided here, with today's assignments and absences, not when the list came."""

FAILED = """
UPDATE notifications_delivery
SET attempts = attempts + 1,
    leased_until = now() + make_interval(secs => LEAST(300, power(2, attempts + 1))),
    status = CASE WHEN attempts + 1 >= %(max_tries)s THEN 'parked' ELSE status END,
    park_reason = CASE WHEN attempts + 1 >= %(max_tries)s THEN 'poison' ELSE park_reason END,
    settled_at = CASE WHEN attempts + 1 >= %(max_tries)s THEN now() END
WHERE id = %(id)s AND status = 'pending'
"""
"""Tried again after 2, 4, 8 … seconds; the 8th failure parks it for the coordinator to see."""


@dataclass(frozen=True)
class Outcome:
    delivered: int = 0
    parked: int = 0
    failed: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.delivered + other.delivered, self.parked + other.parked, self.failed + other.failed
        )


def deliver(delivery_ids: Sequence[int], *, day: dt.date | None = None) -> Outcome:
    """Bring these deliveries to their inboxes. Those that are settled or in other hands are left alone."""
    day = day or timezone.localdate()
    try:
        return _deliver(delivery_ids, day)
    except (OperationalError, InterfaceError):
        raise  # The database is away, not the row wrong: the lease runs out and it is tried again.
    except DatabaseError as error:
        if len(delivery_ids) == 1:
            return _note_failure(delivery_ids[0], error)
    outcome = Outcome()
    for delivery_id in delivery_ids:
        outcome += deliver([delivery_id], day=day)
    return outcome


def _deliver(delivery_ids: Sequence[int], day: dt.date) -> Outcome:
    statement = DELIVER.format(routing=registry.routing().sql, by_subject=registry.routing_by_subject())
    with _savepoint_if_in_transaction():
        statuses = [row[0] for row in fetch(statement, ids=list(delivery_ids), day=day)]
    return Outcome(delivered=statuses.count("delivered"), parked=statuses.count("parked"))


def _note_failure(delivery_id: int, error: DatabaseError) -> Outcome:
    logger.error("delivery %s failed: %s", delivery_id, where(error))
    execute(FAILED, id=delivery_id, max_tries=MAX_TRIES)
    return Outcome(failed=1)


def _savepoint_if_in_transaction() -> AbstractContextManager[object]:
    """Outside a transaction the statement is one by itself; begin and commit would only cost round trips."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
