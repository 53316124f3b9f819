"""What is written in one party's room: kept once per form, struck and brought back, never shown to another
party."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from disputes.models import Party, RoomEntry
from disputes.services.mediation_writes import begin


class EntryConflictError(DomainError):
    """The same form, with other words."""


@transaction.atomic
def add_entry(
    *,
    actor: Any,
    party: Party,
    client_uuid: uuid.UUID,
    kind: str,
    text: str,
    happened_at: dt.datetime | None = None,
) -> RoomEntry:
    """The same form twice makes one row; EntryConflictError when the second says something else."""
    begin(actor, party.mediation)
    said = {"party_id": party.pk, "kind": kind, "text": text.strip()}
    if not said["text"]:
        raise DomainError(_("Skriv, hvad der skal huskes."))
    existing = RoomEntry.objects.filter(made_by=actor, client_uuid=client_uuid).first()
    if existing is None:
        return write_entry(
            party, actor, kind=kind, text=text, client_uuid=client_uuid, happened_at=happened_at
        )
    if any(getattr(existing, name) != value for name, value in said.items()):
        raise EntryConflictError(_("Notatet er gemt allerede, med andre ord. Skriv resten som et nyt notat."))
    return existing


def write_entry(
    party: Party,
    actor: Any,
    *,
    kind: str,
    text: str,
    client_uuid: uuid.UUID | None = None,
    happened_at: dt.datetime | None = None,
) -> RoomEntry:
    """Inside the caller's transaction, with the mediation locked."""
    return RoomEntry.objects.create(
        organisation_id=party.organisation_id,
        estate_id=party.estate_id,
        mediation_id=party.mediation_id,
        party=party,
        made_by=actor,
        client_uuid=client_uuid or uuid.uuid4(),
        kind=kind,
        text=text.strip(),
        happened_at=happened_at or timezone.now(),
    )


@transaction.atomic
def strike_entry(*, actor: Any, entry: RoomEntry) -> RoomEntry:
    return _set_struck(actor, entry, timezone.now())


@transaction.atomic
def bring_entry_back(*, actor: Any, entry: RoomEntry) -> RoomEntry:
    """Struck by mistake."""
    return _set_struck(actor, entry, None)


def _set_struck(actor: Any, entry: RoomEntry, at: dt.datetime | None) -> RoomEntry:
    """By whoever mediates: what a predecessor wrote may be wrong, too."""
    begin(actor, entry.mediation)
    RoomEntry.objects.filter(pk=entry.pk, struck_at__isnull=at is not None).update(struck_at=at)
    entry.refresh_from_db()
    return entry
