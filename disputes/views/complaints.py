"""The page of a complaint, and putting right what was taken in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import written
from cases.household import household
from cases.links import links
from core.lists import next_url
from disputes.complaint_clock import clock_reason
from disputes.complaint_file import read_complaint_file
from disputes.complaint_page import panels_of_complaint
from disputes.forms.complaints import CorrectComplaintForm
from disputes.models import Complaint
from disputes.permissions import get_complaint_for_user
from disputes.services.complaints import correct_complaint


@require_safe
def complaint_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show_complaint(request, get_complaint_for_user(request.user, pk))


def show_complaint(
    request: UserRequest,
    complaint: Complaint,
    *,
    status: int = 200,
    forms: Mapping[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """The page. `forms`: those on it that were not right, for their cards; `more` is for the page itself
    (`refused`: why a button did nothing)."""
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)
    file = read_complaint_file(request.user, complaint, request.GET, forms)
    context = {
        "complaint": complaint,
        "people": household(complaint.people),  # type: ignore[attr-defined]
        "reasons": [clock_reason(complaint, timezone.localdate())] if complaint.is_open else [],
        "panels": panels_of_complaint(request.user, complaint, file),
        "is_caretaker": request.user.role == Role.CARETAKER,
        "household_url": links("tenancy_detail")(complaint.respondent_id),
        "back": next_url(request, reverse("complaint_list")),
        **more,
    }
    return render(request, "disputes/complaint_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_correct(request: UserRequest, pk: int) -> HttpResponse:
    complaint = get_complaint_for_user(request.user, pk)
    form = CorrectComplaintForm(posted(request), complaint=complaint)
    if not form.is_bound:
        return show_form(request, "disputes/complaint_correct.html", form)
    if status := written(
        form, lambda: correct_complaint(actor=request.user, complaint=complaint, **form.known)
    ):
        return show_form(request, "disputes/complaint_correct.html", form, status=status)
    messages.success(request, _("Klagesagen er rettet. Det, der stod før, står i forløbet."))
    return redirect(links("complaint_detail")(pk))


def show_form(
    request: UserRequest, template: str, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a form about `form.complaint`. A closed one has no form to fill in."""
    complaint: Complaint = form.complaint
    if not complaint.is_open and request.method != "POST":
        return redirect(links("complaint_detail")(complaint.pk))
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)
    context = {
        "complaint": complaint,
        "lead": f"{complaint.respondent.dwelling.address} · {complaint.get_status_display()}",
        "back": links("complaint_detail")(complaint.pk),
        "form": form,
        **more,
    }
    return render(request, template, context, status=status)
