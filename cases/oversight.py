"""What handovers, openings and look-ups hand to the push, the course and the page of a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import Role
from audit.look_up_subjects import register_subjects
from cases import look_up_subjects, providers
from cases.choices import HandoverStatus
from cases.household_file import File
from cases.links import links
from cases.look_ups import look_ups_panel
from cases.models import CaseOpening, Handover
from cases.providers import CourseEntry
from core.gathering import Part
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine, register_inbox_lines

MOST_OPENINGS = 50


def register() -> None:
    register_subjects(look_up_subjects.subjects)
    register_inbox_lines(DeliveryKind.HANDOVER, handover_lines)
    register_inbox_lines(DeliveryKind.CASE_OPENING, opening_lines)
    providers.register(
        case_panel=look_ups_panel, read_with=("openings", openings_part), of_file=opening_entries
    )


def openings_part(user: Any, tenancy_id: int) -> Part:
    rows = CaseOpening.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    return Part(
        rows.order_by("-created_at")[:MOST_OPENINGS],
        ("reason", "created_at", "ends_at"),
        {"by": "opened_by__name"},
    )


def opening_entries(file: File) -> list[CourseEntry]:
    """That a coordinator read the case, and why: part of its story."""
    title = _("Koordinatoren åbnede sagen")
    return [CourseEntry(row.created_at, "opened", title, row.reason, row.by) for row in file["openings"]]


def opening_lines(user: Any, opening_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    if user.role != Role.CARETAKER:
        return {}
    rows = CaseOpening.objects.visible_to(user).filter(pk__in=opening_ids)
    url = links("case_detail")
    return {
        row.pk: InboxLine(
            _("%(name)s har åbnet sag %(number)s") % {"name": row.opened_by.name, "number": row.case.number},
            url(row.case_id),
            row.reason,
        )
        for row in rows.select_related("opened_by", "case")
    }


def handover_lines(user: Any, handover_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What is true now: a proposal that waits, or what became of it."""
    rows = Handover.objects.visible_to(user).filter(pk__in=handover_ids)
    url = links("handover_detail")
    return {
        row.pk: InboxLine(_title(user, row), url(row.pk), row.get_status_display())
        for row in rows.select_related("giver__user", "taker__user")
    }


def _title(user: Any, handover: Handover) -> str:
    if handover.taker_id == user.membership.pk:
        said = {"name": handover.giver.user.name}
        if handover.status == HandoverStatus.PROPOSED:
            return _("%(name)s vil overdrage sager til dig") % said
        return _("Overdragelse af sager fra %(name)s") % said
    return _("Overdragelse af sager til %(name)s") % {"name": handover.taker.user.name}
