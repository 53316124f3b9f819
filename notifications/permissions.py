"""The door to an inbox item: one's own, in the organisation one acts in."""

from typing import Any

from django.shortcuts import get_object_or_404

from notifications.models import InboxItem


def get_inbox_item_for_user(user: Any, pk: int) -> InboxItem:
    return get_object_or_404(InboxItem.objects.visible_to(user), pk=pk)
