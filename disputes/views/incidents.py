"""The noise log: a line added on the page of the complaint, put right, or struck."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.links import links
from core.errors import DomainError
from core.htmx import undo_message
from disputes.forms.incidents import CorrectIncidentForm, IncidentForm
from disputes.models import Complainant, Incident
from disputes.permissions import get_complaint_for_user, get_incident_for_user
from disputes.services.incidents import (
    IncidentChangedError,
    add_incident,
    correct_incident,
    strike_incident,
)
from disputes.views.complaints import show_complaint


@require_POST
@once
def incident_add(request: UserRequest, pk: int) -> HttpResponse:
    complaint = get_complaint_for_user(request.user, pk)
    form = IncidentForm(request.POST, complainants=who_complains(request.user, complaint.pk))
    if not form.is_valid():
        return show_complaint(request, complaint, status=422, forms={"incident": form})
    said: dict[str, Any] = {"happening": form.happening, "told_by": form.teller}
    said["client_uuid"] = form.cleaned_data["client_uuid"]
    try:
        _row, is_new = add_incident(actor=request.user, complaint=complaint, **said)
    except DomainError as error:
        form.add_error(None, error.message)
        return show_complaint(request, complaint, status=422, forms={"incident": form})
    if not is_new:
        form.add_error(None, _("Skemaet er allerede sendt. Ret linjen nedenfor, eller hent siden igen."))
        return show_complaint(request, complaint, status=409, forms={"incident": form})
    messages.success(request, _("Hændelsen er skrevet ind."))
    return redirect(f"{links('complaint_detail')(pk)}#haendelser")


def who_complains(user: Any, pk: int) -> list[Complainant]:
    """Those who stood behind it are named, also when they have withdrawn: they have told what they told."""
    return list(Complainant.objects.visible_to(user).filter(complaint_id=pk).order_by("pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def incident_correct(request: UserRequest, pk: int) -> HttpResponse:
    incident = get_incident_for_user(request.user, pk)
    complainants = who_complains(request.user, incident.complaint_id)
    form = CorrectIncidentForm(posted(request), incident=incident, complainants=complainants)
    if not form.is_valid():
        return show_line(request, form, incident, status=422 if form.is_bound else 200)
    said: dict[str, Any] = {"happening": form.happening, "told_by": form.teller}
    said["seen"] = form.cleaned_data["seen"]
    try:
        correct_incident(actor=request.user, incident=incident, **said)
    except IncidentChangedError as changed:
        form.see_anew(changed.incident)
        form.add_error(None, changed.message)
        return show_line(request, form, changed.incident, status=409)
    except DomainError as error:
        form.add_error(None, error.message)
        return show_line(request, form, incident, status=422)
    messages.success(request, _("Hændelsen er rettet."))
    return redirect(f"{links('complaint_detail')(incident.complaint_id)}#haendelser")


def show_line(
    request: UserRequest, form: CorrectIncidentForm, incident: Incident, *, status: int
) -> HttpResponse:
    record_look_up(actor=request.user, subject=incident.complaint, purpose=Purpose.COMPLAINT)
    context = {"form": form, "incident": incident, "complaint": incident.complaint}
    return render(request, "disputes/incident_correct.html", context, status=status)


@require_POST
def incident_strike(request: UserRequest, pk: int) -> HttpResponse:
    """`fortryd`: it belongs here after all."""
    incident = get_incident_for_user(request.user, pk)
    back = "fortryd" in request.GET
    strike_incident(actor=request.user, incident=incident, back=back)
    if back:
        messages.success(request, _("Hændelsen står i loggen igen."))
    else:
        undo_message(request, _("Hændelsen er streget."), f"{reverse('incident_strike', args=[pk])}?fortryd")
    return redirect(f"{links('complaint_detail')(incident.complaint_id)}#haendelser")
