"""The list and the page of mediations, to whoever mediates."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import DONE, written
from cases.links import links
from core.htmx import render_page
from core.lists import list_page
from disputes.forms.base import OfMediationForm
from disputes.forms.mediations import ChangeMediatorForm, CloseMediationForm, PartyAddForm
from disputes.mediation_file import read_mediation_file
from disputes.mediation_list import CLOSED, OPEN, SORTS, TABS, WHICH, listed, opened_for_colleagues, row_of
from disputes.mediation_page import panels_of_mediation
from disputes.mediation_steps import steps_of
from disputes.models import Mediation
from disputes.permissions import get_mediation_for_user
from disputes.services.mediations import close_mediation
from disputes.services.mediators import change_mediator
from disputes.services.parties import add_party


def record_reading(actor: Any, mediation: Mediation) -> None:
    """Of the mediation, not of its households: who looks at a household's file is told there, and would learn
    that there is a mediation (docs/mediation.md)."""
    record_look_up(actor=actor, subject=mediation, purpose=Purpose.MEDIATION)


@role_required(Role.CARETAKER)
@require_safe
def mediation_list(request: UserRequest) -> HttpResponse:
    """Those one mediates, in a tab those that are over; and the fact of those a colleague mediates."""
    data = request.GET.copy()
    is_closed = data.setdefault(WHICH, OPEN) == CLOSED
    rows = listed(request.user).filter(closed_at__isnull=not is_closed)
    page = list_page(request, rows, sorts=SORTS, data=data, target="#liste")
    page.can_link = True
    context = {
        "page": page,
        "rows": [row_of(mediation, request.user) for mediation in page.rows],
        "tabs": page.tabs(WHICH, TABS),
        "is_closed": is_closed,
        "given": [] if is_closed else opened_for_colleagues(request.user),
    }
    return render_page(
        request, "disputes/mediation_list.html", context, fragment="disputes/_mediation_list.html"
    )


@require_safe
def mediation_detail(request: UserRequest, pk: int) -> HttpResponse:
    mediation = get_mediation_for_user(request.user, pk)
    record_reading(request.user, mediation)
    file = read_mediation_file(mediation)
    context = {
        "mediation": mediation,
        "steps": steps_of(mediation),
        "file": file,
        "panels": panels_of_mediation(request.user, mediation, file),
    }
    return render(request, "disputes/mediation_detail.html", context)


def show_form(request: UserRequest, template: str, form: OfMediationForm, status: int) -> HttpResponse:
    """The page of a form, about `form.mediation` as it is now. A closed one has no form to fill in."""
    mediation = form.mediation
    if not mediation.is_open and request.method != "POST":
        return redirect(links("mediation_detail")(mediation.pk))
    record_reading(request.user, mediation)
    return render(request, template, {"mediation": mediation, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def party_add(request: UserRequest, pk: int) -> HttpResponse:
    mediation = get_mediation_for_user(request.user, pk)
    form = PartyAddForm(posted(request), mediation=mediation, user=request.user)

    def write() -> None:
        said = {"seen": form.cleaned_data["seen"], "agreed": form.cleaned_data.get("agreed", False)}
        add_party(actor=request.user, mediation=mediation, party=form.party, **said)

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Parten er tilføjet."))
        return redirect(links("mediation_detail")(pk))
    return show_form(request, "disputes/party_add.html", form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def mediator_change(request: UserRequest, pk: int) -> HttpResponse:
    mediation = get_mediation_for_user(request.user, pk)
    form = ChangeMediatorForm(posted(request), mediation=mediation, user=request.user)

    def write() -> None:
        change_mediator(actor=request.user, mediation=mediation, **form.known)

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Mæglingen er givet videre. Du kan ikke se den mere."))
        return redirect("mediation_list")
    return show_form(request, "disputes/mediator_change.html", form, status)


@require_http_methods(["GET", "HEAD", "POST"])
def mediation_close(request: UserRequest, pk: int) -> HttpResponse:
    """`endte` is how it ended as far as is known; the page asks."""
    mediation = get_mediation_for_user(request.user, pk)
    told = {"ended": request.GET.get("endte", "")}
    form = CloseMediationForm(posted(request), mediation=mediation, initial=told)

    def write() -> None:
        close_mediation(actor=request.user, mediation=mediation, **form.known)

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Mæglingen er afsluttet."))
        return redirect(links("mediation_detail")(pk))
    return show_form(request, "disputes/mediation_close.html", form, status)
