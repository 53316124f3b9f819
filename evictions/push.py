"""What the push needs to know of notices: which must be delivered, what the inbox says, who is told when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.lists import row_links
from evictions.models import ArrearsNotice
from evictions.services import escalation
from notifications import registry
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine

OPEN_NOTICES = "SELECT id FROM evictions_arrearsnotice WHERE status IN ('open', 'proposed')"


def register() -> None:
    registry.register_owed(DeliveryKind.ARREARS_NOTICE, OPEN_NOTICES)
    registry.register_inbox_lines(DeliveryKind.ARREARS_NOTICE, notice_lines)
    registry.register_inbox_lines(DeliveryKind.UNTAKEN_NOTICE, untaken_lines)
    registry.register_scheduled(escalation.schedule())


def notice_lines(user: Any, notice_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    url = row_links("notice_detail")
    return {
        pk: InboxLine(title=address, url=url(pk), detail=_("Ny huslejerestance · %s") % estate)
        for pk, address, estate in _places(user, notice_ids)
    }


def untaken_lines(user: Any, notice_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """The coordinator helps it along from the overview; the notice itself is the caretaker's page."""
    url = reverse("overview")
    return {
        pk: InboxLine(title=address, url=url, detail=_("Ingen har taget restancen endnu · %s") % estate)
        for pk, address, estate in _places(user, notice_ids)
    }


def _places(user: Any, notice_ids: Sequence[int]) -> list[tuple[int, str, str]]:
    rows = ArrearsNotice.objects.visible_to(user).filter(pk__in=notice_ids)
    return list(rows.values_list("pk", "tenancy__dwelling__address", "estate__name"))
