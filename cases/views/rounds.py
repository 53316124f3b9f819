"""Outreach rounds: the list of doors, the door one stands at, and the next one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.rounds import RoundForm
from cases.household import household
from cases.models import OutreachDoor, OutreachRound
from cases.permissions import get_door_for_caretaker, get_estate_for_caretaker, get_round_for_caretaker
from cases.round_page import DoorLine, StairwellPart, door_lines, next_door, stairwells_of, tally
from cases.services import rounds as services
from core.errors import DomainError
from core.lists import next_url
from core.outbox import saved
from residents.models import Estate, Stairwell

SHOWN = 50
HERE = "opgang"


@require_safe
@role_required(Role.CARETAKER)
def round_list(request: UserRequest) -> HttpResponse:
    """Those one is in the middle of, and the estates to begin one in."""
    walks = OutreachRound.objects.visible_to(request.user).open().with_counts()
    context = {
        "rounds": walks.select_related("estate", "membership__user").order_by("-started_at")[:SHOWN],
        "estates": Estate.objects.visible_to(request.user).order_by("sort_key"),
    }
    return render(request, "cases/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def estate_rounds(request: UserRequest, pk: int) -> HttpResponse:
    """The rounds of an estate, and a new one."""
    estate = get_estate_for_caretaker(request.user, pk)
    stairwells = Stairwell.objects.visible_to(request.user).filter(estate=estate).order_by("sort_key")
    if request.method != "POST":
        return show_estate(request, estate, RoundForm(stairwells=stairwells))
    form = RoundForm(request.POST, stairwells=stairwells)
    if not form.is_valid():
        return show_estate(request, estate, form, status=422)
    try:
        walk = services.start_round(actor=request.user, estate=estate, **form.choices_made)
    except DomainError as error:
        form.add_error(None, error.message)
        return show_estate(request, estate, form, status=409)
    return redirect("round_detail", pk=walk.pk)


def show_estate(request: UserRequest, estate: Estate, form: RoundForm, status: int = 200) -> HttpResponse:
    walks = OutreachRound.objects.visible_to(request.user).filter(estate=estate).with_counts()
    walks = walks.select_related("membership__user").order_by("-started_at")[:SHOWN]
    context = {
        "estate": estate,
        "form": form,
        "open": [walk for walk in walks if walk.ended_at is None],
        "ended": [walk for walk in walks if walk.ended_at],
    }
    return render(request, "cases/estate_rounds.html", context, status=status)


@require_safe
def round_detail(request: UserRequest, pk: int) -> HttpResponse:
    walk = get_round_for_caretaker(request.user, pk)
    stairwells = stairwells_of(request.user, walk)
    asked = int(given) if (given := request.GET.get(HERE, "")).isdecimal() else None
    door = next_door(request.user, walk, asked) if walk.ended_at is None else None
    here = shown_stairwell(stairwells, asked, door)
    lines = door_lines(request.user, walk, here.pk) if here else []
    context = {
        "round": walk,
        "stairwells": stairwells,
        "total": sum(part.total for part in stairwells),
        "done": sum(part.done for part in stairwells),
        "here": here,
        "lines": lines,
        "tally": tally(request.user, walk),
        "back": round_url(walk.pk, here.pk if here else None),
        **show_door(request, walk, door, lines),
    }
    return render(request, "cases/round_detail.html", context)


def shown_stairwell(
    stairwells: list[StairwellPart], asked: int | None, door: OutreachDoor | None
) -> StairwellPart | None:
    """The one asked for, also when it is walked; else the one of the next door."""
    wanted = [asked, door.tenancy.dwelling.stairwell_id if door else None]
    found = [part for pk in wanted for part in stairwells if part.pk == pk]
    return next(iter(found or stairwells), None)


def show_door(
    request: UserRequest, walk: OutreachRound, door: OutreachDoor | None, lines: list[DoorLine]
) -> dict[str, Any]:
    """The door one stands at, with who lives behind it: that is a look-up."""
    if door is None:
        return {"door": None}
    record_look_up(actor=request.user, subject=door.tenancy, purpose=Purpose.CASEWORK)
    stairwell_id = door.tenancy.dwelling.stairwell_id
    found = next((line for line in lines if line.pk == door.pk), None)
    if found is None:
        elsewhere = door_lines(request.user, walk, stairwell_id)
        found = next(line for line in elsewhere if line.pk == door.pk)
    people = household(door.people)  # type: ignore[attr-defined]
    return {"door": found, "people": people, "door_back": round_url(walk.pk, stairwell_id)}


def round_url(pk: int, stairwell_id: int | None = None) -> str:
    address = reverse("round_detail", args=[pk])
    return f"{address}?{urlencode({HERE: stairwell_id})}" if stairwell_id else address


@require_POST
def round_end(request: UserRequest, pk: int) -> HttpResponse:
    services.end_round(actor=request.user, walk=get_round_for_caretaker(request.user, pk))
    messages.success(request, _("Runden er afsluttet. Du kan altid gå videre med den."))
    return redirect("round_detail", pk=pk)


@require_POST
def round_go_on(request: UserRequest, pk: int) -> HttpResponse:
    walk = get_round_for_caretaker(request.user, pk)
    try:
        services.go_on(actor=request.user, walk=walk)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("round_detail", pk=pk)


@require_POST
def door_skip(request: UserRequest, pk: int) -> HttpResponse:
    door = get_door_for_caretaker(request.user, pk)
    services.skip_door(actor=request.user, door=door)
    return saved(request, next_url(request, round_url(door.round_id)))


@require_POST
def door_take_along(request: UserRequest, pk: int) -> HttpResponse:
    door = get_door_for_caretaker(request.user, pk)
    try:
        services.take_door_along(actor=request.user, door=door)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(next_url(request, round_url(door.round_id)))
