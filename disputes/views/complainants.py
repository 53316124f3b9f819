"""Who stands behind a complaint: one more household signs, or one withdraws."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt
from accounts.once import once
from accounts.requests import UserRequest
from cases.links import links
from disputes.forms.complainants import AddComplainantForm
from disputes.homes import Home, find_homes, homes_by_key
from disputes.permissions import get_complainant_for_user, get_complaint_for_user
from disputes.services.complainants import add_complainant, withdraw_complainant
from disputes.views.complaints import show_form

ADD = "disputes/complainant_add.html"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def complainant_add(request: UserRequest, pk: int) -> HttpResponse:
    """First the household is found (`q`, posted), then it is said who of it complains (`husstand`)."""
    complaint = get_complaint_for_user(request.user, pk)
    home = picked(request)
    saves = request.method == "POST" and "q" not in request.POST
    initial = {"name": home.first_name if home else ""}
    form = AddComplainantForm(request.POST if saves else None, complaint=complaint, initial=initial)
    if not saves:
        return show_adding(request, form, home)
    if home is None or home.tenancy is None:
        raise Http404
    said: dict[str, Any] = {"complaint": complaint, "tenancy": home.tenancy}
    if form.is_valid() and attempt(
        form, lambda: add_complainant(actor=request.user, name=form.cleaned_data["name"], **said)
    ):
        messages.success(request, _("Husstanden står nu bag klagen."))
        return redirect(f"{links('complaint_detail')(pk)}#klagere")
    return show_adding(request, form, home, status=422)


def picked(request: UserRequest) -> Home | None:
    key = request.POST.get("husstand") or request.GET.get("husstand", "")
    if not (key.isascii() and key.isdecimal() and len(key) <= 18):
        return None
    return next(iter(homes_by_key(request.user, [int(key)])), None)


def show_adding(
    request: UserRequest, form: AddComplainantForm, home: Home | None, *, status: int = 200
) -> HttpResponse:
    found = find_homes(request.user, request.POST.get("q", "") if home is None else "")
    return show_form(request, ADD, form, status=status, home=home, found=found)


@require_POST
def complainant_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    complainant = get_complainant_for_user(request.user, pk)
    withdraw_complainant(actor=request.user, complainant=complainant)
    messages.success(request, _("Husstanden står ikke længere bag klagen. Det, den har fortalt, bliver."))
    return redirect(f"{links('complaint_detail')(complainant.complaint_id)}#klagere")
