"""Reporting a flat in a few taps, and one's own report afterwards."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import UserRequest, is_opened
from audit.choices import Purpose
from audit.services import record_look_up
from conditions.choices import ConcernOutcome, ConcernStatus
from conditions.forms.concerns import ConcernForm
from conditions.models import ConcernFlag
from conditions.permissions import get_concern_for_reporter, get_dwelling_for_reporter
from conditions.photo_page import photos_of
from conditions.reach import whom_it_reaches
from conditions.services.reading import read_answers
from conditions.services.reports import report_concern
from conditions.thread import thread_of
from conditions.words import days_words, kinds_title
from core.errors import DomainError
from core.outbox import saved
from residents.models import Dwelling

SENT = "sendt"
"""In the address of one's own report: it was sent a moment ago."""


@require_http_methods(["GET", "HEAD", "POST"])
def concern_report(request: UserRequest, dwelling_pk: int) -> HttpResponse:
    dwelling = get_dwelling_for_reporter(request.user, dwelling_pk)
    if request.method == "POST":
        return save(request, dwelling, ConcernForm(request.POST, request.FILES))
    return show(request, dwelling, ConcernForm(initial={"client_uuid": uuid.uuid4()}))


def show(request: UserRequest, dwelling: Dwelling, form: ConcernForm, status: int = 200) -> HttpResponse:
    own = ConcernFlag.objects.visible_to(request.user).open().filter(dwelling=dwelling)
    context = {
        "dwelling": dwelling,
        "form": form,
        "own": own.order_by("-created_at", "-pk"),
        "back": in_picture(dwelling),
    }
    return render(request, "conditions/report.html", context, status=status)


def in_picture(dwelling: Dwelling) -> str:
    """Where the flat's stairwell stands in the picture of the estate."""
    return f"{reverse('concern_block', args=[dwelling.estate_id])}#opgang-{dwelling.stairwell_id}"


def save(request: UserRequest, dwelling: Dwelling, form: ConcernForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, dwelling, form, status=422)
    try:
        concern, _is_new = report_concern(
            actor=request.user, dwelling=dwelling, seen_at=form.noted_at, **form.known
        )
    except DomainError as conflict:
        form.start_anew()
        form.add_error(None, conflict.message)
        return show(request, dwelling, form, status=409)
    return sent(request, concern)


def sent(request: UserRequest, concern: ConcernFlag) -> HttpResponse:
    return saved(request, f"{reverse('concern_own', args=[concern.pk])}?{SENT}")


@require_safe
def concern_own(request: UserRequest, pk: int) -> HttpResponse:
    concern = get_concern_for_reporter(request.user, pk)
    record_look_up(actor=request.user, subject=concern, purpose=Purpose.CONCERN)
    if is_opened(request):
        read_answers(actor=request.user, concern=concern)
    context = {
        "concern": concern,
        "kinds": kinds_title(concern),
        "back": in_picture(concern.dwelling),
        "open_for": days_words(concern),
        "step": ConcernStatus.values.index(concern.status) + 1,
        "reached": whom_it_reaches(concern) if SENT in request.GET and concern.is_open else "",
        "photos": photos_of(request.user, concern),
        "may_add": concern.is_open,
        "thread": thread_of(request.user, concern),
        "is_repair": concern.outcome == ConcernOutcome.REPAIR,
    }
    return render(request, "conditions/own_concern.html", context)
