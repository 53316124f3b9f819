"""Closing a complaint with an outcome, and opening it again where it was."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from core.errors import DomainError
from disputes.choices import ComplaintStatus, ComplaintStepKind
from disputes.ladder import outcomes, who_may_reopen
from disputes.models import Complaint
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, save, write_step
from disputes.services.reminders import remind_again
from disputes.services.steps import REMINDERS, begin, standing_steps, take_step
from notifications.services.outbox import withdraw_undelivered

NOTE_LENGTH = 300


@transaction.atomic
def close_complaint(
    *, actor: Any, complaint: Complaint, seen: int, outcome: str, note: str = ""
) -> Complaint:
    """Over, with an outcome of those `actor` may choose. What is owed of it and not delivered never is."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.CLOSED)
    if outcome not in outcomes(complaint, actor.role):
        raise DomainError(_("Vælg et udfald, før klagesagen afsluttes."))
    return end(complaint, actor, outcome, note)


def end(complaint: Complaint, actor: Any, outcome: str, note: str) -> Complaint:
    """Of a locked complaint, inside the caller's transaction."""
    fields = {
        "outcome": outcome,
        "closing_note": note.strip()[:NOTE_LENGTH],
        "closed_at": timezone.now(),
        "closed_by_id": actor.pk,
        "closed_from": complaint.status,
        "status": ComplaintStatus.CLOSED,
    }
    today = timezone.localdate()
    take_step(
        complaint, actor, ComplaintStepKind.CLOSED, today, values={"outcome": str(outcome)}, fields=fields
    )
    withdraw_undelivered(kinds=REMINDERS, subject_ids=[complaint.pk])
    return complaint


@transaction.atomic
def reopen_complaint(*, actor: Any, complaint: Complaint, seen: int, reason: str) -> Complaint:
    """Back to where it was closed from. When the closing was the first thing done about it, the landlord's
    clock runs again."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint, seen)
    if complaint.is_open:
        raise DomainError(_("Klagesagen er ikke afsluttet."))
    require_role(actor, *who_may_reopen(complaint))
    if not reason.strip():
        raise DomainError(_("Skriv, hvorfor klagesagen genåbnes."))
    back = {
        "status": complaint.closed_from,
        "outcome": "",
        "closing_note": "",
        "closed_at": None,
        "closed_by_id": None,
        "closed_from": "",
    }
    save(complaint, **back, **_unacted(complaint))
    write_step(complaint, ComplaintStepKind.REOPENED, actor=actor, note=reason.strip())
    if complaint.acted_on is None:
        remind_again(complaint)
    return complaint


def _unacted(complaint: Complaint) -> dict[str, Any]:
    """`acted_on` as it was before the closing, when that was the first action."""
    closing = next(
        step for step in reversed(standing_steps(complaint)) if step.kind == ComplaintStepKind.CLOSED
    )
    before = closing.values.get("before", {})
    return {"acted_on": parse_date(before["acted_on"] or "")} if "acted_on" in before else {}
