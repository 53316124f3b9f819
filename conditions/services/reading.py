"""What either side of a concern does with what their inbox has about it: reading."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from conditions.models import ConcernFlag, ConcernMessage
from conditions.own_reports import items_about
from notifications.choices import DeliveryKind
from notifications.models import InboxItem


def read_answers(*, actor: Any, concern: ConcernFlag) -> int:
    """`actor` has opened their report: what their inbox has about it is read. Returns how many were not."""
    return int(items_about(actor, concern.pk).update(read_at=Now()))


def read_concern(*, actor: Any, concern: ConcernFlag) -> int:
    """`actor` has opened it to work with it: that it came is read, and what the office wrote about it."""
    messages = ConcernMessage.objects.filter(concern=concern).values("pk")
    about = Q(kind=DeliveryKind.CONCERN, subject_id=concern.pk)
    about |= Q(kind=DeliveryKind.CONCERN_MESSAGE, subject_id__in=messages)
    return int(InboxItem.objects.visible_to(actor).unread().filter(about).update(read_at=Now()))
