"""What the push needs to know of notices: which must be delivered, what the inbox says, who is told when."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.board import register_open_cases, register_waiting
from accounts.choices import Role
from accounts.routing import to_member
from core.lists import row_links
from core.weekdays import add_weekdays
from evictions.choices import NoticeStatus, TrayTab
from evictions.models import ArrearsNotice
from evictions.services import escalation
from notifications import registry
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine

OPEN_NOTICES = "SELECT id FROM evictions_arrearsnotice WHERE status IN ('open', 'proposed')"


BY_CASE = to_member("""
SELECT taken.id, held.responsible_id, held.estate_id
FROM taken
LEFT JOIN evictions_arrearsnotice notice ON taken.kind = 'arrears_notice' AND notice.id = taken.subject_id
LEFT JOIN evictions_legalstep step ON taken.kind = 'legal_step' AND step.id = taken.subject_id
LEFT JOIN evictions_hearing hearing
  ON taken.kind IN ('hearing_in_a_week', 'hearing_tomorrow') AND hearing.id = taken.subject_id
JOIN cases_case held
  ON held.tenancy_id = COALESCE(notice.tenancy_id, step.tenancy_id, hearing.tenancy_id)
 AND held.status IN ('active', 'new', 'waiting')
WHERE taken.recipient_id IS NULL
""")
"""A household with an open case: its notices, legal steps and court days go to who works with it, if they
still have the estate. There is at most one open case per tenancy (a unique index says so)."""


def register() -> None:
    registry.register_routing_by_subject(BY_CASE)
    registry.register_owed(DeliveryKind.ARREARS_NOTICE, OPEN_NOTICES)
    registry.register_inbox_lines(DeliveryKind.ARREARS_NOTICE, notice_lines)
    registry.register_inbox_lines(DeliveryKind.UNTAKEN_NOTICE, untaken_lines)
    registry.register_scheduled(escalation.schedule())
    registry.register_task_count(tasks_of_office)
    register_waiting(waiting_by_estate)
    register_open_cases(open_by_estate)


def notice_lines(user: Any, notice_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    url = _page_of(user)
    lines = {}
    for notice in _notices(user, notice_ids):
        said = (
            _("Huslejerestancen er lukket")
            if notice.status == NoticeStatus.CLOSED
            else _("Ny huslejerestance")
        )
        lines[notice.pk] = _line(notice, url(notice.pk), said)
    return lines


def untaken_lines(user: Any, notice_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What is true today, not when it was told. The coordinator helps it along from the list of those."""
    notices = _notices(user, notice_ids)
    if user.role == Role.COORDINATOR:
        url = reverse("overview_list", args=["ikke-taget"])
        return {notice.pk: _line(notice, url, _untaken(notice)) for notice in notices}
    page = _page_of(user)
    return {notice.pk: _line(notice, page(notice.pk), _untaken(notice)) for notice in notices}


def _page_of(user: Any) -> Callable[[int], str]:
    """Where a notice opens for the role the user acts in: what came in one role is met in another too."""
    return row_links("notice_detail" if user.role == Role.CARETAKER else "tray_detail")


def _untaken(notice: ArrearsNotice) -> str:
    if notice.status == NoticeStatus.CLOSED:
        return _("Huslejerestancen er lukket")
    return _("Restancen er taget") if notice.taken_at else _("Ingen har taget restancen endnu")


def _line(notice: ArrearsNotice, url: str, said: str) -> InboxLine:
    return InboxLine(notice.tenancy.dwelling.address, url, f"{said} · {notice.estate.name}")


def _notices(user: Any, notice_ids: Sequence[int]) -> QuerySet[ArrearsNotice]:
    rows = ArrearsNotice.objects.visible_to(user).filter(pk__in=notice_ids)
    wanted = rows.select_related("tenancy__dwelling", "estate")
    return wanted.only("status", "taken_at", "tenancy__dwelling__address", "estate__name")


def tasks_of_office(user: Any) -> int:
    """For the morning mail: what the coordinator has to help along, what the administration must answer."""
    notices = ArrearsNotice.objects.visible_to(user)
    if user.role == Role.COORDINATOR:
        limit = add_weekdays(timezone.localdate(), -user.membership.organisation.untaken_after_weekdays)
        of_nobody = notices.without_responsible(user.organisation_id)
        return (notices.untaken_before(limit) | of_nobody).count()
    if user.role == Role.ADMINISTRATION:
        return notices.in_tab(TrayTab.ANSWER).count()
    return 0


def waiting_by_estate(organisation_id: int) -> dict[int, int]:
    """For the coordinator's board: how many open notices of each estate are nobody's."""
    rows = ArrearsNotice.objects.without_responsible(organisation_id).order_by()
    return dict(rows.values_list("estate_id").annotate(Count("pk")))


def open_by_estate(organisation_id: int) -> dict[int, int]:
    """For the question before an access is closed: how many open notices each estate has."""
    rows = ArrearsNotice.objects.filter(organisation_id=organisation_id).open().order_by()
    return dict(rows.values_list("estate_id").annotate(Count("pk")))
