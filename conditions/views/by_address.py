"""A report that was begun without coverage: the flat is written, and found here."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from conditions.forms.by_address import ConcernByAddressForm, Flat
from conditions.permissions import flats_for_reporter, get_dwelling_for_reporter
from conditions.services.reports import report_concern
from conditions.views.reports import sent
from core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def concern_report_by_address(request: UserRequest) -> HttpResponse:
    flats: list[Flat] = list(flats_for_reporter(request.user))
    if request.method == "POST":
        return save(request, ConcernByAddressForm(request.POST, request.FILES, flats=flats))
    return show(request, ConcernByAddressForm(initial={"client_uuid": uuid.uuid4()}))


def show(request: UserRequest, form: ConcernByAddressForm, status: int = 200) -> HttpResponse:
    return render(request, "conditions/report_by_address.html", {"form": form}, status=status)


def save(request: UserRequest, form: ConcernByAddressForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, form, status=422)
    dwelling = get_dwelling_for_reporter(request.user, form.dwelling_pk)
    try:
        concern, _is_new = report_concern(
            actor=request.user, dwelling=dwelling, seen_at=form.noted_at, **form.known
        )
    except DomainError as conflict:
        form.start_anew()
        form.add_error(None, conflict.message)
        return show(request, form, status=409)
    return sent(request, concern)
