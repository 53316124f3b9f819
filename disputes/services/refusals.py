"""Whom a party would not have as mediator. It is remembered without a reason, and keeps them out for good:
until the party says otherwise, or all of it is deleted."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Membership
from core.errors import DomainError
from disputes.choices import RoomEntryKind
from disputes.models import Mediation, Party, RefusedMediator
from disputes.models.never_refused import NOT_REFUSED
from disputes.services.rooms import write_entry


@contextmanager
def never_refused() -> Iterator[None]:
    """As core.constraints.explained, for the triggers that keep a refused mediator out."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) != NOT_REFUSED:
            raise
        said = _("En part har sagt nej til den mægler. Se mæglingen igen, og vælg en anden.")
        raise DomainError(said) from error


def colleague(actor: Any, mediator: Membership, mediation: Mediation | None = None) -> Membership:
    """A caretaker here who may mediate, as they stand now."""
    found = Membership.objects.to_choose(actor, Role.CARETAKER).filter(pk=mediator.pk).first()
    if found is None:
        raise DomainError(_("Vælg en social vicevært i organisationen som mægler."))
    refused = RefusedMediator.objects.filter(mediation=mediation, membership=found)
    if mediation is not None and refused.exists():
        said = _("%(name)s kan ikke mægle her: en part har sagt nej. Vælg en anden.")
        raise DomainError(said % {"name": found.user.name})
    return found


def remember(party: Party, actor: Any, membership: Membership) -> bool:
    """False when it was known. Inside the caller's transaction, with the mediation locked."""
    known = {
        "organisation_id": party.organisation_id,
        "estate_id": party.estate_id,
        "mediation_id": party.mediation_id,
        "made_by": actor,
    }
    with never_refused():
        _row, is_new = RefusedMediator.objects.get_or_create(
            party=party, membership=membership, defaults=known
        )
    return is_new


def note_wish(mediation: Mediation, party: Party, actor: Any, *, wishes: bool) -> None:
    """That a party would rather have another than who mediates, or would not after all, leaves a trace in
    their room: it may be whom they refuse that writes it. Before it is written, with the mediation locked."""
    if not Party.objects.filter(pk=party.pk, refuses_mediator=not wishes).exists():
        return
    said = _("Parten ønsker en anden mægler end %(name)s.")
    taken_back = _("Parten vil alligevel gerne have %(name)s som mægler.")
    text = (said if wishes else taken_back) % {"name": mediation.mediator.user.name}
    write_entry(party, actor, kind=RoomEntryKind.NOTE, text=text)


def refuse_another(mediation: Mediation, party: Party, actor: Any, membership: Membership) -> None:
    """One who does not mediate today: a stand-in, or somebody the party knows. Inside the caller's
    transaction, with the mediation locked."""
    if membership == mediation.mediator:
        said = _("%(name)s mægler selv. Sæt kryds ved, at parten ønsker en anden mægler.")
        raise DomainError(said % {"name": membership.user.name})
    found = Membership.objects.to_choose(actor, Role.CARETAKER).filter(pk=membership.pk).first()
    if found is None:
        raise DomainError(_("Vælg en social vicevært i organisationen."))
    if remember(party, actor, found):
        said = _("Parten har sagt nej til %(name)s som mægler.") % {"name": found.user.name}
        write_entry(party, actor, kind=RoomEntryKind.NOTE, text=said)


def take_back(party: Party, actor: Any, refusals: Collection[RefusedMediator]) -> None:
    """The party would have them after all. Only what this party has refused: not what another has. Inside
    the caller's transaction, with the mediation locked."""
    named = [refusal.pk for refusal in refusals]
    rows = RefusedMediator.objects.filter(party=party, pk__in=named).select_related("membership__user")
    for refusal in rows:
        said = _("Parten vil alligevel gerne have %(name)s som mægler.")
        text = said % {"name": refusal.membership.user.name}
        refusal.delete()
        write_entry(party, actor, kind=RoomEntryKind.NOTE, text=text)
