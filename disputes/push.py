"""What the push needs to know of complaints: who is told, what must have been told, and what the inbox says.
Nothing names those who complain."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.routing import to_member
from core.lists import row_links
from core.phrases import say_day, say_relative
from disputes.models import Complaint
from disputes.querysets import READS_FILE
from disputes.services import reminders
from disputes.services.reminders import running
from disputes.services.steps import REMINDERS
from notifications import registry
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine

OPEN_COMPLAINTS = "SELECT id FROM disputes_complaint WHERE status <> 'closed'"
BY_CASE = to_member("""
SELECT taken.id, held.responsible_id, held.estate_id
FROM taken
JOIN disputes_complaint complaint ON complaint.id = taken.subject_id
JOIN cases_case held
  ON held.tenancy_id = complaint.respondent_id AND held.status IN ('active', 'new', 'waiting')
WHERE taken.kind IN (
    'complaint', 'complaint_due', 'complaint_tomorrow', 'complaint_overdue', 'complaint_moved'
  )
  AND taken.recipient_id IS NULL
""")
"""Complaints about a household with an open case go to who works with it, else to who has the estate."""


def register() -> None:
    registry.register_routing_by_subject(BY_CASE)
    registry.register_owed(DeliveryKind.COMPLAINT, OPEN_COMPLAINTS)
    registry.register_scheduled(reminders.schedule())
    registry.register_inbox_lines(DeliveryKind.COMPLAINT, new_lines)
    for kind, lines in (
        dict.fromkeys(REMINDERS, due_lines) | {DeliveryKind.COMPLAINT_MOVED: moved_lines}
    ).items():
        registry.register_inbox_lines(kind, lines)
    registry.register_task_count(tasks_of_administration)


def new_lines(user: Any, complaint_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    return _lines(user, complaint_ids, _("Ny klage: %(category)s"))


def due_lines(user: Any, complaint_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What is true today, not when it was told."""
    return _lines(user, complaint_ids, "")


def moved_lines(user: Any, complaint_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    return _lines(user, complaint_ids, "", _("Fristen er rettet: %(said)s"))


def _lines(
    user: Any, complaint_ids: Sequence[int], new: str, moved: str = "%(said)s"
) -> dict[int, InboxLine]:
    """To the coordinator a complaint is its number and its day: neither the household nor what it is."""
    rows = Complaint.objects.visible_to(user).filter(pk__in=complaint_ids)
    reads, page = user.role in READS_FILE, row_links("complaint_detail")
    if not reads and user.role != Role.COORDINATOR:
        return {}
    lines = {}
    for row in rows.select_related("respondent__dwelling", "estate"):
        said = due_words(row)
        if new and row.is_open and reads:
            said = f"{new % {'category': row.get_category_display()}} · {said}"
        elif row.is_open and row.acted_on is None:
            said = moved % {"said": said}
        title = row.respondent.dwelling.address if reads else row.number
        url = page(row.pk) if reads else reverse("complaint_list")
        lines[row.pk] = InboxLine(title, url, f"{said} · {row.estate.name}")
    return lines


def due_words(complaint: Complaint) -> str:
    today, due = timezone.localdate(), complaint.action_due
    if not complaint.is_open:
        return _("Klagesagen er afsluttet")
    if complaint.acted_on:
        return _("Der er handlet på klagen %(day)s") % {"day": say_day(complaint.acted_on)}
    if due is None:
        return _("Ingen lovfrist")
    if due < today:
        return _("Udlejer skulle have handlet senest %(day)s") % {"day": say_day(due)}
    said = {"day": say_day(due), "near": say_relative(due)}
    if said["day"] == said["near"]:
        return _("Udlejer skal handle senest %(day)s") % said
    return _("Udlejer skal handle senest %(day)s, %(near)s") % said


def tasks_of_administration(user: Any) -> int:
    """For the morning mail: complaints whose 4 weeks end within one or have ended."""
    if user.role != Role.ADMINISTRATION:
        return 0
    last = timezone.localdate() + reminders.WEEK
    mine = Complaint.objects.visible_to(user).values("pk")
    return running(reminders.FIRST, last).filter(pk__in=mine).count()
