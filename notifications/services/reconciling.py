"""The proof that nothing is lost: what is owed, the outbox and the inboxes agree."""

from dataclasses import asdict, dataclass

from notifications import registry
from notifications.sql import fetch

OWED = """
SELECT count(*),
       count(*) FILTER (WHERE delivery.status = 'pending'),
       count(*) FILTER (WHERE delivery.status = 'delivered'),
       count(*) FILTER (WHERE delivery.status = 'parked'),
       count(*) FILTER (WHERE delivery.id IS NULL OR delivery.status = 'withdrawn')
FROM ({owed}) AS owed (subject_id)
LEFT JOIN notifications_delivery delivery
  ON delivery.subject_id = owed.subject_id AND delivery.kind = %(kind)s AND delivery.recipient_id IS NULL
"""
"""Each owed subject joins at most one delivery (delivery_once), so it is counted in exactly one column."""

INBOX = """
SELECT count(*),
       count(DISTINCT item.subject_id),
       count(*) FILTER (WHERE delivery.status <> 'delivered')
FROM notifications_inboxitem item JOIN notifications_delivery delivery ON delivery.id = item.delivery_id
WHERE item.kind = %(kind)s AND delivery.recipient_id IS NULL
"""

DELIVERED_WITHOUT_ITEM = """
SELECT count(*) FROM notifications_delivery delivery
WHERE delivery.kind = %(kind)s AND delivery.status = 'delivered'
  AND NOT EXISTS (SELECT FROM notifications_inboxitem item WHERE item.delivery_id = delivery.id)
"""

QUEUE = """
SELECT
    (SELECT count(*) FROM notifications_delivery WHERE status = 'pending'),
    (SELECT count(*) FROM notifications_delivery WHERE status = 'parked'),
    (SELECT COALESCE(EXTRACT(epoch FROM statement_timestamp() - min(created_at)), 0)
     FROM notifications_delivery WHERE status = 'pending'),
    (SELECT count(*) FROM notifications_job WHERE status = 'pending'),
    (SELECT COALESCE(EXTRACT(epoch FROM statement_timestamp() - min(created_at)), 0)
     FROM notifications_job WHERE status = 'pending')
"""


@dataclass(frozen=True)
class Balance:
    """`missing`: owed, and neither pending nor delivered nor parked. All of the last four must be 0."""

    kind: str
    owed: int
    pending: int
    delivered: int
    parked: int
    inbox: int
    missing: int
    twice: int
    delivered_without_item: int
    item_without_delivery: int

    @property
    def is_balanced(self) -> bool:
        return not (self.missing or self.twice or self.delivered_without_item or self.item_without_delivery)

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | {"balanced": self.is_balanced}


@dataclass(frozen=True)
class Queue:
    """What waits: counts and ages in seconds, nothing about anybody."""

    pending: int
    parked: int
    oldest_pending_seconds: int
    jobs: int
    oldest_job_seconds: int


def reconcile() -> list[Balance]:
    """One balance per kind of delivery that something must have."""
    return [_balance(kind, sql) for kind, sql in registry.owed().items()]


def _balance(kind: str, sql: str) -> Balance:
    owed, pending, delivered, parked, missing = fetch(OWED.format(owed=sql), kind=kind)[0]
    inbox, distinct, unsettled = fetch(INBOX, kind=kind)[0]
    without_item = fetch(DELIVERED_WITHOUT_ITEM, kind=kind)[0][0]
    return Balance(
        kind=kind,
        owed=owed,
        pending=pending,
        delivered=delivered,
        parked=parked,
        inbox=inbox,
        missing=missing,
        twice=inbox - distinct,
        delivered_without_item=without_item,
        item_without_delivery=unsettled,
    )


def queue() -> Queue:
    return Queue(*(int(number) for number in fetch(QUEUE)[0]))
