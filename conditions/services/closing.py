"""Closing a concern, giving it back as an ordinary repair, and opening it again."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conditions.choices import ConcernOutcome, ConcernStatus, MessageTopic
from conditions.models import ConcernFlag, ConcernMessage
from conditions.services.concern_writes import for_move, locked, move, require_handler, standing
from conditions.services.handling import tell_reporter, told_no_more
from conditions.services.messages import keep_message
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_again, withdraw_deliveries, withdraw_undelivered

OF_A_HOUSEHOLD = frozenset({ConcernOutcome.DECLINED, ConcernOutcome.MOVED})
"""Say something of whoever lives there."""


@transaction.atomic
def close_concern(
    *, actor: Any, concern: ConcernFlag, seen: int, outcome: str, note: str = "", answer: str = ""
) -> ConcernFlag:
    """With an outcome, and a note that stays with the caretakers. The reporter is told that it is closed, and
    `answer` when there is one."""
    fresh = for_move(actor, concern, seen)
    if outcome not in ConcernOutcome.values:
        raise DomainError(_("Vælg, hvordan det endte, før du afslutter."))
    if outcome in OF_A_HOUSEHOLD and fresh.tenancy_id is None:
        raise DomainError(_("Lejligheden stod tom, da den blev meldt. Vælg noget andet."))
    if fresh.status == ConcernStatus.CLOSED:
        raise DomainError(standing(fresh))
    move(
        fresh,
        ConcernStatus.CLOSED,
        outcome=outcome,
        closing_note=note.strip(),
        closed_by=actor,
        closed_at=timezone.now(),
    )
    if answer.strip():
        keep_message(
            actor, fresh, topic=MessageTopic.ANSWER, text=answer, client_uuid=uuid.uuid4(), from_office=False
        )
    tell_reporter(fresh, DeliveryKind.CONCERN_CLOSED)
    owe_again(kinds=[DeliveryKind.CONCERN_CLOSED], subject_ids=[fresh.pk])
    told_no_more(fresh)
    withdraw_undelivered(kinds=[DeliveryKind.CONCERN_MESSAGE], subject_ids=_from_office(fresh))
    return fresh


def return_as_repair(
    *, actor: Any, concern: ConcernFlag, seen: int, answer: str = "", note: str = ""
) -> ConcernFlag:
    """Nothing for a caretaker: it is the office's to mend, and they are told so."""
    return close_concern(
        actor=actor, concern=concern, seen=seen, outcome=ConcernOutcome.REPAIR, note=note, answer=answer
    )


@transaction.atomic
def reopen_concern(*, actor: Any, concern: ConcernFlag, seen: int) -> ConcernFlag:
    """It goes on, in the hands of `actor`; the reporter is told that it is under way again. When somebody
    first acted on it stays: what was closed untaken was acted on then (outcomes/counts.py)."""
    fresh = locked(concern)
    require_handler(actor, fresh)
    if fresh.status == ConcernStatus.IN_HAND and fresh.taken_by_id == actor.pk:
        return fresh
    fresh = for_move(actor, concern, seen)
    if fresh.status != ConcernStatus.CLOSED:
        raise DomainError(standing(fresh))
    cleared: dict[str, Any] = {"outcome": "", "closing_note": "", "closed_by": None, "closed_at": None}
    first = fresh.taken_at or max(fresh.closed_at or fresh.created_at, fresh.created_at)
    taken = {"taken_by": actor, "taken_at": first}
    move(fresh, ConcernStatus.IN_HAND, **cleared, **taken)
    for kind in (DeliveryKind.CONCERN_CLOSED, DeliveryKind.CONCERN_TAKEN):
        withdraw_deliveries(kind=kind, subject_ids=[fresh.pk])
    tell_reporter(fresh, DeliveryKind.CONCERN_TAKEN)
    owe_again(kinds=[DeliveryKind.CONCERN_TAKEN], subject_ids=[fresh.pk])
    owe_again(kinds=[DeliveryKind.CONCERN_MESSAGE], subject_ids=_from_office(fresh))
    return fresh


def _from_office(concern: ConcernFlag) -> list[int]:
    """What the office wrote about it: undelivered as long as nobody has it in hand."""
    messages = ConcernMessage.objects.filter(concern=concern, from_office=True)
    return list(messages.values_list("pk", flat=True))
