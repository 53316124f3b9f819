"""People around the resident."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.plan import PersonForm
from cases.links import links
from cases.models import Case, CasePerson
from cases.permissions import get_case_for_caretaker, get_person_for_caretaker
from cases.services.changes import FIELDS, row_seen
from cases.services.people import add_person, bring_person_back, edit_person, end_person
from core.htmx import undo_message


def people_url(case_pk: int) -> str:
    return f"{links('case_detail')(case_pk)}#personer"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def person_add(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    form = PersonForm(posted(request))
    if form.is_valid() and attempt(form, lambda: add_person(actor=request.user, case=case, **form.known)):
        messages.success(request, _("Personen er tilføjet."))
        return redirect(people_url(case.pk))
    return show(request, case, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_caretaker(request.user, pk)
    known = {name: getattr(person, name) for name in FIELDS[CasePerson]}
    form = PersonForm(posted(request), initial={**known, "seen": row_seen(person)})
    if form.is_valid():
        words = {**form.known, "was_seen": form.cleaned_data["seen"]}
        if attempt(form, lambda: edit_person(actor=request.user, person=person, **words)):
            messages.success(request, _("Oplysningerne er rettet."))
            return redirect(people_url(person.case_id))
        form.see_anew(row_seen(person))
    return show(request, person.case, form, person)


@require_POST
def person_end(request: UserRequest, pk: int) -> HttpResponse:
    """With `igen` it is taken back."""
    person = get_person_for_caretaker(request.user, pk)
    if "igen" in request.GET:
        bring_person_back(actor=request.user, person=person)
        messages.success(request, _("Personen er tilbage på sagen."))
    else:
        end_person(actor=request.user, person=person)
        undo = f"{reverse('person_end', args=[person.pk])}?igen"
        undo_message(request, _("Personen er taget af sagen."), undo)
    return redirect(people_url(person.case_id))


def show(request: UserRequest, case: Case, form: PersonForm, person: CasePerson | None) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {"case": case, "form": form, "person": person, "back": people_url(case.pk)}
    template = "cases/person_edit.html" if person else "cases/person_add.html"
    return render(request, template, context, status=422 if form.is_bound else 200)
