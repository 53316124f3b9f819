"""Writing down what only the responsible caretaker may read.

No outbox and no draft: these words lie neither on the phone nor in a draft, only in the note itself.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.restricted import RestrictedNoteForm
from cases.models import Case, RestrictedNote
from cases.permissions import get_case_for_notes, get_restricted_note
from cases.services.restricted import correct_restricted_note, refuse_note, write_restricted_note
from core.errors import DomainError
from core.lists import next_url


@require_http_methods(["GET", "HEAD", "POST"])
@once
def restricted_write(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_notes(request.user, pk)
    form = RestrictedNoteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return show(request, case, form, status=422 if form.is_bound else 200)
    try:
        write_restricted_note(actor=request.user, case=case, text=form.cleaned_data["text"])
    except DomainError as error:
        form.add_error(None, error.message)
        return show(request, case, form, status=409)
    messages.success(request, _("Det følsomme notat er gemt."))
    return redirect(next_url(request, reverse("case_detail", args=[case.pk])))


@require_http_methods(["GET", "HEAD", "POST"])
def restricted_correct(request: UserRequest, pk: int) -> HttpResponse:
    note = get_restricted_note(request.user, pk)
    form = RestrictedNoteForm(request.POST if request.method == "POST" else None, initial={"text": note.text})
    if request.method != "POST" or not form.is_valid():
        return show(request, note.case, form, note, status=422 if form.is_bound else 200)
    try:
        correct_restricted_note(actor=request.user, note=note, text=form.cleaned_data["text"])
    except DomainError as error:
        form.add_error(None, error.message)
        return show(request, note.case, form, note, status=409)
    messages.success(request, _("Det følsomme notat er rettet. Begge udgaver kan læses."))
    return redirect(next_url(request, reverse("case_detail", args=[note.case_id])))


def show(
    request: UserRequest,
    case: Case,
    form: RestrictedNoteForm,
    note: RestrictedNote | None = None,
    status: int = 200,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {
        "case": case,
        "form": form,
        "note": note,
        "refusal": refuse_note(case),
        "back": next_url(request, reverse("case_detail", args=[case.pk])),
    }
    return render(request, "cases/restricted_note.html", context, status=status)
