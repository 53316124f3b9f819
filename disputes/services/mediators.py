"""Giving a mediation to another mediator: by whoever has it, and by the coordinator when nobody has."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import require_role
from core.errors import DomainError
from disputes.choices import RoomEntryKind
from disputes.models import Mediation, MediatorChange, Party
from disputes.services.mediation_writes import begin, locked, save
from disputes.services.refusals import colleague, never_refused, remember
from disputes.services.rooms import write_entry
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_only_to


def tell_mediator(actor: Any, mediation: Mediation) -> None:
    """To whoever mediates it now, unless it was their own doing; nobody else has the line any more."""
    user_id = mediation.mediator.user_id
    owe_only_to(
        kind=DeliveryKind.MEDIATION,
        subject_id=mediation.pk,
        organisation_id=mediation.organisation_id,
        recipient_ids=[] if user_id == actor.pk else [user_id],
    )


@transaction.atomic
def change_mediator(
    *, actor: Any, mediation: Mediation, seen: int, mediator: Membership, asked_by: Party | None = None
) -> Mediation:
    """To a colleague, because a party would rather have another (`asked_by`), or for a reason of one's own.
    All of it goes along: the new mediator reads it, whoever had it does not from the next request on. It is
    noted in every room; that a party asked for it in theirs alone. Whoever a party would not have is
    remembered, and does not come back to it."""
    mediation = begin(actor, mediation, seen)
    if mediator == mediation.mediator:
        raise DomainError(_("%(name)s er mægler allerede.") % {"name": mediation.mediator.user.name})
    if asked_by is not None and asked_by.mediation_id != mediation.pk:
        raise PermissionDenied
    said = _("Mægler er nu %(new)s. Før var det %(former)s.")
    return _give(mediation, actor, mediator, said, asked_by=asked_by)


@transaction.atomic
def pass_on(*, actor: Any, mediation: Mediation, mediator: Membership) -> Mediation:
    """By the coordinator, of one whose mediator has left; they read nothing of it, before or after, so they
    do not take it themselves, either, when they are a caretaker as well. DomainError when it has a mediator
    by now."""
    require_role(actor, Role.COORDINATOR)
    if mediation.organisation_id != actor.organisation_id:
        raise PermissionDenied
    mediation = locked(mediation)
    if not Mediation.objects.without_mediator(actor).filter(pk=mediation.pk).exists():
        raise DomainError(_("Mæglingen har en mægler igen, eller den er afsluttet."))
    if mediator.user_id == actor.pk:
        raise DomainError(_("Giv den til en kollega. Skal du selv mægle, må en anden koordinator give den."))
    said = _("Mægler er nu %(new)s. Før var det %(former)s, som er stoppet.")
    return _give(mediation, actor, mediator, said, by_coordinator=True)


def _give(
    mediation: Mediation,
    actor: Any,
    to: Membership,
    said: str,
    *,
    asked_by: Party | None = None,
    by_coordinator: bool = False,
) -> Mediation:
    """Of the locked mediation. A wish for another is met with it."""
    former, mediator = mediation.mediator, colleague(actor, to, mediation)
    words = said % {"new": mediator.user.name, "former": former.user.name}
    parties = list(mediation.partys.all())
    with never_refused():
        save(mediation, mediator=mediator)
    for party in parties:
        refuses = party.refuses_mediator or party == asked_by
        text = f"{words} {_('Parten ønskede det.')}" if refuses else words
        write_entry(party, actor, kind=RoomEntryKind.NOTE, text=text)
        if refuses:
            remember(party, actor, former)
    mediation.partys.update(refuses_mediator=False)
    MediatorChange.objects.create(
        organisation_id=mediation.organisation_id,
        estate_id=mediation.estate_id,
        mediation=mediation,
        made_by=actor,
        former=former,
        mediator=mediator,
        by_coordinator=by_coordinator,
    )
    tell_mediator(actor, mediation)
    return mediation
