"""Writing what is owed, in the transaction of its cause; delivering.py brings it there.

These services have no actor of their own: the service that calls them has checked who is acting.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from notifications.choices import DeliveryKind
from notifications.sql import execute

OWE = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id)
SELECT %(kind)s, owed.subject_id, %(organisation_id)s, owed.estate_id
FROM unnest(%(subject_ids)s::bigint[], %(estate_ids)s::bigint[]) AS owed (subject_id, estate_id)
ORDER BY owed.subject_id
ON CONFLICT DO NOTHING
"""
"""One delivery per subject; owing it again changes nothing. In order, so that two at once do not deadlock."""

OR_OWE_AGAIN = """
ON CONFLICT (subject_id, kind, recipient_id) DO UPDATE
SET status = 'pending', attempts = 0, settled_at = NULL, leased_until = notifications_delivery.created_at
WHERE notifications_delivery.status = 'withdrawn'
"""
"""The end of an INSERT of what is owed: what was withdrawn is owed once more, the rest is owed already."""

OWE_TO = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, recipient_id)
SELECT %(kind)s, %(subject_id)s, %(organisation_id)s, person.id
FROM unnest(%(recipient_ids)s::bigint[]) AS person (id)
ORDER BY person.id
ON CONFLICT DO NOTHING
"""

OWE_NEW = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id)
SELECT %(kind)s, owed.subject_id, %(organisation)s, owed.estate_id
FROM ({subjects}) AS owed (subject_id, estate_id)
"""

WITHDRAW = """
UPDATE notifications_delivery
SET status = 'withdrawn', park_reason = '', settled_at = now()
WHERE kind = %(kind)s AND subject_id = ANY(%(subject_ids)s::bigint[]) AND status <> 'withdrawn'
"""

WITHDRAW_UNDELIVERED = """
UPDATE notifications_delivery
SET status = 'withdrawn', park_reason = '', settled_at = now()
WHERE kind = ANY(%(kinds)s) AND subject_id = ANY(%(subject_ids)s::bigint[])
  AND status IN ('pending', 'parked')
"""
"""Waits for whoever is delivering one of them; what they have delivered by then is left alone."""

WITHDRAW_FROM_OTHERS = """
UPDATE notifications_delivery
SET status = 'withdrawn', park_reason = '', settled_at = now()
WHERE kind = %(kind)s AND subject_id = %(subject_id)s AND status <> 'withdrawn'
  AND recipient_id <> ALL(%(recipient_ids)s::bigint[])
"""

OWE_AGAIN_TO = """
UPDATE notifications_delivery
SET status = 'pending', attempts = 0, settled_at = NULL, leased_until = created_at
WHERE kind = %(kind)s AND subject_id = %(subject_id)s AND status = 'withdrawn'
  AND recipient_id = ANY(%(recipient_ids)s::bigint[])
"""

EMPTY_INBOX = """
DELETE FROM notifications_inboxitem item
USING notifications_delivery delivery
WHERE delivery.id = item.delivery_id AND delivery.status = 'withdrawn'
  AND delivery.kind = %(kind)s AND delivery.subject_id = ANY(%(subject_ids)s::bigint[])
"""
"""Runs after WITHDRAW has waited for whoever was delivering, so it sees what they put in."""

OWE_AGAIN = """
UPDATE notifications_delivery
SET status = 'pending', attempts = 0, settled_at = NULL, leased_until = created_at
WHERE kind = ANY(%(kinds)s) AND subject_id = ANY(%(subject_ids)s::bigint[]) AND status = 'withdrawn'
"""

REQUEUE = """
UPDATE notifications_delivery
SET status = 'pending', park_reason = '', attempts = 0, settled_at = NULL, leased_until = created_at
WHERE status = 'parked' AND estate_id = ANY(%(estate_ids)s::bigint[])
"""
"""`leased_until = created_at` is how a delivery that was never sent looks: due now."""


def owe_deliveries(
    *, kind: DeliveryKind | str, organisation_id: int, subjects: Sequence[tuple[int, int]]
) -> int:
    """Owe (subject_id, estate_id) to whoever has the estate at delivery. Returns how many are new."""
    if not subjects:
        return 0
    subject_ids, estate_ids = zip(*subjects, strict=True)
    return execute(
        OWE,
        kind=str(kind),
        organisation_id=organisation_id,
        subject_ids=list(subject_ids),
        estate_ids=list(estate_ids),
    )


def owe_to(
    *, kind: DeliveryKind | str, subject_id: int, organisation_id: int, recipient_ids: Iterable[int]
) -> int:
    """Owe one subject to these users, whoever has the estate. Returns how many are new."""
    return execute(
        OWE_TO,
        kind=str(kind),
        subject_id=subject_id,
        organisation_id=organisation_id,
        recipient_ids=list(recipient_ids),
    )


@transaction.atomic
def owe_only_to(
    *, kind: DeliveryKind | str, subject_id: int, organisation_id: int, recipient_ids: Iterable[int]
) -> None:
    """As owe_to, and to nobody else any more: it leaves the inboxes of those who had it before. Who had it
    once, and gets it again, is told anew."""
    ids = list(recipient_ids)
    names = {"kind": str(kind), "subject_id": subject_id, "recipient_ids": ids}
    execute(WITHDRAW_FROM_OTHERS, **names)
    execute(EMPTY_INBOX, kind=str(kind), subject_ids=[subject_id])
    execute(OWE_AGAIN_TO, **names)
    owe_to(kind=kind, subject_id=subject_id, organisation_id=organisation_id, recipient_ids=ids)


def owe_new(subjects: str) -> str:
    """The end of a statement that makes subjects and owes them at once: `subjects` is a SELECT of their
    (subject_id, estate_id), a constant. Parameters: kind, organisation."""
    return OWE_NEW.format(subjects=subjects)


@transaction.atomic
def withdraw_deliveries(*, kind: DeliveryKind | str, subject_ids: Iterable[int]) -> int:
    """Take back what is owed or was delivered; it leaves the inboxes too. Returns how many deliveries."""
    ids = list(subject_ids)
    withdrawn = execute(WITHDRAW, kind=str(kind), subject_ids=ids)
    execute(EMPTY_INBOX, kind=str(kind), subject_ids=ids)
    return withdrawn


def withdraw_undelivered(*, kinds: Iterable[DeliveryKind | str], subject_ids: Iterable[int]) -> int:
    """The subject is over: what has not been delivered never will be. What was delivered stays in the
    inboxes, where its line says that it is over. Returns how many deliveries."""
    return execute(WITHDRAW_UNDELIVERED, kinds=[str(kind) for kind in kinds], subject_ids=list(subject_ids))


def owe_again(*, kinds: Iterable[DeliveryKind | str], subject_ids: Iterable[int]) -> int:
    """The subject is not over after all: what was withdrawn is owed once more. Returns how many."""
    return execute(OWE_AGAIN, kinds=[str(kind) for kind in kinds], subject_ids=list(subject_ids))


def requeue_parked(*, estate_ids: Iterable[int]) -> int:
    """Deliver again what was parked on these estates, because somebody has them now. Returns how many."""
    return execute(REQUEUE, estate_ids=list(estate_ids))
