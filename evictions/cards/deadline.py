"""Another demand deadline that waits for a colleague's answer."""

from typing import Any

from accounts.choices import Role
from evictions.choices import OverrideStatus
from evictions.eviction_file import EvictionFile
from evictions.forms.deadlines import RefuseDeadlineForm
from evictions.models import EvictionCase
from residents.providers import Panel


def deadline_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """Who proposed it waits; a colleague of the administration answers."""
    waiting = next((row for row in file["overrides"] if row.status == OverrideStatus.ASKED), None)
    if waiting is None or not case.is_open:
        return None
    context = {
        "case": case,
        "override": waiting,
        "may_answer": user.role == Role.ADMINISTRATION and waiting.made_by_id != user.pk,
        "is_own": user.role == Role.ADMINISTRATION and waiting.made_by_id == user.pk,
        "form": RefuseDeadlineForm(case=case, auto_id="frist_%s"),
    }
    return Panel("evictions/_eviction_override.html", context, order=6)
