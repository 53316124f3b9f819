"""Taking back a decision to go on, while nobody has built on it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from core.errors import DomainError
from evictions.choices import LegalStepKind, StatementStatus, Verdict
from evictions.latest_step import latest_step
from evictions.models import EvictionCase, LegalStep, Statement
from evictions.services.eviction_writes import locked, save, write_step
from notifications.choices import DeliveryKind
from notifications.services.outbox import withdraw_deliveries

UNDO_WINDOW = dt.timedelta(minutes=10)


def may_undo(actor: Any, case: EvictionCase, step: LegalStep | None) -> bool:
    """Whether undo_decision would do it now. `step`: the latest of the case.

    Only a decision to go on: nothing else has come of it yet. The others have effects with ways back of their
    own (end the standstill, register the step again).
    """
    if step is None or step.kind != LegalStepKind.DECIDED or step.made_by_id != actor.pk:
        return False
    is_fresh = step.happened_at > timezone.now() - UNDO_WINDOW
    untouched = step.values.get("revision") == case.revision
    return is_fresh and untouched and step.values.get("verdict") == Verdict.GO_ON


@transaction.atomic
def undo_decision(*, actor: Any, case: EvictionCase) -> EvictionCase:
    """The newest decision of the case is taken back: it asks for an answer as before, and the line in the
    caretaker's inbox is gone. The decision itself stays, with a line of the timeline that says so."""
    require_role(actor, Role.ADMINISTRATION)
    case = locked(case)
    step = latest_step(case)
    if step is None or not may_undo(actor, case, step):
        raise DomainError(
            _("Beslutningen kan ikke fortrydes mere. Beslut noget andet i stedet, så står begge i forløbet.")
        )
    before = step.values["before"]
    again = {"status": StatementStatus.SENT, "answered_at": None}
    Statement.objects.filter(pk=before["statement"], status=StatementStatus.ANSWERED).update(**again)
    save(
        case,
        answer_since=_moment(before["answer_since"]),
        answer_reasons=before["answer_reasons"],
        reviewed_at=_moment(before["reviewed_at"]),
    )
    write_step(
        case,
        LegalStepKind.PUT_RIGHT,
        actor=actor,
        values={"undone": step.values["decision"]},
        reason=_("Beslutningen »%(verdict)s« er fortrudt.") % {"verdict": Verdict.GO_ON.label},
        push=False,
    )
    withdraw_deliveries(kind=DeliveryKind.LEGAL_STEP, subject_ids=[step.pk])
    return case


def _moment(text: str | None) -> dt.datetime | None:
    return parse_datetime(text) if text else None
