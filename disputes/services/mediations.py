"""Opening a mediation, and closing it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import require_role
from cases.contact_form import within_reach
from core.constraints import explained
from core.errors import DomainError
from disputes.choices import MediationEnd, MediationPhase, MeetingStatus
from disputes.models import PARTIES, Complaint, Mediation, MediationMeeting, Party
from disputes.services.complainants_shown import refuse_hidden, show_complainants
from disputes.services.mediation_writes import (
    begin,
    closing_values,
    has_agreement,
    move,
    tell_complaint,
)
from disputes.services.mediators import tell_mediator
from disputes.services.refusals import colleague
from residents.models import Estate, Tenancy


@dataclass(frozen=True)
class NewParty:
    tenancy: Tenancy
    name: str
    phone: str = ""


@transaction.atomic
def open_mediation(
    *,
    actor: Any,
    estate: Estate,
    parties: Sequence[NewParty],
    about: str = "",
    complaint: Complaint | None = None,
    mediator: Membership | None = None,
    agreed: Collection[int] = (),
) -> Mediation:
    """Between at least two households of the caretaker's, from a complaint or without one. The mediator may
    be a colleague: then she sees it, and whoever opened it does not. `agreed` are the households of the
    complaint that were asked, and have said yes to the other side being told who they are: no other hidden
    one may be a party."""
    require_role(actor, Role.CARETAKER)
    mediator = colleague(actor, mediator or actor.membership)
    _refuse_unfit(actor, parties)
    homes = [party.tenancy.pk for party in parties]
    if complaint is not None:
        complaint = _complaint_to_mediate(actor, complaint)
        show_complainants(actor, complaint, homes, agreed)
    refuse_hidden(homes, but=complaint.pk if complaint else None)
    with explained(Mediation):
        mediation = Mediation.objects.create(
            organisation_id=estate.organisation_id,
            estate=estate,
            complaint=complaint,
            mediator=mediator,
            opened_by=actor,
            about=about.strip(),
        )
    for label, party in zip(PARTIES, parties, strict=False):
        write_party(mediation, actor, label, party)
    tell_complaint(mediation)
    tell_mediator(actor, mediation)
    return mediation


def _refuse_unfit(actor: Any, parties: Sequence[NewParty]) -> None:
    homes = [party.tenancy.pk for party in parties]
    if len(set(homes)) < 2:
        raise DomainError(_("Der skal være mindst to husstande at mægle imellem."))
    if len(set(homes)) < len(homes):
        raise DomainError(_("Den samme husstand står der to gange."))
    if len(homes) > len(PARTIES):
        raise DomainError(_("Der kan højst være %(most)s parter i en mægling.") % {"most": len(PARTIES)})
    if within_reach(actor).filter(pk__in=homes).count() < len(homes):
        raise PermissionDenied


def _complaint_to_mediate(actor: Any, complaint: Complaint) -> Complaint:
    rows = Complaint.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    found: Complaint | None = rows.filter(pk=complaint.pk).first()
    if found is None:
        raise PermissionDenied
    if why := why_not_mediated(found):
        raise DomainError(why)
    return found


def why_not_mediated(complaint: Complaint) -> str:
    """ "" when mediation may be offered."""
    if not complaint.is_open:
        return _("Klagesagen er afsluttet. Genåbn den, eller åbn en mægling uden klage.")
    if Mediation.objects.open().filter(complaint=complaint).exists():
        return _("Der mægles allerede i klagesagen.")
    return ""


def write_party(mediation: Mediation, actor: Any, label: str, party: NewParty) -> Party:
    return Party.objects.create(
        organisation_id=mediation.organisation_id,
        estate_id=mediation.estate_id,
        mediation=mediation,
        made_by=actor,
        label=label,
        tenancy=party.tenancy,
        name=party.name.strip(),
        phone=party.phone.strip(),
    )


@transaction.atomic
def close_mediation(*, actor: Any, mediation: Mediation, seen: int | None, ended: str) -> Mediation:
    """Nobody writes in it any more, and its content is deleted on `delete_on`. The organisation learns
    whether it was held."""
    mediation = begin(actor, mediation, seen)
    return end(mediation, ended)


def end(mediation: Mediation, ended: str) -> Mediation:
    """Inside the caller's transaction, with the mediation locked."""
    if ended not in MediationEnd.values:
        raise DomainError(_("Vælg, hvordan mæglingen endte."))
    if ended in {MediationEnd.AGREED, MediationEnd.BROKEN} and not has_agreement(mediation):
        raise DomainError(_("Der er ingen aftale, som alle har godkendt. Vælg et andet udfald."))
    planned = MediationMeeting.objects.filter(mediation=mediation, status=MeetingStatus.PLANNED)
    planned.update(status=MeetingStatus.CANCELLED, changes=F("changes") + 1, changed_at=timezone.now())
    return move(mediation, MediationPhase.CLOSED, **closing_values(mediation, ended))
