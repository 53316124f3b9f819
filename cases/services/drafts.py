"""What somebody is writing: kept on the server while they write, gone when they save."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from cases.models import Draft
from cases.permissions import require_course_of
from core.cpr import mask_cpr
from notifications.registry import Scheduled
from residents.models import Tenancy

FIELDS = (
    "result",
    "no_answer",
    "kind",
    "reason",
    "duration",
    "note",
    "plan",
    "plan_on",
    "plan_text",
    "also_address",
    "occurred_on",
    "occurred_time",
    "client_uuid",
)
CHIPS = ("residents", "facts", "actions", "also")
"""Of these several may be chosen."""
WORDS = ("note", "plan_text", "also_address")
MOST = 5000
DRAFT_DAYS = 30
AT, UNTIL = dt.time(5, 30), dt.time(23)


def keep_draft(
    *,
    actor: Any,
    tenancy: Tenancy,
    body: Mapping[str, str],
    chips: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> None:
    """The latest of what is being written, and the chosen `chips`; nothing worth keeping takes the draft
    away."""
    require_course_of(actor, tenancy)
    kept: dict[str, Any] = {name: mask_cpr(body[name][:MOST]) for name in FIELDS if body.get(name)}
    kept |= {name: chosen for name in CHIPS if (chosen := [str(value)[:20] for value in chips.get(name, ())])}
    if not any(kept.get(name, "").strip() for name in WORDS):
        drop_draft(actor=actor, tenancy_id=tenancy.pk)
        return
    Draft.objects.update_or_create(
        user_id=actor.pk, tenancy=tenancy, defaults={"body": kept, "updated_at": timezone.now()}
    )


def drop_draft(*, actor: Any, tenancy_id: int) -> int:
    """It was saved, or is not wanted any more. Returns whether there was one."""
    return Draft.objects.filter(user_id=actor.pk, tenancy_id=tenancy_id).delete()[0]


def tidy_drafts(day: dt.date) -> int:
    """Those nobody came back to. Returns how many."""
    return Draft.objects.filter(updated_at__lt=timezone.now() - dt.timedelta(days=DRAFT_DAYS)).delete()[0]


def schedule() -> Scheduled:
    return Scheduled("tidy_drafts", AT, UNTIL, tidy_drafts)
