"""Logging a contact and taking it back."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from cases.choices import VisitResult
from cases.models import Visit
from cases.next_try import NextStep, propose_next_try
from cases.permissions import require_caretaker_of
from cases.providers import visit_hooks
from cases.services.follow_ups import lock_course, open_follow_up, plan_after_visit, unplan_after_visit
from core.errors import DomainError
from residents.models import Tenancy

UNDO_WINDOW = dt.timedelta(minutes=10)
ATTEMPTS_REMEMBERED = 3


class VisitConflictError(DomainError):
    """The form was sent before with other words, or what it logged was undone since."""


@transaction.atomic
def log_visit(
    *,
    actor: Any,
    tenancy: Tenancy,
    result: str,
    client_uuid: uuid.UUID,
    note: str = "",
    occurred_at: dt.datetime | None = None,
    noted_at: dt.datetime | None = None,
    next_step: NextStep | None = None,
    keep_planned: bool = False,
) -> Visit:
    """Write the contact, settle what was promised, plan what comes next.

    The same form again (`client_uuid`) answers with the row it made; with another body: VisitConflictError.
    It happened at `occurred_at`, else when it was written (`noted_at`, of what lay on a phone), else now.
    "Ikke hjemme" without a next step gets one proposed, unless one lies ahead already.
    """
    require_caretaker_of(actor, tenancy)
    lock_course(tenancy)
    if sent := Visit.objects.filter(caretaker_id=actor.pk, client_uuid=client_uuid).first():
        body = (tenancy.pk, result, note, occurred_at or sent.occurred_at)
        return _the_same(sent, body, next_step)
    visit = Visit.objects.create(
        organisation_id=tenancy.organisation_id,
        estate_id=tenancy.estate_id,
        tenancy=tenancy,
        caretaker_id=actor.pk,
        client_uuid=client_uuid,
        result=result,
        occurred_at=occurred_at or noted_at or timezone.now(),
        note=note,
    )
    if result == VisitResult.NOT_HOME and next_step is None:
        next_step, keep_planned = _proposal(visit), True
    plan_after_visit(visit, next_step, keep_planned=keep_planned)
    tell(visit)
    return visit


def _the_same(sent: Visit, body: tuple[object, ...], next_step: NextStep | None) -> Visit:
    if sent.undone_at is not None:
        raise VisitConflictError(_("Du har fortrudt den kontakt. Gem igen for at logge den på ny."))
    planned = sent.follow_ups.first()
    plan = NextStep(planned.due_on, planned.text) if planned else None
    proposed = sent.result == VisitResult.NOT_HOME and next_step is None
    if (sent.tenancy_id, sent.result, sent.note, sent.occurred_at) != body or (
        plan != next_step and not proposed
    ):
        raise VisitConflictError(
            _("Kontakten er allerede gemt med et andet indhold. Gem igen for at logge det her som en ny.")
        )
    return sent


def _proposal(visit: Visit) -> NextStep | None:
    planned = open_follow_up(visit.tenancy_id)
    if planned and planned.due_on > timezone.localdate():
        return None
    earlier = (
        Visit.objects.standing()
        .filter(tenancy_id=visit.tenancy_id, result=VisitResult.NOT_HOME, occurred_at__lt=visit.occurred_at)
        .order_by("-occurred_at")
    )
    return propose_next_try(
        visit.occurred_at, list(earlier.values_list("occurred_at", flat=True)[:ATTEMPTS_REMEMBERED])
    )


def may_undo(actor: Any, visit: Visit) -> bool:
    """Whether undo_visit would do it now; whoever may see the course has the estate today."""
    mine = actor.role == Role.CARETAKER and visit.caretaker_id == actor.pk
    return mine and visit.undone_at is None and visit.created_at > timezone.now() - UNDO_WINDOW


@transaction.atomic
def undo_visit(*, actor: Any, visit: Visit) -> Visit:
    """Take back one's own visit within UNDO_WINDOW: the follow-ups and the notice are as before it.

    Undoing twice changes nothing.
    """
    require_caretaker_of(actor, visit.tenancy)
    if visit.caretaker_id != actor.pk:
        raise DomainError(_("Kun den, der loggede kontakten, kan fortryde den."))
    lock_course(visit.tenancy)
    fresh = Visit.objects.standing().filter(pk=visit.pk, created_at__gt=timezone.now() - UNDO_WINDOW)
    undone = fresh.update(undone_at=timezone.now())
    visit.refresh_from_db()
    if not undone and visit.undone_at is None:
        raise DomainError(_("Det er for sent at fortryde. Log en ny kontakt, og skriv hvad der var forkert."))
    if undone:
        unplan_after_visit(visit)
        tell(visit)
    return visit


def tell(visit: Visit) -> None:
    for hook in visit_hooks:
        hook(visit)
