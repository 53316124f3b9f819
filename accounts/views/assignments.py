"""The coordinator's board: who has which estate, and handing one over."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.board import board_of, history_of, line_of, responsible_after
from accounts.forms.answers import attempt
from accounts.forms.assignments import ColleagueForm, EndForm, HandOverForm
from accounts.models import EstateAssignment
from accounts.once import once
from accounts.permissions import ASSIGNS, get_assignment_for_user, get_estate_for_user, role_required
from accounts.requests import UserRequest
from accounts.sentences import say_hand_over
from accounts.services import assignments as services

PAGE_SIZE = 50
UNCOVERED = "uden"


@require_safe
@role_required(*ASSIGNS)
def assignment_list(request: UserRequest) -> HttpResponse:
    lines = board_of(request.user)
    uncovered = [line for line in lines if not line.covered]
    only = request.GET.get("vis") == UNCOVERED
    page = Paginator(uncovered if only else lines, PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "page": page,
        "only": only,
        "total": len(lines),
        "tab_items": [
            {"url": "?", "label": _("Alle afdelinger"), "count": len(lines), "active": not only},
            {
                "url": f"?vis={UNCOVERED}",
                "label": _("Uden ansvarlig"),
                "count": len(uncovered),
                "active": only,
            },
        ],
    }
    return render(request, "accounts/assignments.html", context)


@require_safe
def assignment_estate(request: UserRequest, pk: int) -> HttpResponse:
    return show_estate(request, get_estate_for_user(request.user, pk))


def show_estate(
    request: UserRequest,
    estate: EstateAssignment,
    *,
    hand_over: HandOverForm | None = None,
    colleague: ColleagueForm | None = None,
    status: int = 200,
) -> HttpResponse:
    line = line_of(request.user, estate)
    history = history_of(request.user, estate)
    context = {
        "line": line,
        "estate": estate,
        "history": history,
        "open_ids": {row.pk for row in history if services.is_open(row)},
        "hand_over": hand_over or HandOverForm(user=request.user, has_former=line.responsible is not None),
        "colleague": colleague or ColleagueForm(user=request.user, auto_id="id_%s_colleague"),
    }
    return render(request, "accounts/assignment_estate.html", context, status=status)


@require_POST
@role_required(*ASSIGNS)
@once
def assignment_hand_over(request: UserRequest, pk: int) -> HttpResponse:
    estate = get_estate_for_user(request.user, pk)
    form = HandOverForm(request.POST, user=request.user, has_former=True)
    if form.is_valid() and attempt(
        form, lambda: services.hand_over(actor=request.user, estate=estate, **form.cleaned_data)
    ):
        messages.success(request, handed_over(estate, form.cleaned_data))
        return redirect("assignment_estate", pk=pk)
    return show_estate(request, estate, hand_over=form, status=422)


def handed_over(estate: Any, asked: dict[str, Any]) -> str:
    starts_on, ends_on = asked["starts_on"], asked["ends_on"]
    then = responsible_after(estate, ends_on)
    return say_hand_over(asked["membership"].user.name, starts_on, ends_on, then, timezone.localdate())


@require_POST
@role_required(*ASSIGNS)
@once
def assignment_add_colleague(request: UserRequest, pk: int) -> HttpResponse:
    estate = get_estate_for_user(request.user, pk)
    form = ColleagueForm(request.POST, user=request.user, auto_id="id_%s_colleague")
    if form.is_valid() and attempt(
        form, lambda: services.add_colleague(actor=request.user, estate=estate, **form.cleaned_data)
    ):
        messages.success(request, _("Personen kan nu se afdelingen i perioden."))
        return redirect("assignment_estate", pk=pk)
    return show_estate(request, estate, colleague=form, status=422)


@require_POST
@role_required(*ASSIGNS)
def assignment_end(request: UserRequest, pk: int) -> HttpResponse:
    assignment = get_assignment_for_user(request.user, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        services.end_assignment(
            actor=request.user, assignment=assignment, last_day=form.cleaned_data["last_day"]
        )
        messages.success(request, _("Tildelingen er afsluttet."))
    else:
        messages.error(request, _("Vælg en sidste dag."))
    return redirect("assignment_estate", pk=assignment.estate_id)
