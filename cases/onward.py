"""Who lives behind the next door of a stairwell: on a round, or without one."""

from typing import Any

from django.db.models import Q

from cases.models import OutreachDoor
from cases.querysets import handed_away
from cases.round_page import STAIRWELL, doors_of
from residents.models import Tenancy


def next_in_stairwell(user: Any, door: OutreachDoor) -> OutreachDoor | None:
    """The next of its round to be walked on the same stairs: further on, else one that was passed."""
    stairs = {STAIRWELL: door.tenancy.dwelling.stairwell_id}
    waiting = doors_of(user, door.round).to_walk().exclude(pk=door.pk).filter(**stairs)  # type: ignore[attr-defined]
    further: OutreachDoor | None = waiting.filter(position__gt=door.position).first()
    return further or waiting.first()


def next_household(user: Any, tenancy: Tenancy) -> Tenancy | None:
    """The next in the stairwell as one walks it, whoever lives there now and is one's own to visit."""
    here = tenancy.dwelling
    households = Tenancy.objects.visible_to(user).current().exclude(pk__in=handed_away(user))
    further = Q(dwelling__sort_key__gt=here.sort_key) | Q(
        dwelling__sort_key=here.sort_key, dwelling_id__gt=here.pk
    )
    rows = households.filter(further, dwelling__stairwell_id=here.stairwell_id)
    return rows.order_by("dwelling__sort_key", "dwelling_id").first()
