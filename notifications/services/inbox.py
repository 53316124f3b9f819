"""What a person does with the inbox: reading."""

from typing import Any

from django.db.models.functions import Now

from notifications.choices import DeliveryKind
from notifications.models import InboxItem

READ = """
UPDATE notifications_inboxitem SET read_at = statement_timestamp()
WHERE organisation_id = %(organisation)s AND recipient_id = %(reader)s AND read_at IS NULL
  AND kind = %(kind)s AND subject_id = %(subject)s
"""
"""mark_read, for a statement that does something to the subject as well (WITH … AS (READ))."""


def mark_read(*, actor: Any, kind: DeliveryKind | str, subject_id: int) -> int:
    """`actor` has opened the subject: their items about it are read. Returns how many were unread."""
    mine = InboxItem.objects.visible_to(actor).unread()
    return mine.filter(kind=str(kind), subject_id=subject_id).update(read_at=Now())


def mark_all_read(*, actor: Any) -> int:
    return InboxItem.objects.visible_to(actor).unread().update(read_at=Now())


def mark_read_by_all(*, kind: DeliveryKind | str, subject_id: int) -> int:
    """The subject is over for everybody who was told of it. Returns how many items were unread."""
    unread = InboxItem.objects.unread().filter(kind=str(kind), subject_id=subject_id)
    return unread.update(read_at=Now())
