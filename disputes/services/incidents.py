"""The noise log: what happened, added to day by day. A line that was wrong is struck or put right; what stood
before is in its audit."""

import uuid
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.seen import seen as digest
from disputes.models import Complainant, Complaint, Incident
from disputes.permissions import require_complaint_of
from disputes.services.complaint_writes import locked, require_open
from disputes.services.complaints import Happening, log_incident, require_happened


class IncidentChangedError(DomainError):
    """Somebody has put the line right since; `incident` is as it stands now."""

    def __init__(self, incident: Incident) -> None:
        super().__init__(
            _("Linjen er ændret, siden du åbnede den. Se den igen, og gem så, hvis dit stadig skal gælde.")
        )
        self.incident = incident


def seen_of(incident: Incident) -> str:
    """What the form of a line was made from."""
    return digest(incident.told_by_id, incident.struck_at, *asdict(happening_of(incident)).values())


def happening_of(incident: Incident) -> Happening:
    return Happening(
        on=incident.on,
        text=incident.text,
        starts_at=incident.starts_at,
        ends_at=incident.ends_at,
        place=incident.place,
        witnesses=incident.witnesses,
    )


@transaction.atomic
def add_incident(
    *,
    actor: Any,
    complaint: Complaint,
    happening: Happening,
    client_uuid: uuid.UUID,
    told_by: Complainant | None = None,
) -> tuple[Incident, bool]:
    """A line, and whether it is new: the same form again (`client_uuid`) answers with the line it made. It is
    no change of the complaint, so that nobody who is writing about that has to begin anew."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint)
    if before := Incident.objects.filter(made_by_id=actor.pk, client_uuid=client_uuid).first():
        if before.complaint_id != complaint.pk:
            raise DomainError(_("Skemaet er sendt om en anden klage. Hent siden igen."))
        return before, False
    require_open(complaint)
    _check(complaint, happening, told_by)
    return log_incident(complaint, happening, actor=actor, told_by=told_by, client_uuid=client_uuid), True


@transaction.atomic
def correct_incident(
    *,
    actor: Any,
    incident: Incident,
    happening: Happening,
    told_by: Complainant | None,
    seen: str = "",
) -> Incident:
    """IncidentChangedError when it is not what was `seen`."""
    require_complaint_of(actor, incident.complaint)
    complaint = locked(incident.complaint)
    require_open(complaint)
    _check(complaint, happening, told_by)
    row: Incident = complaint.incidents.get(pk=incident.pk)
    if seen and seen != seen_of(row):
        raise IncidentChangedError(row)
    if row.struck_at is not None:
        raise DomainError(_("Linjen er streget. Fortryd stregen, før du retter den."))
    said = {**asdict(happening), "told_by_id": told_by.pk if told_by else None}
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=[*asdict(happening), "told_by"])
    return row


@transaction.atomic
def strike_incident(*, actor: Any, incident: Incident, back: bool = False) -> Incident:
    """A line that does not belong here; `back`: it does after all. Twice changes nothing."""
    require_complaint_of(actor, incident.complaint)
    complaint = locked(incident.complaint)
    require_open(complaint)
    row: Incident = complaint.incidents.get(pk=incident.pk)
    if (row.struck_at is None) is back:
        return row
    row.struck_at = None if back else timezone.now()
    row.save(update_fields=["struck_at"])
    return row


def _check(complaint: Complaint, happening: Happening, told_by: Complainant | None) -> None:
    require_happened(happening, timezone.localdate())
    if told_by is not None and told_by.complaint_id != complaint.pk:
        raise DomainError(_("Vælg en, der står bag klagen."))
