"""What was said in a mediation is not kept: on its day everything in it is deleted, and a number, a word and
the dates are left for the figures (docs/mediation.md)."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.months import months_after
from disputes.choices import Kept, MediationEnd
from disputes.models import (
    Acceptance,
    Agreement,
    AgreementFollowUp,
    AgreementPoint,
    Mediation,
    MediationMeeting,
    Party,
    PreTalk,
    RefusedMediator,
    RoomEntry,
)
from disputes.services.mediation_writes import KEPT_MONTHS, has_agreement, locked, save
from disputes.services.mediations import end
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.services.outbox import withdraw_deliveries

AT: Final = dt.time(4, 0)
UNTIL: Final = dt.time(23, 0)
SHORT_MONTHS: Final = dt.timedelta(days=3)
"""Three months back from 28 February may be as late as 30 November; `erase` counts forward."""
CONTENT: Final = (AgreementFollowUp, Acceptance, MediationMeeting, RoomEntry, PreTalk, RefusedMediator)
"""Rows that know their mediation; agreements, their points and the parties go after these. Who gave it to
whom is kept (MediatorChange)."""


@transaction.atomic
def erase_mediations(day: dt.date) -> int:
    """Those whose day has come, and open ones that nobody sees any more: three months after the role of their
    mediator ended. Idempotent. Returns how many."""
    last = months_after(day, -KEPT_MONTHS) + SHORT_MONTHS
    left = Q(delete_on__isnull=True, mediator__ended_on__lte=last)
    due = Mediation.objects.standing().filter(Q(delete_on__lte=day) | left).order_by("pk")
    return sum(erase(mediation, day) for mediation in list(due))


def erase(mediation: Mediation, day: dt.date) -> bool:
    """False when it was done, or put off, while this waited for its lock. Inside a transaction."""
    mediation = locked(mediation)
    delete_on = mediation.delete_on or _without_mediator(mediation)
    if mediation.erased_at or delete_on is None or delete_on > day:
        return False
    if mediation.is_open:
        mediation = end(mediation, _ended(mediation))
    for model in CONTENT:
        model.objects.filter(mediation=mediation).delete()
    AgreementPoint.objects.filter(agreement__mediation=mediation).delete()
    Agreement.objects.filter(mediation=mediation).delete()
    Party.objects.filter(mediation=mediation).delete()
    withdraw_deliveries(kind=DeliveryKind.MEDIATION, subject_ids=[mediation.pk])
    save(mediation, about="", complaint=None, erased_at=timezone.now())
    return True


def _without_mediator(mediation: Mediation) -> dt.date | None:
    ended_on = mediation.mediator.ended_on
    return months_after(ended_on, KEPT_MONTHS) if ended_on else None


def _ended(mediation: Mediation) -> MediationEnd:
    """Nobody closed it: what the last follow-up said, when they agreed at all."""
    if not has_agreement(mediation):
        return MediationEnd.NOT_AGREED
    done = AgreementFollowUp.objects.filter(mediation=mediation, done_on__isnull=False)
    last = done.order_by("-done_on", "-pk").first()
    broken = last is not None and last.result == Kept.BROKEN
    return MediationEnd.BROKEN if broken else MediationEnd.AGREED


def schedule() -> Scheduled:
    return Scheduled("erase_mediations", AT, UNTIL, erase_mediations)
