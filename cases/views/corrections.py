"""Putting a contact of one's own right."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.choices import RESULT_BUTTONS
from cases.contact_form import offered
from cases.forms.visits import CorrectionForm, as_typed
from cases.links import household_link
from cases.models import Visit
from cases.permissions import get_own_visit, get_tenancy_for_caretaker
from cases.services.corrections import correct_visit, refuse_correction
from cases.services.follow_ups import open_follow_up
from cases.services.visit_actions import done_by
from cases.views.visits import saved_words, undo_address
from core.errors import DomainError
from core.htmx import undo_message
from core.lists import next_url
from core.outbox import saved
from residents.models import Tenancy


@require_http_methods(["GET", "HEAD", "POST"])
def visit_correct(request: UserRequest, pk: int) -> HttpResponse:
    visit = get_own_visit(request.user, pk)
    tenancy = get_tenancy_for_caretaker(request.user, visit.tenancy_id)
    if request.method == "POST":
        return save(request, visit, tenancy, correction_form(request, visit, tenancy, request.POST))
    if refusal := refuse_correction(request.user, visit):
        raise DomainError(refusal)
    return show(request, visit, tenancy, correction_form(request, visit, tenancy))


def correction_form(request: UserRequest, visit: Visit, tenancy: Tenancy, data: Any = None) -> CorrectionForm:
    """What is written now, to be changed. Who was met and has moved, and what is done, can be ticked off."""
    offer = offered(request.user, tenancy)
    done = done_by(visit)
    offer["actions"] = [*done.items(), *offer["actions"]]
    here = {pk for pk, _name in offer["household"]}
    moved = [(person.pk, person.name) for person in visit.residents.all() if person.pk not in here]
    offer["household"] = [*offer["household"], *moved]
    initial = {**as_typed(visit, set(done)), "client_uuid": uuid.uuid4()}
    return CorrectionForm(data, initial=initial, planned=open_follow_up(tenancy.pk), **offer)


def save(request: UserRequest, visit: Visit, tenancy: Tenancy, form: CorrectionForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, visit, tenancy, form, status=422)
    try:
        new = correct_visit(
            actor=request.user,
            visit=visit,
            result=form.cleaned_data["result"],
            client_uuid=form.cleaned_data["client_uuid"],
            note=form.cleaned_data["note"],
            occurred_at=form.occurred_at,
            next_step=form.next_step,
            drop_planned=form.cleaned_data.get("plan") == "none",
            details=form.details,
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return show(request, visit, tenancy, form, status=409)
    back = next_url(request, household_link(tenancy.pk))
    if new.pk == visit.pk:
        messages.info(request, _("Der var ikke ændret noget, så der er ikke gemt en rettelse."))
    else:
        undo_message(request, _("Rettet. ") + saved_words(new), undo_address(new, back))
    return saved(request, back)


def show(
    request: UserRequest, visit: Visit, tenancy: Tenancy, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "visit": visit,
        "corrects": True,
        "tenancy": tenancy,
        "form": form,
        "result": form.shown_result,
        "results": RESULT_BUTTONS,
        "next": next_url(request, reverse("tenancy_detail", args=[tenancy.pk])),
    }
    return render(request, "cases/visit_correct.html", context, status=status)
