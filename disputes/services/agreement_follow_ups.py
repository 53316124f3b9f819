"""Does the agreement hold? Asked twice: after some weeks, and after three months."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.phrases import as_sentence, say_day
from disputes.agreement_days import bounds_of, proposed_days
from disputes.choices import AgreementStatus, Kept
from disputes.models import Agreement, AgreementFollowUp
from disputes.services.mediation_writes import begin
from disputes.services.phases import settle_phase

NOTE_LENGTH = 300


def propose_follow_ups(agreement: Agreement) -> None:
    """When all have accepted. Inside the caller's transaction."""
    if agreement.agreed_on is None:
        return
    AgreementFollowUp.objects.bulk_create(
        AgreementFollowUp(
            organisation_id=agreement.organisation_id,
            estate_id=agreement.estate_id,
            mediation_id=agreement.mediation_id,
            made_by_id=agreement.made_by_id,
            agreement=agreement,
            due_on=day,
        )
        for day in proposed_days(agreement.agreed_on)
    )


@transaction.atomic
def record_follow_up(
    *, actor: Any, follow_up: AgreementFollowUp, result: str, note: str = ""
) -> AgreementFollowUp:
    """Done today; also before its day, when somebody calls because it does not hold."""
    mediation = begin(actor, follow_up.mediation)
    follow_up = _to_do(follow_up)
    if result not in Kept.values:
        raise DomainError(_("Vælg, om aftalen holder."))
    follow_up.done_on, follow_up.result = timezone.localdate(), result
    follow_up.note = note.strip()[:NOTE_LENGTH]
    follow_up.save(update_fields=["done_on", "result", "note"])
    settle_phase(mediation)
    return follow_up


@transaction.atomic
def undo_follow_up(*, actor: Any, follow_up: AgreementFollowUp) -> AgreementFollowUp:
    """Written down by mistake; while the agreement it is about still stands."""
    mediation = begin(actor, follow_up.mediation)
    follow_up = _fresh(follow_up)
    follow_up.done_on, follow_up.result, follow_up.note = None, "", ""
    follow_up.save(update_fields=["done_on", "result", "note"])
    settle_phase(mediation)
    return follow_up


@transaction.atomic
def move_follow_up(*, actor: Any, follow_up: AgreementFollowUp, due_on: dt.date) -> AgreementFollowUp:
    """Within its bounds: the first two to four weeks after the agreement, the second about three months."""
    mediation = begin(actor, follow_up.mediation)
    follow_up = _to_do(follow_up)
    if due_on == follow_up.due_on:
        return follow_up
    if due_on < timezone.localdate():
        raise DomainError(_("Datoen er passeret. Vælg i dag eller en dag, der kommer."))
    agreed_on = follow_up.agreement.agreed_on
    if agreed_on is None:
        raise DomainError(_("Aftalen er ikke godkendt af alle mere. Se mæglingen igen."))
    first, last = bounds_of(agreed_on, follow_up.due_on)
    if not first <= due_on <= last:
        raise DomainError(
            as_sentence(
                _("Opfølgningen skal ligge mellem %(first)s og %(last)s.")
                % {"first": say_day(first), "last": say_day(last)}
            )
        )
    follow_up.due_on = due_on
    follow_up.save(update_fields=["due_on"])
    settle_phase(mediation)
    return follow_up


def _to_do(follow_up: AgreementFollowUp) -> AgreementFollowUp:
    fresh = _fresh(follow_up)
    if fresh.done_on:
        raise DomainError(_("Der er allerede fulgt op. Se mæglingen igen."))
    return fresh


def _fresh(follow_up: AgreementFollowUp) -> AgreementFollowUp:
    """Under the mediation's lock: every write goes through it."""
    rows = AgreementFollowUp.objects.select_related("agreement").filter(pk=follow_up.pk)
    fresh = rows.exclude(agreement__status=AgreementStatus.REPLACED).first()
    if fresh is None:
        raise DomainError(_("Aftalen er afløst af en ny udgave. Se mæglingen igen."))
    return fresh
