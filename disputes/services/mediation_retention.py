"""What was said in a mediation is not kept: on its day everything in it is deleted, and a number, a word and
the dates are left for the figures (docs/mediation.md)."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

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
    RoomEntry,
)
from disputes.services.mediation_writes import locked, save
from disputes.services.mediations import end
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled
from notifications.services.outbox import withdraw_deliveries

AT: Final = dt.time(4, 0)
UNTIL: Final = dt.time(23, 0)
CONTENT: Final = (AgreementFollowUp, Acceptance, MediationMeeting, RoomEntry, PreTalk)
"""Rows that know their mediation; agreements, their points and the parties go after these."""


@transaction.atomic
def erase_mediations(day: dt.date) -> int:
    """Those whose day has come. Idempotent. Returns how many."""
    due = Mediation.objects.standing().filter(delete_on__lte=day).order_by("pk")
    return sum(erase(mediation, day) for mediation in list(due))


def erase(mediation: Mediation, day: dt.date) -> bool:
    """False when it was done, or put off, while this waited for its lock. Inside a transaction."""
    mediation = locked(mediation)
    if mediation.erased_at or mediation.delete_on is None or mediation.delete_on > day:
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


def _ended(mediation: Mediation) -> MediationEnd:
    """Everything was followed up and nobody closed it: what the last follow-up said."""
    done = AgreementFollowUp.objects.filter(mediation=mediation, done_on__isnull=False)
    last = done.order_by("-done_on", "-pk").first()
    broken = last is not None and last.result == Kept.BROKEN
    return MediationEnd.BROKEN if broken else MediationEnd.AGREED


def schedule() -> Scheduled:
    return Scheduled("erase_mediations", AT, UNTIL, erase_mediations)
