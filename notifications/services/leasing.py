"""Taking what is due for a while, by the database clock, so that two dispatchers never take the same.

A lease is a promise to look again, not a lock: when it runs out, whoever comes takes the row again. A row
that was leased before was lost on its way (a killed worker, a flushed broker), so the dispatcher then does
it itself instead of trusting the broker once more.
"""

from dataclasses import dataclass

from notifications.sql import execute, fetch

LEASE = """
WITH due AS (
    SELECT id, leased_until > created_at AS was_sent
    FROM {table}
    WHERE status = 'pending' AND leased_until <= statement_timestamp()
    ORDER BY leased_until
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
)
UPDATE {table} leased
SET leased_until = statement_timestamp() + make_interval(secs => %(seconds)s)
FROM due
WHERE leased.id = due.id
RETURNING leased.id, due.was_sent
"""
"""A row that was never leased has `leased_until = created_at`."""

IS_ANYTHING_DUE = """
SELECT EXISTS (
    SELECT FROM notifications_delivery WHERE status = 'pending' AND leased_until <= statement_timestamp()
) OR EXISTS (
    SELECT FROM notifications_job WHERE status = 'pending' AND leased_until <= statement_timestamp()
) OR EXISTS (
    SELECT FROM notifications_digestmail WHERE status = 'pending' AND leased_until <= statement_timestamp()
)
"""
"""What an idle dispatcher asks: three looks into partial indexes."""


@dataclass(frozen=True)
class Leasable:
    table: str
    seconds: int
    limit: int


DELIVERIES = Leasable("notifications_delivery", seconds=20, limit=5000)
JOBS = Leasable("notifications_job", seconds=20, limit=20)
DIGESTS = Leasable("notifications_digestmail", seconds=120, limit=200)


@dataclass(frozen=True)
class Leased:
    """Ids by the way to take: `fresh` goes to the workers, `lost` was sent before and did not arrive."""

    fresh: list[int]
    lost: list[int]

    def __bool__(self) -> bool:
        return bool(self.fresh or self.lost)


def is_anything_due() -> bool:
    return bool(fetch(IS_ANYTHING_DUE)[0][0])


def lease(what: Leasable) -> Leased:
    rows = fetch(LEASE.format(table=what.table), limit=what.limit, seconds=what.seconds)
    return Leased(
        fresh=[pk for pk, was_sent in rows if not was_sent],
        lost=[pk for pk, was_sent in rows if was_sent],
    )


REQUEUE_ROUTABLE = """
UPDATE notifications_delivery delivery
SET status = 'pending', park_reason = '', settled_at = NULL, leased_until = delivery.created_at
FROM (VALUES (%(day)s::date)) AS today (day) CROSS JOIN LATERAL ({routing}) route
WHERE delivery.status = 'parked' AND delivery.park_reason = 'nobody' AND route.estate_id = delivery.estate_id
"""
"""Somebody has the estate now: an assignment that begins today, or one made while it was being parked."""


def requeue_routable(*, day: object, routing: str) -> int:
    return execute(REQUEUE_ROUTABLE.format(routing=routing), day=day)
