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
from cases.contact_form import case_for_notes, homes_named, offered, reasons_at_the_door
from cases.forms.visits import VisitForm, as_typed, plan_of
from cases.household import household
from cases.links import FORM
from cases.models import Draft, Visit
from cases.permissions import get_tenancy_for_caretaker, get_visit_for_caretaker
from cases.services.drafts import drop_draft
from cases.services.follow_ups import open_follow_up
from cases.services.visit_actions import actions_of
from cases.services.visits import VisitConflictError, entry_of, is_correction, log_visit, undo_visit
from cases.views.onward import door_given, follow_door, onward, onward_fields
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
    offer = {"planned": open_follow_up(tenancy.pk), **offered(request.user, tenancy)}
    if request.method == "POST":
        return save(request, tenancy, VisitForm(request.POST, **offer))
    if gate := safety_gate(request, tenancy):
        return gate
    draft = Draft.objects.visible_to(request.user).filter(tenancy=tenancy).first()
    return show(request, tenancy, first_form(request, tenancy, offer, draft), draft=draft)


def first_form(
    request: UserRequest, tenancy: Tenancy, offer: dict[str, Any], draft: Draft | None
) -> VisitForm:
    """A new form; with `igen`, the words of an undone visit of one's own; else with one's draft."""
    if (again := request.GET.get("igen", "")).isdecimal():
        undone = Visit.objects.visible_to(request.user).filter(tenancy=tenancy, undone_at__isnull=False)
        if visit := undone.filter(pk=int(again), caretaker_id=request.user.pk).first():
            return VisitForm(initial=typed_before(visit), **offer)
    chosen = request.GET.get("result", "")
    initial = {**(draft.body if draft else {}), "client_uuid": form_id(request)}
    if chosen in VisitResult.values:
        initial["result"] = chosen
    return VisitForm(initial=initial, **offer)


def typed_before(visit: Visit) -> dict[str, Any]:
    also = [row.tenancy_id for row in entry_of(visit) if row.pk != visit.pk]
    return {**as_typed(visit, actions_of(visit)), **plan_of(visit), "also": also}


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
        "result": form.shown_result,
        "results": RESULT_BUTTONS,
        "reasons": reasons_at_the_door(request.user, tenancy),
        "people": household(tenancy.people),  # type: ignore[attr-defined]
        "case_for_notes": case_for_notes(request.user, tenancy),
        "next": next_url(request, reverse("today")),
        **onward_fields(request),
    }
    return render(request, "cases/visit_log.html", context, status=status)


def save(request: UserRequest, tenancy: Tenancy, form: VisitForm) -> HttpResponse:
    if not (form.is_valid() and names_others(request, tenancy, form)):
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
            details=form.details,
            on_round=door_given(request) is not None,
        )
    except VisitConflictError as conflict:
        form.start_anew()
        form.add_error(None, conflict.message)
        return show(request, tenancy, form, status=409)
    follow_door(request, visit)
    drop_draft(actor=request.user, tenancy_id=tenancy.pk)
    back = next_url(request, reverse("today"))
    undo_message(request, saved_words(visit, len(form.also_homes)), undo_address(visit, back))
    return saved(request, back_by_note(request, tenancy, form, onward(request, tenancy, back)))


def names_others(request: UserRequest, tenancy: Tenancy, form: VisitForm) -> bool:
    """The other households of the entry, onto the form; an address that names none is an error of it."""
    data = form.cleaned_data
    form.also_homes, found = homes_named(request.user, tenancy, data["also"], data["also_address"])
    if not found:
        form.add_error(
            "also_address", _("Adressen findes ikke i dine afdelinger. Skriv den som i registret.")
        )
    return found


def undo_address(visit: Visit, back: str) -> str:
    return f"{reverse('visit_undo', args=[visit.pk])}?{urlencode({'next': back})}"


def back_by_note(request: UserRequest, tenancy: Tenancy, form: VisitForm, back: str) -> str:
    """By way of the restricted note, when one is to be written."""
    case = case_for_notes(request.user, tenancy) if form.cleaned_data["restricted"] else None
    if case is None or not case.has_consent:  # type: ignore[attr-defined]
        return back
    return f"{reverse('restricted_write', args=[case.pk])}?{urlencode({'next': back})}"


def saved_words(visit: Visit, others: int = 0) -> str:
    """No names and no address: the words may pass through a cookie."""
    planned = open_follow_up(visit.tenancy_id)
    said = {"result": visit.get_result_display(), "homes": others + 1}
    words = _("Gemt i %(homes)s husstande: %(result)s.") if others else _("Gemt: %(result)s.")
    if planned is None:
        return words % said
    return words % said + " " + _("Næste skridt: %(day)s") % {"day": say_day(planned.due_on)}


@require_POST
def visit_undo(request: UserRequest, pk: int) -> HttpResponseRedirect:
    visit = get_visit_for_caretaker(request.user, pk)
    back = next_url(request, reverse("today"))
    was_correction = is_correction(visit)
    try:
        undo_visit(actor=request.user, visit=visit)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(back)
    if was_correction:
        messages.info(request, _("Rettelsen er fortrudt. Det, der stod før, gælder igen."))
        return redirect(back)
    messages.info(request, _("Kontakten er fortrudt. Alt er som før."))
    if visit.note or visit.result not in {VisitResult.NOT_HOME, VisitResult.NO_ANSWER}:
        query = urlencode({"igen": visit.pk, "next": back})
        return redirect(f"{reverse('visit_log', args=[visit.tenancy_id])}?{query}")
    return redirect(back)
