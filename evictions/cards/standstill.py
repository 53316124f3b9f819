"""The card about the standstill: the one in force, how it was prolonged, and those before it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.choices import Role
from evictions.choices import LegalStepKind
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase, LegalStep
from residents.providers import Panel

ORDER = 30


class Prolonging:
    """A step that moved the last day from `before` to `until`."""

    def __init__(self, step: Any) -> None:
        self.before = dt.date.fromisoformat(step.values["before"])
        self.until = dt.date.fromisoformat(step.values["until"])
        self.by, self.at = step.by, step.happened_at


def standstill_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """None when there never was one and the user cannot give one."""
    today, rows = timezone.localdate(), file["standstills"]
    may_edit = user.role == Role.ADMINISTRATION and case.is_open
    if not rows and not may_edit:
        return None
    now = next((row for row in rows if row.ended_at is None and row.ends_on >= today), None)
    context = {
        "case": case,
        "may_edit": may_edit,
        "now": now,
        "prolonged": prolonged(now, file["steps"]) if now else [],
        "earlier": [row for row in rows if row is not now],
    }
    return Panel("evictions/_standstill_panel.html", context, order=ORDER)


def prolonged(standstill: Any, steps: list[LegalStep]) -> list[Prolonging]:
    """When its last day was moved, newest first."""
    own = [step for step in steps if step.kind == LegalStepKind.STANDSTILL_BEGUN]
    found = [step for step in own if step.values.get("standstill") == str(standstill.pk)]
    return [Prolonging(step) for step in found if "before" in step.values]
