"""The caretaker's checklist. Casework: the landlord's side of the case neither sees nor notices it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.permissions import require_role
from cases.permissions import require_course_of
from cases.services.follow_ups import lock_course
from core.errors import DomainError
from core.seen import seen as digest
from evictions.choices import WayOutKind, WayOutState
from evictions.models import EvictionCase, WayOut
from evictions.services.eviction_writes import require_open


class WayOutChangedError(DomainError):
    """A colleague has written since the page was read; `way_out` is as it stands now."""

    def __init__(self, way_out: WayOut) -> None:
        super().__init__(
            _("En kollega har ændret »%(kind)s« til »%(state)s« imens. Se den igen, før du gemmer.")
            % {"kind": way_out.get_kind_display(), "state": way_out.get_state_display()}
        )
        self.way_out = way_out


def stands(way_out: WayOut | None) -> str:
    """What a page was made from, for `seen`: nobody overwrites what they have not read."""
    return digest(str(way_out.state), way_out.on, way_out.note) if way_out else ""


@transaction.atomic
def set_way_out(
    *,
    actor: Any,
    case: EvictionCase,
    kind: str,
    state: str,
    on: dt.date,
    seen: str,
    note: str | None = None,
) -> WayOut:
    """How far it has come on `on`. `note` None leaves what is written. The same once more changes nothing.
    It does not touch the eviction case: its revision is the landlord's."""
    require_role(actor, Role.CARETAKER)
    lock_course(case.tenancy)
    require_course_of(actor, case.tenancy)
    case.refresh_from_db(fields=["status"])
    require_open(case)
    if kind not in WayOutKind.values or state not in WayOutState.values:
        raise DomainError(_("Vælg en udvej, og hvor langt den er."))
    if on > timezone.localdate():
        raise DomainError(_("Datoen er ikke kommet endnu. Skriv den dag, det er sket."))
    now = WayOut.objects.filter(eviction_case=case, kind=kind).first()
    words = (now.note if now else "") if note is None else note.strip()
    if now and (now.state, now.on, now.note) == (state, on, words):
        return now
    if now and seen != stands(now):
        raise WayOutChangedError(now)
    way_out = now or WayOut(
        organisation_id=case.organisation_id,
        estate_id=case.estate_id,
        tenancy_id=case.tenancy_id,
        eviction_case=case,
        kind=kind,
    )
    way_out.state, way_out.on, way_out.note, way_out.made_by_id = state, on, words, actor.pk
    way_out.save()
    return way_out
