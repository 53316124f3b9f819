"""What the pages of the forms about an eviction case have in common."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import refusal
from cases.links import links
from core.htmx import wants_fragment
from evictions.case_facts import facts_of_eviction
from evictions.forms.base import OfEvictionForm
from evictions.forms.steps import PREVIEW, StepForm
from evictions.law import RULES
from evictions.models import EvictionCase
from evictions.next_words import next_reason
from evictions.permissions import get_eviction_for_user
from evictions.step_preview import Preview, preview_of
from evictions.views.evictions import show_eviction


def show_form(
    request: UserRequest,
    template: str,
    form: OfEvictionForm,
    *,
    status: int = 200,
    rules: Sequence[str] = (),
    **more: Any,
) -> HttpResponse:
    """The page of a form, about `form.case` as it is now. A closed case has no form to fill in."""
    case = form.case
    if not case.is_open and request.method != "POST":
        return redirect(links("eviction_detail")(case.pk))
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    context = {
        "eviction": case,
        "lead": lead_of(case),
        "back": links("eviction_detail")(case.pk),
        "form": form,
        "rules": [RULES[key] for key in rules],
        **more,
    }
    return render(request, template, context, status=status)


def lead_of(case: EvictionCase) -> str:
    """Where, how far, and what is next: what somebody else may have changed in the meantime."""
    reason = next_reason(case, timezone.localdate())
    words = [case.tenancy.dwelling.address, str(case.get_status_display()), reason.text if reason else ""]
    return " · ".join(filter(None, words))


def show_previewed(
    request: UserRequest, template: str, form: StepForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """As show_form, with what saving would lead to; only that when the page asked for it by itself."""
    asked = PREVIEW in request.POST
    preview = preview_form(form) if asked else None
    if asked and wants_fragment(request):
        return render(request, "evictions/_eviction_preview.html", {"preview": preview})
    if asked:
        status = 200 if preview else 422
    return show_form(request, template, form, status=status, preview=preview, **more)


def show_refused(request: UserRequest, form: OfEvictionForm, status: int) -> HttpResponse:
    """After a button that did nothing: the case as it is now, with the reason on top."""
    case = get_eviction_for_user(request.user, form.case.pk)
    return show_eviction(request, case, status=status, refused=refusal(form))


def preview_form(form: StepForm) -> Preview | None:
    """None while something that decides it is missing."""
    if not form.is_weighable:
        return None
    return preview_of(facts_of_eviction(form.case), form.changes, form.reaches, timezone.localdate())
