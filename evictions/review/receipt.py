"""What came of decisions made in one go: which cases were decided, which were not, and who was quicker."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.links import links
from evictions.latest_step import latest_steps, who_did_what
from evictions.models import EvictionCase, ReviewDecision
from evictions.review.effects import why_not
from evictions.services.reviews import NotDecided


@dataclass(frozen=True)
class ReceiptLine:
    case: EvictionCase
    url: str
    words: str


def decided_in(user: Any, batch: uuid.UUID) -> list[ReviewDecision]:
    """Each with `url`, the page of its case."""
    rows = ReviewDecision.objects.visible_to(user).filter(batch=batch)
    related = ("eviction_case__tenancy__dwelling", "eviction_case__estate", "made_by")
    decisions = list(rows.select_related(*related).order_by("pk"))
    for decision in decisions:
        decision.url = links("eviction_detail")(decision.eviction_case_id)
    return decisions


def not_decided(user: Any, verdict: str, refused: Mapping[int, str]) -> list[ReceiptLine]:
    """Why each was not, with who was quicker; of those the person may see."""
    rows = EvictionCase.objects.visible_to(user).filter(pk__in=refused)
    cases = list(rows.select_related("tenancy__dwelling", "estate").order_by("next_on", "pk"))
    quicker = latest_steps(user, [pk for pk, why in refused.items() if why == NotDecided.CHANGED])
    today, lines = timezone.localdate(), []
    for case in cases:
        if refused[case.pk] == NotDecided.CHANGED:
            words = _("En anden var hurtigere: %(step)s.") % {"step": who_did_what(quicker.get(case.pk))}
        else:
            words = why_not(case, verdict, today) or _("Det kunne ikke besluttes, som sagen stod.")
        lines.append(ReceiptLine(case, links("eviction_detail")(case.pk), words))
    return lines
