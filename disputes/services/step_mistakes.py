"""Taking back a step that was written down by mistake: the last one, and the complaint stands as before it.
It stays in the course, with a line that says so."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from core.errors import DomainError
from disputes.choices import ComplaintStepKind
from disputes.ladder import RUNGS
from disputes.models import Complaint, ComplaintStep
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, require_open, save, write_step
from disputes.services.reminders import remind_again
from disputes.services.steps import standing_steps

NO_MISTAKE = frozenset({ComplaintStepKind.RECEIVED, ComplaintStepKind.CLOSED, ComplaintStepKind.REOPENED})
"""What was taken in is put right (correct_complaint), what was closed is opened again."""
CODES = frozenset({"status", "sanction"})
ALONG: dict[str, dict[str, str]] = {ComplaintStepKind.SANCTION: {"sanction_terms": ""}}
"""What words go with a step, and stand nowhere in its `values`."""


@transaction.atomic
def take_back_step(*, actor: Any, complaint: Complaint, seen: int, reason: str) -> Complaint:
    """The last step was a mistake, as `reason` says. A letter that was kept with it stays."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint, seen)
    require_open(complaint)
    step = last_step(complaint)
    if step is None:
        raise DomainError(_("Der er ikke noget skridt at tage tilbage."))
    require_role(actor, *RUNGS[step.kind].by)
    if not reason.strip():
        raise DomainError(_("Skriv kort, hvad der var galt."))
    before = step.values.get("before", {})
    fields = {
        name: value if name in CODES else parse_date(value) if value else None
        for name, value in before.items()
    }
    acted = complaint.acted_on
    save(complaint, **fields, **ALONG.get(step.kind, {}))
    values = {"taken_back": step.kind, "step": step.pk}
    write_step(complaint, ComplaintStepKind.CORRECTED, actor=actor, note=reason.strip(), values=values)
    if acted is not None and complaint.acted_on is None:
        remind_again(complaint)
    return complaint


def last_step(complaint: Complaint) -> ComplaintStep | None:
    """The one that may be taken back; none when the last thing that happened is no step of the ladder."""
    steps = standing_steps(complaint)
    return steps[-1] if steps and steps[-1].kind not in NO_MISTAKE else None
