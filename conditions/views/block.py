"""The block picture of an estate or one stairwell, and the signs that lead there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from conditions.block import block_of
from conditions.permissions import get_estate_for_picture, get_stairwell_for_picture
from conditions.querysets import HANDLES
from conditions.signs import signs_of
from residents.models import Estate, Stairwell

NARROWED = "opgang"


@require_safe
def concern_block(request: UserRequest, estate_pk: int) -> HttpResponse:
    estate = get_estate_for_picture(request.user, estate_pk)
    note_reading(request, estate)
    context = {"estate": estate, **drawn(request, estate_id=estate.pk)}
    return render(request, "conditions/block.html", context)


@require_safe
def concern_at_stairwell(request: UserRequest, stairwell_pk: int) -> HttpResponse:
    """Where the sign in the stairwell leads."""
    stairwell = get_stairwell_for_picture(request.user, stairwell_pk)
    note_reading(request, stairwell.estate)
    context = {"stairwell": stairwell, **drawn(request, stairwell_id=stairwell.pk)}
    return render(request, "conditions/stairwell.html", context)


def drawn(request: UserRequest, **place: int) -> dict[str, object]:
    return {"picture": block_of(request.user, **place), "is_caretaker": request.user.role in HANDLES}


def note_reading(request: UserRequest, estate: Estate) -> None:
    """The caretaker reads which households there are concerns about; the office what it wrote itself."""
    if request.user.role in HANDLES:
        record_look_up(actor=request.user, subject=estate, purpose=Purpose.CONCERN)


@require_safe
def stairwell_signs(request: UserRequest, estate_pk: int) -> HttpResponse:
    estate = get_estate_for_picture(request.user, estate_pk)
    stairwells = Stairwell.objects.visible_to(request.user).filter(estate=estate).order_by("sort_key", "pk")
    one = request.GET.get(NARROWED, "")
    if one.isdecimal():
        stairwells = stairwells.filter(pk=int(one))
    signs = signs_of(stairwells, request.build_absolute_uri("/").rstrip("/"))
    return render(request, "conditions/signs.html", {"estate": estate, "signs": signs, "is_one": bool(one)})
