"""Bringing a resident to a partner: drafted, sent on a ground, answered, done.

Sending asks for the ground inside the transaction, under the household's lock; the database asks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import REFERRAL_TRANSITIONS, UNANSWERED, DataKind, LegalBasis, ReferralStatus
from cases.grounds import missing_ground
from cases.letters import FIXED_SUBJECT, WITHOUT_SUMMARY, Letter, agreement_with, letter_of, reads_health
from cases.models import Case, Consent, Partner, Referral, ReferralReminder, SupportPlanAction
from cases.permissions import require_caseworker
from cases.services.changes import refuse_changed
from cases.services.disclosures import disclose, tell_coordinators
from cases.services.follow_ups import lock_course
from core.constraints import explained
from core.errors import DomainError
from core.weekdays import add_weekdays

USUAL_RESPONSE_WEEKDAYS = 10
"""Where nothing was agreed: silence is to be seen there, too."""
PRINTABLE = frozenset({*UNANSWERED, ReferralStatus.ACCEPTED})
REASON_LENGTH = 300


HEALTH_BASES = frozenset({LegalBasis.CHILD, LegalBasis.VITAL})
ABOUT_HEALTH = gettext_lazy("Det om helbred læses, skrives og sendes kun af den, der har sagen.")


class LetterChangedError(DomainError):
    """What would be sent is not what was read."""


@dataclass(frozen=True)
class Words:
    """What a referral says and rests on."""

    subject: str
    summary: str = ""
    data_kinds: Sequence[str] = ()
    texts: dict[str, str] = field(default_factory=dict)
    action_ids: Sequence[int] = ()
    consent: Consent | None = None
    legal_basis: str = ""
    basis_reason: str = ""


@transaction.atomic
def draft_referral(*, actor: Any, case: Case, partner: Partner, words: Words) -> Referral:
    require_caseworker(actor, case)
    lock_course(case.tenancy)
    _check_open(case)
    _check_partner(case, partner)
    with explained(Referral):
        return Referral.objects.create(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            case=case,
            partner=partner,
            agreement=agreement_with(partner.pk),
            caretaker_id=actor.pk,
            **_columns(actor, case, words),
        )


@transaction.atomic
def change_referral(
    *, actor: Any, referral: Referral, partner: Partner, words: Words, was_seen: str = ""
) -> Referral:
    """Another wording, partner or ground, as long as it is a draft. It becomes the actor's letter.
    ChangedError when it is not as it `was_seen`."""
    require_caseworker(actor, referral.case)
    lock_course(referral.tenancy)
    _check_partner(referral.case, partner)
    if DataKind.HEALTH in _fresh(referral).texts and not reads_health(actor, referral.case):
        raise DomainError(str(ABOUT_HEALTH))
    columns = _columns(actor, referral.case, words)
    consent_id = words.consent.pk if words.consent else None
    refuse_changed(referral, was_seen, {**columns, "partner_id": partner.pk, "consent_id": consent_id})
    changed = Referral.objects.filter(pk=referral.pk, status=ReferralStatus.DRAFTED).update(
        partner=partner, agreement=agreement_with(partner.pk), caretaker_id=actor.pk, **columns
    )
    if not changed:
        raise DomainError(_("Henvisningen er ikke længere en kladde og kan ikke rettes. Skriv en ny."))
    return _fresh(referral)


@transaction.atomic
def send_referral(*, actor: Any, referral: Referral, how: str, seen: str) -> Referral:
    """Send what was read: `seen` is the digest of the letter in the preview, `how` says by what means.

    DomainError without a ground that covers every kind of data; LetterChangedError when the letter has
    changed since (an arrears list came, somebody corrected the draft).
    """
    require_caseworker(actor, referral.case)
    lock_course(referral.tenancy)
    referral = _fresh(referral)
    if referral.status != ReferralStatus.DRAFTED:
        raise DomainError(_("Henvisningen er allerede sendt eller trukket tilbage."))
    if referral.partner.ended_at:
        raise DomainError(_("Samarbejdet er afsluttet. Vælg en anden modtager."))
    letter = _letter_to_hand_out(actor, referral)
    if letter.digest != seen:
        raise LetterChangedError(_("Brevet er ændret, siden du læste det. Læs det igen, før du sender."))
    now, agreement = timezone.now(), agreement_with(referral.partner_id)
    days = agreement.response_weekdays if agreement else USUAL_RESPONSE_WEEKDAYS
    sent = {
        "status": ReferralStatus.SENT,
        "sent_at": now,
        "agreement": agreement,
        "answer_due_on": add_weekdays(timezone.localdate(now), days),
        "letter": letter.as_json(),
    }
    with explained(Referral):
        Referral.objects.filter(pk=referral.pk, status=ReferralStatus.DRAFTED).update(**sent)
    disclosure = disclose(actor=actor, referral=referral, letter=letter, how=how)
    if disclosure.consent_id is None:
        tell_coordinators(disclosure)
    return _fresh(referral)


@transaction.atomic
def hand_out_letter(*, actor: Any, referral: Referral, how: str) -> Letter:
    """A copy of a letter that was sent, on paper or as a file: it leaves the file too, so it is recorded, and
    only while its ground holds."""
    require_caseworker(actor, referral.case)
    lock_course(referral.tenancy)
    referral = _fresh(referral)
    if referral.status not in PRINTABLE:
        raise DomainError(_("Brevet kan hentes, når henvisningen er sendt, og indtil den er afsluttet."))
    letter = _letter_to_hand_out(actor, referral)
    disclose(actor=actor, referral=referral, letter=letter, how=how)
    return letter


@transaction.atomic
def move_referral(*, actor: Any, referral: Referral, to: str, reason: str = "") -> Referral:
    """The partner's answer, or the end. To SENT it comes by send_referral alone."""
    require_caseworker(actor, referral.case)
    if to == ReferralStatus.SENT or to not in REFERRAL_TRANSITIONS[referral.status]:
        raise DomainError(
            _("Henvisningen er »%(status)s« og kan ikke blive »%(to)s«.")
            % {"status": referral.get_status_display(), "to": ReferralStatus(to).label}
        )
    if to == ReferralStatus.DECLINED and not reason.strip():
        raise DomainError(_("Skriv, hvorfor henvisningen blev afvist."))
    now, columns = timezone.now(), dict[str, Any](status=to)
    if to == ReferralStatus.RECEIVED:
        columns["received_at"] = now
    if to in {ReferralStatus.ACCEPTED, ReferralStatus.DECLINED}:
        columns["answered_at"] = now
    if to == ReferralStatus.DECLINED:
        columns["declined_reason"] = reason.strip()[:REASON_LENGTH]
    if not REFERRAL_TRANSITIONS[to]:
        columns["ended_at"] = now
    if not Referral.objects.filter(pk=referral.pk, status=referral.status).update(**columns):
        raise DomainError(_("Henvisningen er ændret, siden du åbnede siden. Se på den igen."))
    return _fresh(referral)


@transaction.atomic
def remind_partner(*, actor: Any, referral: Referral, said: str = "") -> ReferralReminder:
    """The partner was called because an answer is owed."""
    require_caseworker(actor, referral.case)
    lock_course(referral.tenancy)
    referral = _fresh(referral)
    if referral.status not in UNANSWERED:
        raise DomainError(_("Der ventes ikke på svar på den henvisning."))
    return ReferralReminder.objects.create(
        organisation_id=referral.organisation_id,
        estate_id=referral.estate_id,
        tenancy_id=referral.tenancy_id,
        case_id=referral.case_id,
        referral=referral,
        said=said.strip()[:REASON_LENGTH],
        made_by_id=actor.pk,
    )


def _letter_to_hand_out(actor: Any, referral: Referral) -> Letter:
    _check_open(referral.case)
    if problem := missing_ground(referral):
        raise DomainError(problem)
    letter = letter_of(referral)
    if not letter.parts:
        raise DomainError(_("Brevet indeholder ingen oplysninger. Vælg, hvad der skal med."))
    if DataKind.HEALTH in letter.kinds and not reads_health(actor, referral.case):
        raise DomainError(str(ABOUT_HEALTH))
    return letter


def _check_open(case: Case) -> None:
    case.refresh_from_db(fields=["status"])
    if not case.is_open:
        raise DomainError(_("Sagen er afsluttet. Genåbn den, før du henviser eller henter brevet."))


def _check_health(actor: Any, case: Case, words: Words) -> None:
    """As in a sensitive note: with the resident's consent, by whoever has the case; or in acute danger."""
    if DataKind.HEALTH not in words.data_kinds or not words.texts.get(DataKind.HEALTH, "").strip():
        return
    if not reads_health(actor, case):
        raise DomainError(str(ABOUT_HEALTH))
    consent = words.consent
    covered = consent is not None and consent.is_valid() and DataKind.HEALTH in consent.data_kinds
    if not covered and words.legal_basis not in HEALTH_BASES:
        raise DomainError(
            _(
                "Om helbred må du kun skrive med et samtykke, der dækker det. "
                "Vælg samtykket, eller slet teksten."
            )
        )


def _columns(actor: Any, case: Case, words: Words) -> dict[str, Any]:
    """Words about kinds that are not to be sent are not kept, nor actions and consents of other cases."""
    kinds = [kind for kind in DataKind.values if kind in set(words.data_kinds)]
    if words.consent and words.consent.case_id != case.pk:
        raise DomainError(_("Samtykket hører til en anden sag. Vælg et af denne sags samtykker."))
    if words.consent and words.legal_basis:
        raise DomainError(_("Vælg enten et samtykke eller et lovgrundlag, ikke begge."))
    if words.legal_basis in WITHOUT_SUMMARY and words.summary.strip():
        raise DomainError(
            _("Underretningen efter § 92 er navn og adresse i en fast tekst. Slet sammenfatningen.")
        )
    _check_health(actor, case, words)
    of_case = SupportPlanAction.objects.filter(case=case, pk__in=list(words.action_ids))
    return {
        "subject": str(FIXED_SUBJECT.get(words.legal_basis, words.subject)),
        "summary": words.summary,
        "data_kinds": kinds,
        "texts": {kind: text for kind in kinds if (text := words.texts.get(kind, "").strip())},
        "action_ids": sorted(of_case.values_list("pk", flat=True)) if DataKind.SUPPORT in kinds else [],
        "consent": words.consent,
        "legal_basis": words.legal_basis,
        "basis_reason": words.basis_reason.strip() if words.legal_basis else "",
    }


def _check_partner(case: Case, partner: Partner) -> None:
    if partner.organisation_id != case.organisation_id or partner.ended_at:
        raise DomainError(_("Samarbejdspartneren bruges ikke mere. Vælg en anden."))


def _fresh(referral: Referral) -> Referral:
    """As it stands now, with what its letter is made of."""
    rows = Referral.objects.select_related(
        "case__organisation", "case__tenancy__dwelling__stairwell", "tenancy", "partner", "caretaker"
    )
    return rows.select_related("agreement", "consent__resident").get(pk=referral.pk)
