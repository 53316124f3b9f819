"""Another day for the next step, or none."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.follow_ups import FollowUpForm
from cases.models import FollowUp
from cases.permissions import get_follow_up_for_caretaker
from cases.services.follow_ups import drop_follow_up, move_follow_up
from core.errors import DomainError
from core.lists import next_url
from core.outbox import saved
from core.phrases import say_day


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_edit(request: UserRequest, pk: int) -> HttpResponse:
    promised = get_follow_up_for_caretaker(request.user, pk)
    initial = {"due_on": promised.due_on, "text": promised.text}
    if request.method != "POST":
        return show(request, promised, FollowUpForm(initial=initial))
    back = next_url(request, reverse("today"))
    if "drop" in request.POST:
        drop_follow_up(actor=request.user, follow_up=promised)
        messages.success(request, _("Det næste skridt er opgivet."))
        return saved(request, back)
    form = FollowUpForm(request.POST, initial=initial)
    if not form.is_valid():
        return show(request, promised, form, status=422)
    try:
        plan = form.cleaned_data
        move_follow_up(actor=request.user, follow_up=promised, due_on=plan["due_on"], text=plan["text"])
    except DomainError as error:
        form.add_error(None, error.message)
        return show(request, promised, form, status=409)
    messages.success(request, _("Næste skridt er %(day)s.") % {"day": say_day(form.cleaned_data["due_on"])})
    return saved(request, back)


def show(request: UserRequest, promised: FollowUp, form: FollowUpForm, status: int = 200) -> HttpResponse:
    record_look_up(actor=request.user, subject=promised.tenancy, purpose=Purpose.CASEWORK)
    context = {"follow_up": promised, "form": form, "back": next_url(request, reverse("today"))}
    return render(request, "cases/follow_up_edit.html", context, status=status)
