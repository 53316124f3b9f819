"""Opening a mediation: between two households, or from a complaint."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import DONE, written
from cases.links import links
from disputes.forms.mediation_of_complaint import SELDOM_SUITABLE, MediationOfComplaintForm
from disputes.forms.mediations import OpenMediationForm
from disputes.models import Mediation
from disputes.permissions import get_complaint_to_mediate
from disputes.services.mediations import open_mediation, why_not_mediated


@role_required(Role.CARETAKER)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def mediation_create(request: UserRequest) -> HttpResponse:
    """Between two households, without a complaint."""
    form = OpenMediationForm(posted(request), user=request.user)
    opened: list[Mediation] = []

    def write() -> None:
        parties, data = form.parties, form.cleaned_data
        said = {"about": data["about"], "mediator": data["mediator"]}
        estate = parties[0].tenancy.estate
        opened.append(open_mediation(actor=request.user, estate=estate, parties=parties, **said))

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        return after_opening(request, opened[0])
    return render(request, "disputes/mediation_create.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def mediation_of_complaint(request: UserRequest, pk: int) -> HttpResponse:
    """Between those who complain and whom they complain of; hidden ones are asked first."""
    complaint = get_complaint_to_mediate(request.user, pk)
    if why := why_not_mediated(complaint):
        messages.error(request, why)
        return redirect(links("complaint_detail")(pk))
    form = MediationOfComplaintForm(posted(request), user=request.user, complaint=complaint)
    opened: list[Mediation] = []

    def write() -> None:
        known = form.opening | {"complaint": complaint, "estate": complaint.estate}
        opened.append(open_mediation(actor=request.user, **known))

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        return after_opening(request, opened[0])
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)
    context = {"form": form, "complaint": complaint, "is_seldom": complaint.category in SELDOM_SUITABLE}
    return render(request, "disputes/mediation_of_complaint.html", context, status=status)


def after_opening(request: UserRequest, mediation: Mediation) -> HttpResponse:
    """To its page, or for a colleague's to the list: its content is hers alone."""
    if Mediation.objects.visible_to(request.user).filter(pk=mediation.pk).exists():
        messages.success(request, _("Mæglingen er åbnet. Tal først med hver part for sig."))
        return redirect(links("mediation_detail")(mediation.pk))
    name = mediation.mediator.user.name
    messages.success(request, _("Mæglingen er åbnet, og %(name)s har fået besked.") % {"name": name})
    return redirect("mediation_list")
