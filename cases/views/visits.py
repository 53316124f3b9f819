"""Logging a contact in a few taps, and taking it back."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.choices import RESULT_BUTTONS, VisitResult
from cases.forms.visits import VisitForm
from cases.links import FORM
from cases.models import Draft, Visit
from cases.people import household
from cases.permissions import get_tenancy_for_caretaker, get_visit_for_caretaker
from cases.providers import reason_providers
from cases.services.drafts import drop_draft
from cases.services.follow_ups import open_follow_up
from cases.services.visits import VisitConflictError, log_visit, undo_visit
from cases.views.safety import safety_gate
from core.errors import DomainError
from core.htmx import undo_message
from core.lists import next_url
from core.outbox import saved
from core.phrases import say_day
from residents.models import Tenancy


@require_http_methods(["GET", "HEAD", "POST"])
def visit_log(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    planned = open_follow_up(tenancy.pk)
    if request.method == "POST":
        return save(request, tenancy, VisitForm(request.POST, planned=planned))
    if gate := safety_gate(request, tenancy):
        return gate
    draft = Draft.objects.visible_to(request.user).filter(tenancy=tenancy).first()
    return show(request, tenancy, first_form(request, tenancy, planned, draft), draft=draft)


def first_form(request: UserRequest, tenancy: Tenancy, planned: Any, draft: Draft | None) -> VisitForm:
    """A new form; with `igen`, the words of an undone visit of one's own; else with one's draft."""
    if (again := request.GET.get("igen", "")).isdecimal():
        undone = Visit.objects.visible_to(request.user).filter(tenancy=tenancy, undone_at__isnull=False)
        if visit := undone.filter(pk=int(again), caretaker_id=request.user.pk).first():
            return VisitForm.again(visit, planned)
    chosen = request.GET.get("result", "")
    initial = {**(draft.body if draft else {}), "client_uuid": form_id(request)}
    if chosen in VisitResult.values:
        initial["result"] = chosen
    return VisitForm(initial=initial, planned=planned)


def form_id(request: UserRequest) -> uuid.UUID:
    """From the address when it is there: the back button then finds the same form."""
    try:
        return uuid.UUID(request.GET.get(FORM, ""))
    except ValueError:
        return uuid.uuid4()


def show(
    request: UserRequest, tenancy: Tenancy, form: VisitForm, status: int = 200, draft: Draft | None = None
) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "tenancy": tenancy,
        "form": form,
        "draft": draft,
        "result": form["result"].value() or "",
        "results": RESULT_BUTTONS,
        "reasons": [r for provider in reason_providers for r in provider(request.user, tenancy.pk)],
        "people": household(tenancy.people),  # type: ignore[attr-defined]
        "next": next_url(request, reverse("today")),
    }
    return render(request, "cases/visit_log.html", context, status=status)


def save(request: UserRequest, tenancy: Tenancy, form: VisitForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, tenancy, form, status=422)
    try:
        visit = log_visit(
            actor=request.user,
            tenancy=tenancy,
            result=form.cleaned_data["result"],
            client_uuid=form.cleaned_data["client_uuid"],
            note=form.cleaned_data["note"],
            occurred_at=form.occurred_at,
            noted_at=form.noted_at,
            next_step=form.next_step,
            keep_planned=form.cleaned_data.get("plan") == "keep",
        )
    except VisitConflictError as conflict:
        form.start_anew()
        form.add_error(None, conflict.message)
        return show(request, tenancy, form, status=409)
    drop_draft(actor=request.user, tenancy_id=tenancy.pk)
    back = next_url(request, reverse("today"))
    undo = f"{reverse('visit_undo', args=[visit.pk])}?{urlencode({'next': back})}"
    undo_message(request, saved_words(visit), undo)
    return saved(request, back)


def saved_words(visit: Visit) -> str:
    """No names and no address: the words may pass through a cookie."""
    planned = open_follow_up(visit.tenancy_id)
    said = {"result": visit.get_result_display()}
    if planned is None:
        return _("Gemt: %(result)s.") % said
    return _("Gemt: %(result)s. Næste skridt: %(day)s") % {**said, "day": say_day(planned.due_on)}


@require_POST
def visit_undo(request: UserRequest, pk: int) -> HttpResponseRedirect:
    visit = get_visit_for_caretaker(request.user, pk)
    back = next_url(request, reverse("today"))
    try:
        undo_visit(actor=request.user, visit=visit)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back)
    messages.info(request, _("Kontakten er fortrudt. Alt er som før."))
    if visit.note or visit.result != VisitResult.NOT_HOME:
        query = urlencode({"igen": visit.pk, "next": back})
        return redirect(f"{reverse('visit_log', args=[visit.tenancy_id])}?{query}")
    return redirect(back)
