"""Another day for the next step, or none."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.answers import posted
from accounts.models import User
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.follow_ups import FollowUpEditForm
from cases.models import FollowUp
from cases.permissions import get_follow_up_for_caretaker
from cases.services.follow_ups import drop_follow_up, follow_up_seen, move_follow_up
from core.errors import DomainError
from core.lists import next_url
from core.outbox import saved
from core.phrases import as_sentence, say_day


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_edit(request: UserRequest, pk: int) -> HttpResponse:
    promised = get_follow_up_for_caretaker(request.user, pk)
    initial = {"due_on": promised.due_on, "text": promised.text, "seen": follow_up_seen(promised)}
    form = FollowUpEditForm(posted(request), initial=initial)
    if not form.is_bound:
        return show(request, promised, form)
    is_dropped = "drop" in request.POST
    if not form.is_valid() and not is_dropped:
        return show(request, promised, form, status=422)
    try:
        words = (drop if is_dropped else move)(request.user, promised, form.cleaned_data)
    except DomainError as error:
        form.see_anew(follow_up_seen(promised))
        form.add_error(None, error.message)
        return show(request, promised, form, status=409)
    messages.success(request, words)
    return saved(request, next_url(request, reverse("today")))


def drop(user: User, promised: FollowUp, data: dict[str, Any]) -> str:
    drop_follow_up(actor=user, follow_up=promised, was_seen=data["seen"])
    return _("Det næste skridt er opgivet.")


def move(user: User, promised: FollowUp, data: dict[str, Any]) -> str:
    step = {"due_on": data["due_on"], "text": data["text"]}
    move_follow_up(actor=user, follow_up=promised, was_seen=data["seen"], **step)
    return as_sentence(_("Næste skridt er %(day)s.") % {"day": say_day(step["due_on"])})


def show(request: UserRequest, promised: FollowUp, form: FollowUpEditForm, status: int = 200) -> HttpResponse:
    record_look_up(actor=request.user, subject=promised.tenancy, purpose=Purpose.CASEWORK)
    context = {"follow_up": promised, "form": form, "back": next_url(request, reverse("today"))}
    return render(request, "cases/follow_up_edit.html", context, status=status)
