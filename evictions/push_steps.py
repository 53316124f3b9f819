"""What the push needs to know of legal steps: which must be delivered, and what the inbox says of each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.lists import row_links
from core.phrases import say_day
from evictions.models import EvictionCase, LegalStep
from evictions.services import rechecks
from notifications import registry
from notifications.choices import DeliveryKind
from notifications.registry import InboxLine

PUSHED_STEPS = "SELECT id FROM evictions_legalstep WHERE is_pushed"


def register() -> None:
    registry.register_owed(DeliveryKind.LEGAL_STEP, PUSHED_STEPS)
    registry.register_inbox_lines(DeliveryKind.LEGAL_STEP, step_lines)
    registry.register_inbox_lines(DeliveryKind.TERMINATED_UNSEEN, unseen_lines)
    registry.register_scheduled(rechecks.schedule())


def step_lines(user: Any, step_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What happened and when, as it was told: a later step has a line of its own."""
    rows = LegalStep.objects.visible_to(user).filter(pk__in=step_ids)
    rows = rows.select_related("tenancy__dwelling", "estate")
    url = row_links("eviction_detail")
    return {
        step.pk: InboxLine(
            step.tenancy.dwelling.address,
            url(step.eviction_case_id),
            " · ".join(filter(None, [_said(step), step.estate.name])),
        )
        for step in rows
    }


def _said(step: LegalStep) -> str:
    what = step.get_kind_display()
    return _("%(what)s %(day)s") % {"what": what, "day": say_day(step.on)} if step.on else what


def unseen_lines(user: Any, case_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    """What is true today: it may have been closed since, or somebody may have met the tenant."""
    rows: QuerySet[EvictionCase] = EvictionCase.objects.visible_to(user).filter(pk__in=case_ids)
    rows = rows.select_related("tenancy__dwelling", "estate")
    url: Callable[[int], str] = row_links("eviction_detail")
    return {
        case.pk: InboxLine(
            case.tenancy.dwelling.address, url(case.pk), f"{_unseen(case)} · {case.estate.name}"
        )
        for case in rows
    }


def _unseen(case: EvictionCase) -> str:
    if not case.is_open:
        return _("Udsættelsessagen er afsluttet")
    if case.contact_on:
        return _("Der er kontakt nu")
    return _("Lejemålet er ophævet, og ingen har haft kontakt")
