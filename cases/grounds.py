"""On what ground something may leave the file: the resident's consent that covers it, or one of the three
legal bases with a written reason. Everything that sends, prints or previews asks here."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.choices import BASIS_REACHES, DataKind, LegalBasis, PartnerKind
from cases.models import Consent, Referral
from core.phrases import say_day, say_list

BASIS_COVERS: dict[str, frozenset[str]] = {
    LegalBasis.NOTICE_92: frozenset({DataKind.CONTACT}),
    LegalBasis.CHILD: frozenset(DataKind.values),
    LegalBasis.VITAL: frozenset(DataKind.values),
}
"""ALL § 92(2) lets the municipality know that a case is filed, and of whom: name and address, no more."""


def covered_kinds(referral: Referral, day: dt.date | None = None) -> frozenset[str]:
    """The kinds of data that may go out with this referral on `day`: what it asks to send, as far as its
    ground reaches. Empty without a ground."""
    wanted = frozenset(referral.data_kinds)
    if referral.legal_basis:
        return frozenset() if _misses_basis(referral) else wanted & BASIS_COVERS[referral.legal_basis]
    consent = referral.consent
    if consent is None or consent.case_id != referral.case_id:
        return frozenset()
    if not consent.is_valid(day) or not _names(consent, referral.partner_id):
        return frozenset()
    return wanted & frozenset(consent.data_kinds)


def missing_ground(referral: Referral, day: dt.date | None = None) -> str:
    """Why it may not be sent on `day`, and what to do about it; "" when it may."""
    if referral.legal_basis:
        return _missing_basis(referral)
    consent = referral.consent
    if consent is None or consent.case_id != referral.case_id:
        return _("Der mangler et samtykke, der dækker henvisningen, eller et lovgrundlag med begrundelse.")
    if consent.withdrawn_at:
        return _("Samtykket er trukket tilbage. Tal med beboeren, før du går videre.")
    if not consent.is_valid(day):
        return _not_today(consent)
    if not _names(consent, referral.partner_id):
        return _("Samtykket nævner ikke %(partner)s. Bed beboeren om et nyt, eller vælg en anden.") % {
            "partner": referral.partner.name
        }
    beyond = frozenset(referral.data_kinds) - frozenset(consent.data_kinds)
    if beyond:
        return _("Samtykket dækker ikke %(kinds)s. Tag dem ud, eller bed beboeren om et nyt.") % {
            "kinds": say_kinds(beyond)
        }
    return ""


def missing_landlord_ground(consent: Consent, day: dt.date | None = None) -> str:
    """Why the three facts may not go to the landlord's administration on this consent, and what to do about
    it; "" when they may. `to_landlord` names both the recipient and what it may be told."""
    if consent.withdrawn_at:
        return _("Samtykket er trukket tilbage. Tal med beboeren, før du går videre.")
    if not consent.to_landlord:
        return _("Samtykket nævner ikke administrationen. Bed beboeren om et nyt.")
    if not consent.is_valid(day):
        return _not_today(consent)
    return ""


def _not_today(consent: Consent) -> str:
    return _("Samtykket gælder %(from)s til %(to)s. Bed beboeren om et nyt.") % {
        "from": say_day(consent.starts_on),
        "to": say_day(consent.ends_on),
    }


def _missing_basis(referral: Referral) -> str:
    if problem := _misses_basis(referral):
        return problem
    if beyond := frozenset(referral.data_kinds) - BASIS_COVERS[referral.legal_basis]:
        return _("Det grundlag rækker ikke til %(kinds)s. Tag dem ud.") % {"kinds": say_kinds(beyond)}
    return ""


def _misses_basis(referral: Referral) -> str:
    """What is wrong with the ground itself, whatever is asked to go with it."""
    if not referral.basis_reason.strip():
        return _("Skriv, hvorfor oplysningerne må gives uden samtykke.")
    return beyond_reach(referral.legal_basis, referral.partner.kind)


def beyond_reach(legal_basis: str, partner_kind: str) -> str:
    """Why nothing may go to such a partner without consent; "" when it may."""
    reached = BASIS_REACHES[legal_basis]
    if partner_kind in reached:
        return ""
    names = say_list([f"»{kind.label}«" for kind in PartnerKind if kind in reached])
    return _("Uden samtykke må det kun gå til %(kinds)s. Vælg en anden modtager, eller bed om samtykke.") % {
        "kinds": names
    }


def say_kinds(kinds: frozenset[str] | list[str]) -> str:
    """'»Navn, adresse og telefon« og »Økonomi, job og ydelser«', in their order."""
    return say_list([f"»{kind.label}«" for kind in DataKind if kind in kinds])


def _names(consent: Consent, partner_id: int) -> bool:
    return consent.recipients.filter(pk=partner_id).exists()
