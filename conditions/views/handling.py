"""What a caretaker does with a concern: buttons, and forms of one page each."""

from collections.abc import Callable
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
from cases.finding import cases_at
from cases.forms.revisions import DONE, refusal, written
from cases.links import links
from conditions.forms.handling import CaseOfConcernForm, CloseConcernForm, ReturnForm, SeenConcernForm
from conditions.models import ConcernFlag
from conditions.permissions import get_concern_for_caretaker
from conditions.services.closing import close_concern, reopen_concern, return_as_repair
from conditions.services.handling import attach_to_case, make_case, take_concern
from conditions.words import kinds_of


@require_POST
def concern_take(request: UserRequest, pk: int) -> HttpResponse:
    said = _("Meldingen er din. Ejendomskontoret kan se, at den er i gang.")
    return press(request, pk, take_concern, said)


@require_POST
def concern_attach(request: UserRequest, pk: int) -> HttpResponse:
    return press(request, pk, attach_to_case, _("Meldingen ligger nu på husstandens sag."))


@require_POST
def concern_reopen(request: UserRequest, pk: int) -> HttpResponse:
    return press(request, pk, reopen_concern, _("Meldingen er i gang igen, og den er din."))


def press(request: UserRequest, pk: int, act: Callable[..., object], said: str) -> HttpResponse:
    """A button: what it did, or why it did nothing, stands on the page of the concern."""
    concern = get_concern_for_caretaker(request.user, pk)
    form = SeenConcernForm(request.POST, concern=concern)
    if written(form, lambda: act(actor=request.user, concern=concern, **form.known)) == DONE:
        messages.success(request, said)
    else:
        messages.error(request, refusal(form))
    return redirect("concern_detail", pk=concern.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def concern_make_case(request: UserRequest, pk: int) -> HttpResponse:
    """Where the household has one already, it leads to the concern's page, which offers to use it."""
    concern = get_concern_for_caretaker(request.user, pk)
    if concern.tenancy_id is None or concern.case_id:
        if concern.case_id:
            messages.info(request, _("Meldingen ligger allerede på en sag."))
        return redirect("concern_detail", pk=concern.pk)
    initial = {"about": _("Melding fra ejendomskontoret: %(kinds)s") % {"kinds": kinds_of(concern)}}
    form = CaseOfConcernForm(posted(request), concern=concern, initial=initial)
    made: list[Any] = []
    status = 200
    if form.is_bound:
        status = written(
            form, lambda: made.append(make_case(actor=request.user, concern=concern, **form.known))
        )
    if form.is_bound and status == DONE:
        messages.success(request, _("Sag %(number)s er oprettet.") % {"number": made[0].number})
        return redirect(links("case_detail")(made[0].pk))
    existing = cases_at(request.user, [concern.tenancy_id])[concern.tenancy_id].case
    return show_form(request, concern, form, "conditions/concern_case.html", status, existing=existing)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def concern_return(request: UserRequest, pk: int) -> HttpResponse:
    concern = get_concern_for_caretaker(request.user, pk)
    form = ReturnForm(posted(request), concern=concern)
    said = _("Meldingen er givet tilbage til ejendomskontoret som en almindelig reparation.")
    return finish(request, concern, form, return_as_repair, said, "conditions/concern_return.html")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def concern_close(request: UserRequest, pk: int) -> HttpResponse:
    concern = get_concern_for_caretaker(request.user, pk)
    form = CloseConcernForm(posted(request), concern=concern)
    said = _("Meldingen er afsluttet. Ejendomskontoret kan se det.")
    return finish(request, concern, form, close_concern, said, "conditions/concern_close.html")


def finish(
    request: UserRequest,
    concern: ConcernFlag,
    form: SeenConcernForm,
    act: Callable[..., object],
    said: str,
    template: str,
) -> HttpResponse:
    status = 200
    if form.is_bound:
        status = written(form, lambda: act(actor=request.user, concern=concern, **form.known))
    if form.is_bound and status == DONE:
        messages.success(request, said)
        return redirect(reverse("concern_detail", args=[concern.pk]))
    return show_form(request, concern, form, template, status)


def show_form(
    request: UserRequest,
    concern: ConcernFlag,
    form: SeenConcernForm,
    template: str,
    status: int,
    **more: Any,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=concern, purpose=Purpose.CONCERN)
    back = reverse("concern_detail", args=[concern.pk])
    return render(request, template, {"concern": concern, "form": form, "back": back, **more}, status=status)
