"""What the push needs to know of reminders: when they are owed, and what the inbox says of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.lists import row_links
from core.phrases import say_day, say_moment, say_relative
from evictions.choices import HearingPlace, HearingStatus
from evictions.court_choices import REMINDERS
from evictions.models import Hearing
from evictions.services import reminders
from notifications import registry
from notifications.registry import InboxLine


def register() -> None:
    registry.register_scheduled(reminders.schedule())
    for kind in REMINDERS:
        registry.register_inbox_lines(kind, hearing_lines)


def hearing_lines(user: Any, hearing_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What is true today, not when it was told."""
    rows = Hearing.objects.visible_to(user).filter(pk__in=hearing_ids)
    wanted = rows.select_related("eviction_case", "tenancy__dwelling", "estate", "moved_to")
    url = row_links("eviction_detail")
    return {
        hearing.pk: InboxLine(
            hearing.tenancy.dwelling.address,
            url(hearing.eviction_case_id),
            f"{_said(hearing)} · {hearing.estate.name}",
        )
        for hearing in wanted
    }


def _said(hearing: Hearing) -> str:
    kind = str(hearing.get_kind_display())
    if not hearing.eviction_case.is_open:
        return _("Udsættelsessagen er afsluttet")
    if hearing.status == HearingStatus.MOVED and hearing.moved_to:
        return _("%(kind)s er flyttet til %(when)s") % {"kind": kind, "when": say_moment(hearing.moved_to.at)}
    if hearing.status == HearingStatus.CALLED_OFF:
        return _("%(kind)s er aflyst") % {"kind": kind}
    if hearing.status == HearingStatus.HELD or hearing.at <= timezone.now():
        return _("%(kind)s var %(when)s") % {"kind": kind, "when": say_day(hearing.at)}
    where = _("på adressen") if hearing.place_kind == HearingPlace.ADDRESS else _("i fogedretten")
    said = {"kind": kind, "near": say_relative(hearing.at), "when": say_moment(hearing.at), "where": where}
    if said["when"].startswith(said["near"]):
        return _("%(kind)s %(when)s, %(where)s") % said
    return _("%(kind)s %(near)s: %(when)s, %(where)s") % said
