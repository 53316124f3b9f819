"""Taking in a complaint, and putting right what was taken in. What is done about it: the services of the
ladder."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pgtrigger import Deferred, constraints

from core.errors import DomainError
from disputes.choices import WRITTEN_CHANNELS, ComplaintStepKind
from disputes.models import Complainant, Complaint, Incident
from disputes.permissions import require_complaint_of, require_taking_in
from disputes.services.complaint_writes import locked, require_open, require_seen, save, write_step
from disputes.services.reminders import tell_new_day
from evictions.rules import complaint_action_due
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries
from residents.models import Tenancy

Signatures = Sequence[tuple[Tenancy, str]]
"""Who stands behind a complaint: the household, and the name that was given."""


@dataclass(frozen=True)
class Happening:
    """What happened once, as it was told."""

    on: dt.date
    text: str
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    witnesses: str = ""


def action_due(*, channel: str, is_reasoned: bool, received_on: dt.date) -> dt.date | None:
    """The 4 weeks of ALL § 83(2), which only one that is written and reasoned starts."""
    if channel in WRITTEN_CHANNELS and is_reasoned:
        return complaint_action_due(received_on)
    return None


@transaction.atomic
def take_in_complaint(
    *,
    actor: Any,
    respondent: Tenancy,
    complainants: Signatures,
    category: str,
    channel: str,
    is_reasoned: bool,
    received_on: dt.date,
    happening: Happening,
    client_uuid: uuid.UUID,
) -> tuple[Complaint, bool]:
    """The complaint, and whether it is new: the same form again (`client_uuid`) answers with the one it made.
    It is owed to whoever has the household or the estate."""
    require_taking_in(actor, respondent)
    sent = {"reported_by_id": actor.pk, "client_uuid": client_uuid}
    if before := Complaint.objects.filter(**sent).first():
        return before, False
    require_past(received_on)
    require_households(respondent, complainants, received_on)
    require_happened(happening, received_on)
    complaint = Complaint(
        organisation_id=respondent.organisation_id,
        estate_id=respondent.estate_id,
        respondent=respondent,
        category=category,
        channel=channel,
        is_reasoned=is_reasoned,
        received_on=received_on,
        action_due=action_due(channel=channel, is_reasoned=is_reasoned, received_on=received_on),
        **sent,
    )
    constraints(Deferred, "disputes.Complaint:never_anonymous")  # Also where all is checked at once.
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError:
        if before := Complaint.objects.filter(**sent).first():
            return before, False
        raise
    complaint.refresh_from_db(fields=["serial"])
    signed = [sign(complaint, tenancy, name, actor) for tenancy, name in complainants]
    log_incident(complaint, happening, actor=actor, told_by=signed[0], client_uuid=client_uuid)
    write_step(complaint, ComplaintStepKind.RECEIVED, actor=actor, on=received_on)
    owe_deliveries(
        kind=DeliveryKind.COMPLAINT,
        organisation_id=complaint.organisation_id,
        subjects=[(complaint.pk, complaint.estate_id)],
    )
    return complaint, True


def require_past(received_on: dt.date) -> None:
    if received_on > timezone.localdate():
        raise DomainError(_("Klagen kan ikke være modtaget en dag, der ikke er kommet endnu."))


def require_happened(happening: Happening, by: dt.date) -> None:
    """Not after the day it was told of."""
    if happening.on > by:
        raise DomainError(_("Hændelsen kan ikke ligge efter den dag, der blev fortalt om den."))
    if not happening.text.strip():
        raise DomainError(_("Skriv, hvad der skete."))


def require_households(respondent: Tenancy, complainants: Signatures, day: dt.date) -> None:
    """Somebody by name, each household once, none of them the respondent, all of the organisation and living
    there that day."""
    if not complainants or not all(name.strip() for _home, name in complainants):
        raise DomainError(_("Skriv, hvem der klager. Anonyme klager tages ikke."))
    homes = [tenancy for tenancy, _name in complainants]
    if len({home.pk for home in homes}) < len(homes):
        raise DomainError(_("Den samme husstand står to gange. Lad den stå én gang."))
    for home in homes:
        require_other_household(respondent, home)
    if not all(lives_there(home, day) for home in (respondent, *homes)):
        raise DomainError(
            _("En af husstandene boede der ikke den dag, klagen kom. Vælg dem, der boede der da.")
        )


def require_other_household(respondent: Tenancy, home: Tenancy) -> None:
    if home.pk == respondent.pk:
        raise DomainError(_("En husstand kan ikke klage over sig selv."))
    if home.organisation_id != respondent.organisation_id:
        raise DomainError(_("Den, der klager, skal bo i den samme boligorganisation."))


def lives_there(tenancy: Tenancy, day: dt.date) -> bool:
    return tenancy.starts_on <= day and (tenancy.ends_on is None or tenancy.ends_on >= day)


def sign(complaint: Complaint, tenancy: Tenancy, name: str, actor: Any) -> Complainant:
    row: Complainant = Complainant.objects.create(
        organisation_id=complaint.organisation_id,
        estate_id=complaint.estate_id,
        complaint=complaint,
        tenancy=tenancy,
        name=name.strip(),
        made_by_id=actor.pk,
    )
    return row


def log_incident(
    complaint: Complaint,
    happening: Happening,
    *,
    actor: Any,
    told_by: Complainant | None,
    client_uuid: uuid.UUID,
) -> Incident:
    row: Incident = Incident.objects.create(
        organisation_id=complaint.organisation_id,
        estate_id=complaint.estate_id,
        complaint=complaint,
        made_by_id=actor.pk,
        told_by=told_by,
        client_uuid=client_uuid,
        **asdict(happening),
    )
    return row


@transaction.atomic
def correct_complaint(*, actor: Any, complaint: Complaint, seen: int, **facts: Any) -> Complaint:
    """`facts`: category, channel, is_reasoned, received_on. The clock is counted again from them, and what
    stood before stays in the course, and whoever was told of the old day is told of the new one. What
    stands so already changes nothing."""
    require_complaint_of(actor, complaint)
    complaint = locked(complaint)
    require_open(complaint)
    changed = {name: value for name, value in facts.items() if getattr(complaint, name) != value}
    if not changed:
        return complaint
    require_seen(complaint, seen)
    received_on = changed.get("received_on", complaint.received_on)
    require_past(received_on)
    before = {name: str(getattr(complaint, name)) for name in sorted(changed)}
    due = action_due(
        channel=changed.get("channel", complaint.channel),
        is_reasoned=changed.get("is_reasoned", complaint.is_reasoned),
        received_on=received_on,
    )
    was = complaint.action_due
    save(complaint, **changed, action_due=due)
    values = {"changed": sorted(changed), "before": before}
    write_step(complaint, ComplaintStepKind.CORRECTED, actor=actor, values=values)
    if due != was:
        tell_new_day(complaint)
    return complaint
