"""What a person does with the inbox: reading."""

from typing import Any

from django.db.models.functions import Now

from notifications.choices import DeliveryKind
from notifications.models import InboxItem


def mark_read(*, actor: Any, kind: DeliveryKind | str, subject_id: int) -> int:
    """`actor` has opened the subject: their items about it are read. Returns how many were unread."""
    mine = InboxItem.objects.visible_to(actor).unread()
    return mine.filter(kind=str(kind), subject_id=subject_id).update(read_at=Now())


def mark_all_read(*, actor: Any) -> int:
    return InboxItem.objects.visible_to(actor).unread().update(read_at=Now())
