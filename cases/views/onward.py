"""Where one goes on to after a contact: back, or to the next door of the stairwell, on a round or without."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cases.links import contact_link
from cases.models import OutreachDoor, Visit
from cases.onward import next_household, next_in_stairwell
from cases.services.rounds import mark_door
from residents.models import Tenancy

DOOR, THEN, NEXT_DOOR = "door", "then", "naeste"


def door_given(request: HttpRequest) -> int | None:
    """The door of a round that the form was opened from; it is checked where it is used."""
    given = request.POST.get(DOOR) or request.GET.get(DOOR) or ""
    return int(given) if given.isdecimal() and len(given) < len(str(2**63)) else None


def onward_fields(request: HttpRequest) -> dict[str, Any]:
    """What the form carries along. `then` only where its button is replaced by a question about CPR."""
    return {"door": door_given(request) or "", "then": request.POST.get(THEN, "")}


def follow_door(request: Any, visit: Visit) -> None:
    if door_id := door_given(request):
        mark_door(actor=request.user, door_id=door_id, visit=visit)


def onward(request: Any, tenancy: Tenancy, back: str) -> str:
    """After "Gem og næste i opgangen": the contact form of the next; when there is none, back."""
    if request.POST.get(THEN) != NEXT_DOOR:
        return back
    if door := on_round(request, tenancy):
        following = next_in_stairwell(request.user, door)
        if following:
            return f"{contact_link(following.tenancy_id, back)}&{urlencode({DOOR: following.pk})}"
    elif neighbour := next_household(request.user, tenancy):
        return contact_link(neighbour.pk, back)
    messages.info(request, _("Det var den sidste dør i opgangen."))
    return back


def on_round(request: Any, tenancy: Tenancy) -> OutreachDoor | None:
    doors = OutreachDoor.objects.visible_to(request.user).filter(pk=door_given(request) or 0, tenancy=tenancy)
    door: OutreachDoor | None = doors.select_related("round", "tenancy__dwelling").first()
    return door
