"""The caretaker's checklist: a tap on the page of the case, or the page of one way out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import CHANGED, WRONG
from core.errors import DomainError
from evictions.choices import WayOutKind, WayOutState
from evictions.forms.ways_out import WayOutButton, WayOutForm
from evictions.models import EvictionCase, WayOut
from evictions.permissions import get_eviction_for_caretaker, get_eviction_for_user
from evictions.services.ways_out import WayOutChangedError, set_way_out, stands
from evictions.views.attempts import card_url
from evictions.views.evictions import show_eviction
from evictions.ways_out_words import TAKES

CARD = "udveje"


@require_POST
def way_out_set(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    case = get_eviction_for_caretaker(request.user, pk)
    form = WayOutButton(request.POST)
    if known(kind) and form.is_valid():
        state, seen = form.cleaned_data["state"], form.cleaned_data["seen"]
        try:
            set_way_out(actor=request.user, case=case, kind=kind, state=state, on=form.on, seen=seen)
        except DomainError as error:
            return refuse(request, pk, error.message, CHANGED)
        messages.success(request, said(kind, state))
        return redirect(card_url(case.pk, CARD))
    return refuse(request, pk, _("Vælg en udvej, og hvor langt den er."), WRONG)


def refuse(request: UserRequest, pk: int, message: str, status: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk)
    return show_eviction(request, case, status=status, refused=message)


def said(kind: str, state: str) -> str:
    names = {"kind": WayOutKind(kind).label, "state": WayOutState(state).label}
    return _("%(kind)s: %(state)s.") % names


def known(kind: str) -> str:
    if kind not in WayOutKind.values:
        raise Http404
    return kind


@require_http_methods(["GET", "HEAD", "POST"])
def way_out_edit(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    case = get_eviction_for_caretaker(request.user, pk)
    now = WayOut.objects.visible_to(request.user).filter(eviction_case=case, kind=known(kind)).first()
    form = WayOutForm(posted(request), initial=initial_of(now))
    status = WRONG if form.is_bound else 200
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("state", "on", "note", "seen")}
        try:
            set_way_out(actor=request.user, case=case, kind=kind, **values)
        except WayOutChangedError as error:
            form.add_error(None, error.message)
            form.see_anew(stands(error.way_out))
            status = CHANGED
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, said(kind, values["state"]))
            return redirect(card_url(case.pk, CARD))
    return show_form(request, case, kind, form, status)


def initial_of(now: WayOut | None) -> dict[str, Any]:
    if now is None:
        return {"state": WayOutState.APPLIED, "on": timezone.localdate(), "seen": ""}
    return {"state": now.state, "on": now.on, "note": now.note, "seen": stands(now)}


def show_form(
    request: UserRequest, case: EvictionCase, kind: str, form: WayOutForm, status: int
) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {
        "form": form,
        "eviction": case,
        "title": WayOutKind(kind).label,
        "takes": TAKES[kind],
        "apply_first": kind == WayOutKind.RENT_SUPPORT_81A,
        "back": card_url(case.pk, CARD),
    }
    return render(request, "evictions/way_out_form.html", context, status=status)
