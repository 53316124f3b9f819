"""Every fact that leaves the file is a row: to whom, which data, on what ground, when and by whom."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership
from cases.choices import DataKind, LegalBasis
from cases.letters import Letter
from cases.models import Case, Consent, Disclosure, Referral
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_to

WHAT_LENGTH = 300
RECIPIENT_LENGTH = 160


def disclose(*, actor: Any, referral: Referral, letter: Letter, how: str) -> Disclosure:
    """Inside the transaction that sends or prints `letter`. Its kinds, not those asked for, are what left."""
    contents = ", ".join(letter.contents)
    what = _("%(how)s: %(contents)s") % {"how": how, "contents": contents}
    return Disclosure.objects.create(
        organisation_id=referral.organisation_id,
        estate_id=referral.estate_id,
        tenancy_id=referral.tenancy_id,
        case_id=referral.case_id,
        referral=referral,
        partner_id=referral.partner_id,
        recipient=letter.recipient[:RECIPIENT_LENGTH],
        what=what if len(what) <= WHAT_LENGTH else f"{what[: WHAT_LENGTH - 1]}…",
        data_kinds=letter.kinds,
        consent=None if referral.legal_basis else referral.consent,
        legal_basis=referral.legal_basis,
        basis_reason=referral.basis_reason if referral.legal_basis else "",
        made_by_id=actor.pk,
    )


def disclose_to_landlord(*, actor: Any, consent: Consent, what: str) -> Disclosure:
    """Inside the transaction that tells the administration. `what` names the facts, without what they say."""
    return Disclosure.objects.create(
        organisation_id=consent.organisation_id,
        estate_id=consent.estate_id,
        tenancy_id=consent.tenancy_id,
        case_id=consent.case_id,
        recipient=_("Boligorganisationens administration"),
        what=what[:WHAT_LENGTH],
        data_kinds=[DataKind.SUPPORT],
        consent=consent,
        made_by_id=actor.pk,
    )


def disclose_notice_92(*, actor: Any, tenancy_id: int, recipient: str, reason: str) -> Disclosure | None:
    """The administration's notice to the municipality (ALL § 92(2)), inside the transaction that registers it
    as sent. A record of the household's open case; None, and nothing told to anybody, when there is none."""
    case = Case.objects.open().filter(tenancy_id=tenancy_id).first()
    if case is None:
        return None
    return Disclosure.objects.create(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        case=case,
        recipient=recipient[:RECIPIENT_LENGTH],
        what=_("Underretning fra administrationen: navn, adresse, og at en sag er sendt til fogedretten"),
        data_kinds=[DataKind.CONTACT],
        legal_basis=LegalBasis.NOTICE_92,
        basis_reason=reason,
        made_by_id=actor.pk,
    )


def tell_coordinators(disclosure: Disclosure) -> int:
    """One without consent: the coordinators see on what ground and why, and nothing else."""
    rows = Membership.objects.active().filter(
        organisation_id=disclosure.organisation_id, role=Role.COORDINATOR
    )
    return owe_to(
        kind=DeliveryKind.DISCLOSURE,
        subject_id=disclosure.pk,
        organisation_id=disclosure.organisation_id,
        recipient_ids=list(rows.values_list("user_id", flat=True)),
    )
