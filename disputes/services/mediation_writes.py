"""How a mediation is written: under its lock, by whoever mediates it at that moment, against the revision
somebody saw. Every service about mediations goes through here."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, RevisionChangedError
from core.months import months_after
from core.weekdays import add_weekdays
from disputes.choices import (
    MEDIATION_TRANSITIONS,
    AgreementStatus,
    MediationFact,
    MediationPhase,
    MeetingStatus,
)
from disputes.models import Agreement, AgreementFollowUp, Complaint, Mediation, MediationMeeting

KEPT_MONTHS = 3


class MediationChangedError(RevisionChangedError):
    """Somebody has written since the page was read; `row` is as it stands now."""

    def __init__(self, mediation: Mediation) -> None:
        super().__init__(
            _(
                "Mæglingen er ændret, siden du åbnede den. Se den igen, og gem så, hvis dit stadig skal "
                "gælde."
            ),
            mediation,
        )


def begin(actor: Any, mediation: Mediation, seen: int | None = None) -> Mediation:
    """The mediation as it stands, locked until the transaction ends, to be written by `actor`: somebody who
    mediates it now (a party may have refused them a moment ago), while it is open. MediationChangedError when
    it is not the revision that was `seen`; None asks nothing (a note in a room changes nothing of it)."""
    fresh = locked(mediation)
    require_mediator(actor, fresh)
    require_open(fresh)
    if seen is not None and fresh.revision != seen:
        raise MediationChangedError(fresh)
    return fresh


def locked(mediation: Mediation) -> Mediation:
    """Its complaint first: whoever opens one on the same complaint waits there, too. Read only then: a join
    asked for with the lock finds nothing when the mediator was changed meanwhile."""
    if mediation.complaint_id:
        list(Complaint.objects.select_for_update(no_key=True).filter(pk=mediation.complaint_id))
    list(Mediation.objects.select_for_update(no_key=True).filter(pk=mediation.pk))
    return Mediation.objects.select_related("mediator__user", "estate").get(pk=mediation.pk)


def require_mediator(actor: Any, mediation: Mediation) -> None:
    if not Mediation.objects.visible_to(actor).standing().filter(pk=mediation.pk).exists():
        raise PermissionDenied


def require_open(mediation: Mediation) -> None:
    if not mediation.is_open:
        raise DomainError(_("Mæglingen er afsluttet, så den kan ikke ændres mere."))


def save(mediation: Mediation, **values: Any) -> Mediation:
    """Write `values` into the locked mediation, with a new revision, and the one fact onto its complaint."""
    for name, value in values.items():
        setattr(mediation, name, value)
    mediation.revision += 1
    mediation.save(update_fields=[*values, "revision"])
    if "fact" in values:
        tell_complaint(mediation)
    return mediation


def move(mediation: Mediation, phase: str, **values: Any) -> Mediation:
    """To another phase, along MEDIATION_TRANSITIONS. Where it is already it stays."""
    if phase == mediation.phase:
        return save(mediation, **values)
    if phase not in MEDIATION_TRANSITIONS[mediation.phase]:
        raise DomainError(
            _("Mæglingen kan ikke gå dertil fra »%(phase)s«.") % {"phase": mediation.get_phase_display()}
        )
    return save(mediation, phase=phase, **values)


def tell_complaint(mediation: Mediation) -> None:
    """One word, and no revision: nothing that anybody writes of the complaint has changed."""
    if mediation.complaint_id:
        Complaint.objects.filter(pk=mediation.complaint_id).update(mediation=mediation.fact)


def was_held(mediation: Mediation) -> bool:
    """A meeting was held, or the parties agreed without one."""
    held = MediationMeeting.objects.filter(mediation=mediation, status=MeetingStatus.HELD)
    return held.exists() or has_agreement(mediation)


def has_agreement(mediation: Mediation) -> bool:
    """One that all have accepted."""
    return Agreement.objects.filter(mediation=mediation, agreed_on__isnull=False).exists()


def settle(mediation: Mediation) -> Mediation:
    """What follows when a meeting was held, an agreement was accepted, or a follow-up was planned or done:
    the fact, and the day its content is deleted. Inside the caller's transaction, with the mediation locked.
    """
    held = {"fact": MediationFact.HELD} if was_held(mediation) else {}
    return save(mediation, delete_on=day_of_deletion(mediation), **held)


def day_of_deletion(mediation: Mediation, closed_on: dt.date | None = None) -> dt.date | None:
    """Three months after the last follow-up was done; after closing when there was none. None while it is
    open and there is something to do yet: open, it is over when nothing is left to follow up."""
    rows = AgreementFollowUp.objects.filter(mediation=mediation)
    waits = rows.filter(done_on__isnull=True).exclude(agreement__status=AgreementStatus.REPLACED)
    if closed_on is None and (mediation.phase != MediationPhase.FOLLOW_UP or waits.exists()):
        return None
    last = rows.aggregate(last=Max("done_on"))["last"] or closed_on
    return _last_weekday(months_after(last, KEPT_MONTHS)) if last else None


def _last_weekday(day: dt.date) -> dt.date:
    """Not later than `day`: what deletes rests at the weekend."""
    return add_weekdays(day + dt.timedelta(days=1), -1)


def closing_values(mediation: Mediation, ended: str) -> dict[str, Any]:
    now = timezone.now()
    return {
        "closed_at": now,
        "ended": ended,
        "fact": MediationFact.HELD if was_held(mediation) else MediationFact.NOT_HELD,
        "delete_on": day_of_deletion(mediation, timezone.localdate(now)),
    }
