"""Who accepted an agreement, how and when. Whoever has left is not waited for; when the last of the others
has accepted, it holds, and is followed up."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.choices import AcceptedHow, AgreementStatus, MediationFact
from disputes.models import Acceptance, Agreement, Mediation, Party
from disputes.services.agreement_follow_ups import propose_follow_ups
from disputes.services.agreements import seen_agreement
from disputes.services.mediation_writes import begin, save, was_held
from disputes.services.phases import current_agreement, settle_phase

FEWEST = 2
"""One party alone agrees with nobody."""


@transaction.atomic
def accept_agreement(
    *, actor: Any, agreement: Agreement, party: Party, seen: int, how: str, on: dt.date
) -> Acceptance:
    """Of the words that were `seen`, and of no others."""
    mediation = begin(actor, agreement.mediation)
    agreement = seen_agreement(mediation, seen)
    party = Party.objects.get(pk=party.pk)
    if party.mediation_id != mediation.pk or party.left_on:
        raise DomainError(_("Den, der skal godkende, er ikke part i mæglingen. Se mæglingen igen."))
    _check(mediation, agreement, how, on)
    if agreement.acceptances.filter(party=party).exists():
        raise DomainError(_("%(label)s har allerede godkendt aftalen.") % {"label": party.label})
    acceptance = Acceptance.objects.create(
        organisation_id=mediation.organisation_id,
        estate_id=mediation.estate_id,
        mediation=mediation,
        made_by_id=actor.pk,
        agreement=agreement,
        party=party,
        on=on,
        how=how,
    )
    settle_acceptances(mediation)
    settle_phase(mediation)
    return acceptance


@transaction.atomic
def undo_acceptance(*, actor: Any, acceptance: Acceptance) -> Agreement:
    """Written down by mistake; not when the agreement has been followed up, or another has replaced it."""
    mediation = begin(actor, acceptance.mediation)
    agreement = Agreement.objects.get(pk=acceptance.agreement_id)
    if agreement.status == AgreementStatus.REPLACED or agreement.follow_ups.filter(done_on__isnull=False):
        raise DomainError(_("Aftalen er gået videre, så godkendelsen kan ikke fortrydes."))
    undone, _rows = Acceptance.objects.filter(pk=acceptance.pk).delete()
    if undone:
        _ask_again(mediation, agreement)
        settle_acceptances(mediation)
        settle_phase(mediation)
    return agreement


def _ask_again(mediation: Mediation, agreement: Agreement) -> None:
    """It does not hold any more, until settle_acceptances says so."""
    if agreement.status != AgreementStatus.ACCEPTED:
        return
    agreement.follow_ups.all().delete()
    agreement.status, agreement.agreed_on = AgreementStatus.DRAFT, None
    agreement.save(update_fields=["status", "agreed_on"])
    if not was_held(mediation):
        save(mediation, fact=MediationFact.OFFERED)


def party_is_back(mediation: Mediation, party: Party) -> None:
    """The others may have agreed while nobody waited for this one: then this one is asked, too, unless the
    agreement has been followed up. Inside the caller's transaction, with the mediation locked."""
    agreement = current_agreement(mediation)
    if agreement is None or agreement.follow_ups.filter(done_on__isnull=False).exists():
        return
    if not agreement.acceptances.filter(party=party).exists():
        _ask_again(mediation, agreement)


def settle_acceptances(mediation: Mediation) -> None:
    """Whether the agreement holds now: after an acceptance, and after a party has left. Inside the caller's
    transaction, with the mediation locked; settle_phase comes after."""
    agreement = current_agreement(mediation)
    if agreement is None or agreement.status != AgreementStatus.DRAFT:
        return
    here = set(Party.objects.filter(mediation=mediation, left_on__isnull=True).values_list("pk", flat=True))
    accepted = dict(agreement.acceptances.values_list("party_id", "on"))
    named = set(agreement.points.exclude(party=None).values_list("party_id", flat=True))
    if len(here) < FEWEST or not here <= accepted.keys() or not named <= here:
        return
    agreement.status = AgreementStatus.ACCEPTED
    agreement.agreed_on = max(accepted[party] for party in here)
    agreement.save(update_fields=["status", "agreed_on"])
    propose_follow_ups(agreement)


def _check(mediation: Mediation, agreement: Agreement, how: str, on: dt.date) -> None:
    if agreement.status != AgreementStatus.DRAFT:
        raise DomainError(_("Aftalen er godkendt af alle."))
    if not agreement.points.exists():
        raise DomainError(_("Der er ingen punkter i aftalen endnu. Skriv dem, før nogen godkender."))
    if agreement.points.filter(party__left_on__isnull=False).exists():
        raise DomainError(_("Et punkt er for en part, der ikke er med længere. Ret aftalen først."))
    if how not in AcceptedHow.values:
        raise DomainError(_("Vælg, hvordan aftalen blev godkendt."))
    if on > timezone.localdate():
        raise DomainError(_("Datoen er ikke kommet endnu. Skriv den dag, parten sagde ja."))
    if on < timezone.localdate(mediation.opened_at):
        raise DomainError(_("Datoen ligger før mæglingen begyndte. Se efter, om den er rigtig."))
