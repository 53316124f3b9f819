"""The estate office reports what it saw of a flat."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import require_role
from accounts.querysets import on_day
from conditions.choices import ConcernKind
from conditions.models import ConcernFlag
from conditions.pictures import Picture
from conditions.querysets import REPORTS
from conditions.services.photos import add_photos, has_others
from core.constraints import explained
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries
from residents.models import Dwelling, Tenancy


class ConcernConflictError(DomainError):
    """The form was sent before with other words."""


@transaction.atomic
def report_concern(
    *,
    actor: Any,
    dwelling: Dwelling,
    client_uuid: uuid.UUID,
    kinds: Collection[str],
    urgency: str,
    seen_from: str,
    note: str = "",
    photos: Sequence[Picture] = (),
    seen_at: dt.datetime | None = None,
) -> tuple[ConcernFlag, bool]:
    """Write it about the household that had the flat that day, and owe it to whoever has the estate. Returns
    it, and whether it is new: the same form again answers with the row it made, however often it comes at
    once; with another body: ConcernConflictError. `seen_at` is the phone's clock and no part of the body.
    """
    _require_estate(actor, dwelling)
    body = {
        "dwelling_id": dwelling.pk,
        "kinds": in_order(kinds),
        "urgency": urgency,
        "seen_from": seen_from,
        "note": note,
    }
    seen_at = seen_at or timezone.now()
    had = on_day(timezone.localdate(seen_at))
    kept = {
        "organisation_id": dwelling.organisation_id,
        "estate_id": dwelling.estate_id,
        "tenancy": Tenancy.objects.filter(had, dwelling=dwelling).first(),
        "seen_at": seen_at,
    }
    with explained(ConcernFlag):
        concern, is_new = ConcernFlag.objects.get_or_create(
            reported_by=actor, client_uuid=client_uuid, defaults=body | kept
        )
    if not is_new:
        return _the_same(concern, body, photos), False
    concern.refresh_from_db(fields=["serial"])
    if photos:
        add_photos(actor=actor, concern=concern, photos=photos)
    owe_deliveries(
        kind=DeliveryKind.CONCERN,
        organisation_id=concern.organisation_id,
        subjects=[(concern.pk, concern.estate_id)],
    )
    return concern, True


def _require_estate(actor: Any, dwelling: Dwelling) -> None:
    """Only the estate office of today."""
    require_role(actor, *REPORTS)
    if not actor.is_active or dwelling.estate_id not in actor.membership.estate_ids:
        raise PermissionDenied


def in_order(kinds: Collection[str]) -> list[str]:
    """Once each, in the order they are asked for; one we do not know stays, for the database to refuse."""
    chosen = set(kinds)
    known = [kind for kind in ConcernKind.values if kind in chosen]
    return known + sorted(chosen.difference(known))


def _the_same(concern: ConcernFlag, body: dict[str, Any], photos: Sequence[Picture]) -> ConcernFlag:
    if any(getattr(concern, name) != value for name, value in body.items()) or has_others(concern, photos):
        raise ConcernConflictError(
            _("Meldingen er allerede sendt med et andet indhold. Send igen for at sende det her som en ny.")
        )
    return concern
