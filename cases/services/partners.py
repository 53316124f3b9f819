"""The directory of partners, and what was agreed with each: a new agreement is a new period, so that what was
promised when a referral was sent can still be read."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.models import Partner, PartnerAgreement
from core.constraints import explained
from core.errors import DomainError
from core.phrases import say_day

KEEPS_PARTNERS = (Role.CARETAKER, Role.COORDINATOR)


@transaction.atomic
def create_partner(
    *, actor: Any, kind: str, name: str, phone: str = "", email: str = "", address: str = ""
) -> Partner:
    require_role(actor, *KEEPS_PARTNERS)
    with explained(Partner):
        return Partner.objects.create(
            organisation_id=actor.organisation_id,
            kind=kind,
            name=name,
            phone=phone,
            email=email,
            address=address,
        )


@transaction.atomic
def change_partner(
    *, actor: Any, partner: Partner, kind: str, name: str, phone: str = "", email: str = "", address: str = ""
) -> Partner:
    """What they are called and where they are. What was agreed is a new agreement, and whom a resident has
    said yes to by name stays who it was."""
    _guard(actor, partner)
    # The full lock: a consent that names them is being written, or is not.
    before = Partner.objects.select_for_update().get(pk=partner.pk)
    if (before.kind, before.name) != (kind, name) and before.consents.exists():
        raise DomainError(
            _("Et samtykke nævner dem som %(name)s. Afslut samarbejdet, og opret en ny med det andet navn.")
            % {"name": before.name}
        )
    with explained(Partner):
        changed = (
            Partner.objects.current()
            .filter(pk=partner.pk)
            .update(kind=kind, name=name, phone=phone, email=email, address=address)
        )
    if not changed:
        raise DomainError(_("Samarbejdet er afsluttet. Opret samarbejdspartneren igen for at bruge den."))
    partner.refresh_from_db()
    return partner


@transaction.atomic
def end_partner(*, actor: Any, partner: Partner) -> Partner:
    """No longer offered. What was sent to them stays. Doing so twice changes nothing."""
    _guard(actor, partner)
    locked = _lock(partner)
    if locked.ended_at:
        return locked
    if locked.referrals.open().exists():
        raise DomainError(
            _("Der er åbne henvisninger hertil. Afslut dem, eller træk dem tilbage, før du afslutter.")
        )
    locked.ended_at = timezone.now()
    locked.save(update_fields=["ended_at"])
    return locked


@transaction.atomic
def agree(
    *,
    actor: Any,
    partner: Partner,
    contact: str,
    may_ask: str,
    response_weekdays: int,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    phone: str = "",
    email: str = "",
) -> PartnerAgreement:
    """A new period. The one that runs ends the day before; an earlier one is never written over."""
    _guard(actor, partner)
    if _lock(partner).ended_at:
        raise DomainError(_("Samarbejdet er afsluttet. Opret samarbejdspartneren igen for at bruge den."))
    _make_room(partner, starts_on)
    with explained(PartnerAgreement):
        return PartnerAgreement.objects.create(
            organisation_id=partner.organisation_id,
            partner=partner,
            contact=contact,
            phone=phone,
            email=email,
            may_ask=may_ask,
            response_weekdays=response_weekdays,
            starts_on=starts_on,
            ends_on=ends_on,
        )


def _make_room(partner: Partner, starts_on: dt.date) -> None:
    latest = partner.agreements.order_by("-starts_on", "-pk").first()
    if latest is None:
        return
    if latest.starts_on >= starts_on:
        raise DomainError(
            _("Der er allerede en aftale fra %(day)s. Den nye aftale skal begynde senere.")
            % {"day": say_day(latest.starts_on)}
        )
    if latest.ends_on is None or latest.ends_on >= starts_on:
        latest.ends_on = starts_on - dt.timedelta(days=1)
        latest.save(update_fields=["ends_on"])


def _lock(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)


def _guard(actor: Any, partner: Partner) -> None:
    require_role(actor, *KEEPS_PARTNERS)
    if not Partner.objects.visible_to(actor).filter(pk=partner.pk).exists():
        raise DomainError(_("Samarbejdspartneren hører til en anden boligorganisation."))
