"""Sagsfordeling: who has how much, the lists behind the numbers, and what nobody has."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from cases.caseload import FIGURES, Load, case_lines, loads, of_nobody, select
from cases.forms.caseload import GiveForm
from cases.handover_checks import cases_to_give
from cases.models import Case, Handover
from cases.permissions import get_caretaker_for_coordinator
from cases.services.handovers import give_all_at_once

PAGE_SIZE = 50
MOST_CASES = 200


@require_safe
@role_required(Role.COORDINATOR)
def caseload(request: UserRequest) -> HttpResponse:
    lines = case_lines(request.user)
    context = {
        "rows": [row_of(load) for load in loads(request.user, lines)],
        "figures": [figure.label for figure in FIGURES.values()],
        "unassigned": len(of_nobody(lines)),
        "waiting": Handover.objects.visible_to(request.user).proposed().count(),
        "total": len(lines),
    }
    return render(request, "cases/caseload.html", context)


def row_of(load: Load) -> dict[str, Any]:
    """A row of the table: each number with the address of its list."""
    pk = load.membership.pk
    cells = []
    for which, figure in FIGURES.items():
        count = load.count(which)
        url = reverse("caseload_list", args=[pk, which]) if count else ""
        cells.append({"count": count, "url": url, "label": figure.label, "level": figure.level})
    return {"load": load, "cells": cells, "move_url": reverse("redistribute", args=[pk])}


@require_safe
@role_required(Role.COORDINATOR)
def caseload_list(request: UserRequest, membership_pk: int, which: str) -> HttpResponse:
    """The cases behind one number."""
    if which not in FIGURES:
        raise Http404
    membership = get_caretaker_for_coordinator(request.user, membership_pk)
    in_hand = [line for line in case_lines(request.user, membership) if line.in_hand]
    page = Paginator(select(in_hand, which), PAGE_SIZE).get_page(request.GET.get("side"))
    context = {"membership": membership, "page": page, "figure": FIGURES[which]}
    return render(request, "cases/caseload_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.COORDINATOR)
@once
def caseload_unassigned(request: UserRequest) -> HttpResponse:
    """The cases nobody has, and giving some of them to somebody; `?sag=` ticks one."""
    rows = Case.objects.visible_to(request.user).without_caretaker()
    cases = rows.select_related("tenancy__dwelling", "estate", "responsible__user")
    ordered = cases.order_by("estate__sort_key", "tenancy__sort_key", "pk").defer("about", "closing_note")
    lines = cases_to_give(ordered[:MOST_CASES])
    form = GiveForm(posted(request), lines=lines, user=request.user, ticked=request.GET.getlist("sag"))
    made: list[Handover] = []
    if form.is_valid() and attempt(form, lambda: made.extend(give(request, form, lines))):
        messages.success(request, _("Sagerne er givet videre, og den nye har fået besked."))
        return redirect("handover_detail", made[0].pk) if len(made) == 1 else redirect("handover_list")
    context = {"form": form, "lines": lines, "total": rows.count()}
    return render(request, "cases/caseload_unassigned.html", context, status=422 if form.is_bound else 200)


def give(request: UserRequest, form: GiveForm, lines: Any) -> list[Handover]:
    """One handover for each who had some of them."""
    givers = {line.case.responsible_id: line.case.responsible for line in lines}
    groups = [(givers[pk], summaries) for pk, summaries in form.groups().items()]
    return give_all_at_once(actor=request.user, taker=form.cleaned_data["taker"], groups=groups)
