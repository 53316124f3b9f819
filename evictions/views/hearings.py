"""Setting, moving and calling off a day at the bailiff court, and writing down what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import CHANGED, DONE, RevisionForm, written
from core.phrases import say_moment
from evictions.choices import HearingKind, HearingPlace
from evictions.court_choices import WHAT_NEXT
from evictions.forms.hearings import (
    CallOffHearingForm,
    HoldHearingForm,
    SetHearingForm,
    WhenForm,
)
from evictions.models import Hearing
from evictions.permissions import get_eviction_for_user, get_hearing_for_user
from evictions.services.hearings import call_off_hearing, hold_hearing, move_hearing, set_hearing

IDS = {"move": "flyt_%s", "call_off": "aflys_%s", "hold": "holdt_%s"}
"""Three forms with the same fields stand on one page."""


@require_http_methods(["GET", "HEAD", "POST"])
def hearing_create(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    initial = WhenForm.initial_of(case) | {"kind": HearingKind.HEARING}
    if request.GET.get("hvad") == HearingKind.EVICTION:
        initial |= {"kind": HearingKind.EVICTION, "place_kind": HearingPlace.ADDRESS}
    form = SetHearingForm(posted(request), initial=initial)

    def write() -> None:
        data = form.cleaned_data
        set_hearing(actor=request.user, case=case, seen=data["seen"], kind=data["kind"], when=form.when)

    status = written(form, write, refused=CHANGED) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Dagen er berammet, og den sociale vicevært får besked."))
        return redirect("eviction_detail", pk)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    return render(request, "evictions/hearing_form.html", {"form": form, "eviction": case}, status=status)


@require_safe
def hearing_change(request: UserRequest, pk: int) -> HttpResponse:
    return show(request, get_hearing_for_user(request.user, pk, edit=True))


def forms_of(hearing: Hearing) -> dict[str, RevisionForm]:
    case = hearing.eviction_case
    seen = {"seen": case.revision}
    return {
        "move": WhenForm(initial=WhenForm.initial_of(case, hearing), auto_id=IDS["move"]),
        "call_off": CallOffHearingForm(initial=seen, auto_id=IDS["call_off"]),
        "hold": HoldHearingForm(kind=hearing.kind, initial=seen, auto_id=IDS["hold"]),
    }


def show(request: UserRequest, hearing: Hearing, *, status: int = 200, **refused: Any) -> HttpResponse:
    """`refused` is the form that was not right, by its name in forms_of."""
    record_look_up(actor=request.user, subject=hearing.eviction_case, purpose=Purpose.ARREARS)
    context = {
        "hearing": hearing,
        "eviction": hearing.eviction_case,
        "when": say_moment(hearing.at),
        "is_over": hearing.at <= timezone.now(),
        "forms": forms_of(hearing) | refused,
    }
    return render(request, "evictions/hearing_change.html", context, status=status)


def answer(
    request: UserRequest, hearing: Hearing, name: str, form: RevisionForm, write: Callable[[], object]
) -> int | HttpResponse:
    """DONE, or the page with the form as it was typed."""
    status = written(form, write, refused=CHANGED)
    if status == DONE:
        return status
    again = get_hearing_for_user(request.user, hearing.pk, edit=True)
    return show(request, again, status=status, **{name: form})


@require_POST
def hearing_move(request: UserRequest, pk: int) -> HttpResponse:
    hearing = get_hearing_for_user(request.user, pk, edit=True)
    form = WhenForm(request.POST, auto_id=IDS["move"])

    def write() -> None:
        move_hearing(actor=request.user, hearing=hearing, seen=form.cleaned_data["seen"], when=form.when)

    answered = answer(request, hearing, "move", form, write)
    if isinstance(answered, HttpResponse):
        return answered
    messages.success(request, _("Dagen er flyttet. Der bliver mindet om den nye dag."))
    return redirect("eviction_detail", hearing.eviction_case_id)


@require_POST
def hearing_call_off(request: UserRequest, pk: int) -> HttpResponse:
    hearing = get_hearing_for_user(request.user, pk, edit=True)
    form = CallOffHearingForm(request.POST, auto_id=IDS["call_off"])

    def write() -> None:
        said = {name: form.cleaned_data[name] for name in ("seen", "reason")}
        call_off_hearing(actor=request.user, hearing=hearing, **said)

    answered = answer(request, hearing, "call_off", form, write)
    if isinstance(answered, HttpResponse):
        return answered
    messages.success(request, _("Dagen er aflyst, og den sociale vicevært får besked."))
    return redirect("eviction_detail", hearing.eviction_case_id)


@require_POST
def hearing_hold(request: UserRequest, pk: int) -> HttpResponse:
    hearing = get_hearing_for_user(request.user, pk, edit=True)
    form = HoldHearingForm(request.POST, kind=hearing.kind, auto_id=IDS["hold"])

    def write() -> None:
        said = {name: form.cleaned_data[name] for name in ("seen", "result")}
        hold_hearing(actor=request.user, hearing=hearing, **said)

    answered = answer(request, hearing, "hold", form, write)
    if isinstance(answered, HttpResponse):
        return answered
    messages.success(request, said_of(form.cleaned_data["result"]))
    return redirect("eviction_detail", hearing.eviction_case_id)


def said_of(result: str) -> str:
    return " ".join(filter(None, [_("Det er skrevet ned."), str(WHAT_NEXT.get(result, ""))]))
