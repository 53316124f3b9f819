"""What is done about a complaint, a step at a time; how steps are written. The board and its sanction:
services/board.py. Closing: services/closing.py. A step that was a mistake: services/step_mistakes.py.

Dates are of days that have been; what the law would have in another order is refused only where the file
would contradict itself.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from core.errors import DomainError
from core.phrases import as_sentence, say_day
from disputes.choices import ACTIONS, ComplaintStepKind
from disputes.ladder import status_after, who_may, why_not
from disputes.models import Complaint, ComplaintStep
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, save, write_step
from notifications.choices import DeliveryKind
from notifications.services.outbox import withdraw_undelivered

REMINDERS = (
    DeliveryKind.COMPLAINT_DUE,
    DeliveryKind.COMPLAINT_TOMORROW,
    DeliveryKind.COMPLAINT_OVERDUE,
    DeliveryKind.COMPLAINT_MOVED,
)
NOTE_LENGTH = 500
WORDS = frozenset({"sanction_terms", "closing_note"})
"""Columns that hold what somebody wrote: never in `values`."""


@transaction.atomic
def record_talk(
    *, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "", with_whom: str = ""
) -> Complaint:
    """A talk was held, by whoever writes it down. `with_whom`: "respondent", "complainant" or both."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.TALK, on)
    values = {"with": with_whom} if with_whom else {}
    return take_step(complaint, actor, ComplaintStepKind.TALK, on, note=note, values=values)


@transaction.atomic
def answer_complainant(
    *, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "", letter: int | None = None
) -> Complaint:
    """Those who complain were answered; with a letter when there is one (services/letters.py)."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.ANSWERED, on)
    values = {"letter": letter} if letter else {}
    return take_step(complaint, actor, ComplaintStepKind.ANSWERED, on, note=note, values=values)


def give_admonition(*, actor: Any, complaint: Complaint, on: dt.date, note: str, letter: int) -> Complaint:
    """ALL § 82. Of a complaint that was begun; with its letter, in the transaction that keeps it. The first
    one is what a sanction needs."""
    fields = {} if complaint.admonished_on else {"admonished_on": on}
    return take_step(
        complaint,
        actor,
        ComplaintStepKind.ADMONITION,
        on,
        note=note,
        values={"letter": letter},
        fields=fields,
    )


@transaction.atomic
def note_repeated(*, actor: Any, complaint: Complaint, seen: int, on: dt.date, note: str = "") -> Complaint:
    """It goes on after the admonition."""
    complaint = begin(actor, complaint, seen, ComplaintStepKind.REPEATED, on)
    require_order(on, complaint.admonished_on, _("påmindelsen"))
    return take_step(complaint, actor, ComplaintStepKind.REPEATED, on, note=note)


# -- how a step is written -----------------------------------------------------------------------------


def begin(
    actor: Any, complaint: Complaint, seen: int, kind: ComplaintStepKind, on: dt.date | None = None
) -> Complaint:
    """The complaint, locked; PermissionDenied or DomainError when `actor` may not do that, or not now."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint, seen)
    require_role(actor, *who_may(complaint, kind))
    if reason := why_not(complaint, kind, standing_kinds(complaint)):
        raise DomainError(reason)
    if on is not None:
        require_day(complaint, on)
    return complaint


def require_day(complaint: Complaint, on: dt.date) -> None:
    if on > timezone.localdate():
        raise DomainError(_("Dagen ligger i fremtiden. Skriv den dag, det er sket."))
    if on < complaint.received_on:
        raise DomainError(
            as_sentence(
                _("Det kan ikke være sket, før klagen kom %(day)s. Ret datoen.")
                % {"day": say_day(complaint.received_on)}
            )
        )


def require_order(on: dt.date, earlier: dt.date | None, what: str) -> None:
    if earlier is not None and on < earlier:
        raise DomainError(
            as_sentence(
                _("Datoen ligger før %(what)s %(day)s. Ret datoen.") % {"what": what, "day": say_day(earlier)}
            )
        )


def take_step(
    complaint: Complaint,
    actor: Any,
    kind: ComplaintStepKind,
    on: dt.date,
    *,
    note: str = "",
    values: Mapping[str, Any] | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Complaint:
    """Write `fields` and what follows of the step into the locked complaint, and a line of its course that
    knows what stood before, so that it can be taken back."""
    written = {**(fields or {}), **first_action(complaint, kind, on)}
    status = written.get("status", status_after(complaint, kind))
    if status != complaint.status:
        written["status"] = status
    before = {name: plain(getattr(complaint, name)) for name in written if name not in WORDS}
    acted = complaint.acted_on
    save(complaint, **written)
    write_step(
        complaint,
        kind,
        actor=actor,
        on=on,
        note=note.strip()[:NOTE_LENGTH],
        values={**(values or {}), "before": before},
    )
    if acted is None and complaint.acted_on is not None:
        withdraw_undelivered(kinds=REMINDERS, subject_ids=[complaint.pk])
    return complaint


def first_action(complaint: Complaint, kind: str, on: dt.date) -> dict[str, Any]:
    """`acted_on` is the day of the first of ACTIONS."""
    if kind in ACTIONS and (complaint.acted_on is None or on < complaint.acted_on):
        return {"acted_on": on}
    return {}


def standing_steps(complaint: Complaint) -> list[ComplaintStep]:
    """Those that were not taken back, in the order they were written."""
    steps = list(complaint.complaintsteps.order_by("pk"))
    gone = {step.values.get("step") for step in steps if step.kind == ComplaintStepKind.CORRECTED}
    return [step for step in steps if step.pk not in gone and step.kind != ComplaintStepKind.CORRECTED]


def standing_kinds(complaint: Complaint) -> frozenset[str]:
    return frozenset(step.kind for step in standing_steps(complaint))


def plain(value: Any) -> str:
    """A date or a code as it stands in `values`; "" for none."""
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")
