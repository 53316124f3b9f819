"""The organisation's own list of reasons for a standstill. Nothing is deleted: a reason that was used stays
as it was called then, and is switched off."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import acting_organisation, require_role
from core.constraints import explained
from core.errors import DomainError
from evictions.models import StandstillReason
from residents.models import HousingOrganisation

FIRST_REASONS = (
    "Kommunen behandler en ansøgning",
    "Betaling er lovet til en bestemt dag",
    "En afdragsordning er ved at blive aftalt",
    "Lejeren har indsigelser mod kravet",
    "Lejeren er på vej til en billigere bolig",
    "Andet",
)
"""What every organisation begins with. About the money and the dwelling, never about the person."""


def give_first_reasons(organisation: HousingOrganisation) -> None:
    """Inside the transaction that creates the organisation, which has no actor of its own."""
    StandstillReason.objects.bulk_create(
        StandstillReason(organisation=organisation, name=name) for name in FIRST_REASONS
    )


@transaction.atomic
def add_reason(*, actor: Any, name: str) -> StandstillReason:
    require_role(actor, Role.SYSTEM_ADMINISTRATOR)
    with explained(StandstillReason):
        return StandstillReason.objects.create(organisation=acting_organisation(actor), name=_clean(name))


@transaction.atomic
def rename_reason(*, actor: Any, reason: StandstillReason, name: str) -> StandstillReason:
    """As long as nobody has used it: what a case was paused for is not put in other words afterwards."""
    reason = _own(actor, reason)
    if reason.standstills.exists():
        raise DomainError(_("Årsagen er brugt og kan ikke omdøbes. Slå den fra, og opret en ny."))
    reason.name = _clean(name)
    with explained(StandstillReason):
        reason.save(update_fields=["name"])
    return reason


@transaction.atomic
def switch_reason(*, actor: Any, reason: StandstillReason, is_active: bool) -> StandstillReason:
    """Whether it can be chosen from now on."""
    reason = _own(actor, reason)
    reason.is_active = is_active
    reason.save(update_fields=["is_active"])
    return reason


def _own(actor: Any, reason: StandstillReason) -> StandstillReason:
    """Locked: a standstill that is being given for it is waited for."""
    require_role(actor, Role.SYSTEM_ADMINISTRATOR)
    return StandstillReason.objects.visible_to(actor).select_for_update().get(pk=reason.pk)


def _clean(name: str) -> str:
    if not (name := " ".join(name.split())):
        raise DomainError(_("Skriv, hvad årsagen hedder."))
    return name
