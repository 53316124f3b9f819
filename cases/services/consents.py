"""Recording what a resident said yes to, and taking it back: everything that relied on it stops at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import UNANSWERED, DataKind, ReferralStatus
from cases.models import Case, Consent, Partner, Referral
from cases.permissions import require_caseworker
from cases.providers import consent_hooks
from cases.services.follow_ups import lock_course
from core.constraints import explained
from core.errors import DomainError
from residents.models import Resident

LASTS = dt.timedelta(days=365)
LONGEST = dt.timedelta(days=731)


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawn consent stopped: drafts that lost it, and what was sent and had no answer yet."""

    consent: Consent
    drafts: list[Referral] = field(default_factory=list)
    stopped: list[Referral] = field(default_factory=list)


@transaction.atomic
def record_consent(
    *,
    actor: Any,
    case: Case,
    resident: Resident,
    purpose: str,
    data_kinds: Sequence[str],
    form: str,
    given_on: dt.date,
    starts_on: dt.date,
    ends_on: dt.date,
    recipients: Sequence[Partner] = (),
    to_landlord: bool = False,
    for_own_notes: bool = False,
) -> Consent:
    """A consent is never changed: other words are another consent, and this one is withdrawn. The same words
    once more (a button pressed twice) are the consent there is."""
    require_caseworker(actor, case)
    lock_course(case.tenancy)
    _check_case(case, resident)
    _check_period(given_on, starts_on, ends_on)
    if not (recipients or to_landlord or for_own_notes):
        raise DomainError(_("Vælg, hvem der må få oplysningerne, eller at du må skrive dem ned."))
    if any(p.organisation_id != case.organisation_id or p.ended_at for p in recipients):
        raise DomainError(_("En af samarbejdspartnerne bruges ikke mere. Vælg en anden."))
    said = {
        "resident": resident,
        "purpose": purpose,
        "data_kinds": [kind for kind in DataKind.values if kind in set(data_kinds)],
        "to_landlord": to_landlord,
        "for_own_notes": for_own_notes,
        "form": form,
        "given_on": given_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    if standing := _standing(case, said, recipients):
        return standing
    with explained(Consent):
        consent = Consent.objects.create(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            case=case,
            recorded_by_id=actor.pk,
            **said,
        )
    consent.recipients.set(recipients)
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Any, consent: Consent) -> Withdrawal:
    """Drafts lose it; what is sent and unanswered is withdrawn, also by apps above. Doing so twice changes
    nothing.

    It takes the household's lock, as sending does: a letter goes out before it or not at all.
    """
    require_caseworker(actor, consent.case)
    lock_course(consent.tenancy)
    now = timezone.now()
    fresh = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True)
    changed = fresh.update(withdrawn_at=now, withdrawn_by_id=actor.pk)
    consent.refresh_from_db()
    if not changed:
        return Withdrawal(consent)
    relied = Referral.objects.filter(consent=consent, legal_basis="").select_related("partner", "agreement")
    drafts = list(relied.filter(status=ReferralStatus.DRAFTED))
    stopped = list(relied.filter(status__in=UNANSWERED))
    for draft in drafts:
        draft.consent = None
        draft.texts.pop(DataKind.HEALTH, None)
        draft.save(update_fields=["consent", "texts"])
    ended = {"status": ReferralStatus.WITHDRAWN, "ended_at": now}
    Referral.objects.filter(pk__in=[referral.pk for referral in stopped]).update(**ended)
    for hook in consent_hooks:
        hook(actor, consent)
    return Withdrawal(consent, drafts, stopped)


def _standing(case: Case, said: dict[str, Any], recipients: Sequence[Partner]) -> Consent | None:
    """One in force that says the same of the same."""
    wanted = {partner.pk for partner in recipients}
    same = Consent.objects.filter(case=case, withdrawn_at__isnull=True, **said)
    rows = same.prefetch_related("recipients").order_by("pk")
    return next((row for row in rows if {partner.pk for partner in row.recipients.all()} == wanted), None)


def _check_case(case: Case, resident: Resident) -> None:
    case.refresh_from_db(fields=["status"])
    if not case.is_open:
        raise DomainError(_("Sagen er afsluttet. Genåbn den, før du skriver et samtykke ind."))
    if resident.tenancy_id != case.tenancy_id:
        raise DomainError(_("Personen bor ikke her. Vælg en fra husstanden."))


def _check_period(given_on: dt.date, starts_on: dt.date, ends_on: dt.date) -> None:
    today = timezone.localdate()
    if given_on > today:
        raise DomainError(_("Samtykket kan ikke være givet på en dag, der ikke er kommet endnu."))
    if starts_on < given_on:
        raise DomainError(_("Samtykket kan ikke gælde, før det er givet."))
    if ends_on < starts_on:
        raise DomainError(_("Samtykket skal slutte efter den dag, det begynder."))
    if ends_on > starts_on + LONGEST:
        raise DomainError(
            _("Et samtykke gælder højst to år. Vælg en tidligere dag, og bed om et nyt senere.")
        )
