"""A meeting between the parties: planned, moved, called off, and whether it was held."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.forms.revisions import DONE, written
from cases.links import links
from core.htmx import undo_message
from core.phrases import say_moment
from disputes.choices import MeetingStatus
from disputes.forms.base import OfMediationForm
from disputes.forms.meetings import HELD, HoldMeetingForm, MeetingForm, SeenMeetingForm
from disputes.mediation_calendar import clashes, invitation_file
from disputes.mediation_file import may_meet, waits_of
from disputes.models import MediationMeeting
from disputes.permissions import get_mediation_for_user, get_meeting_for_user
from disputes.services.meetings import (
    cancel_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    unhold_meeting,
)
from disputes.views.mediations import record_reading

IDS = {"move": "flyt_%s", "cancel": "aflys_%s", "hold": "holdt_%s"}
"""Three forms with the same fields stand on one page."""


@require_http_methods(["GET", "HEAD", "POST"])
@once
def meeting_plan(request: UserRequest, pk: int) -> HttpResponse:
    mediation = get_mediation_for_user(request.user, pk)
    form = MeetingForm(posted(request), mediation=mediation)
    made: list[MediationMeeting] = []

    def write() -> None:
        said = {"seen": form.cleaned_data["seen"], "when": form.when, "held": form.held}
        made.append(plan_meeting(actor=request.user, mediation=mediation, **said))

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        return go_on(request, made[0], _("Mødet er aftalt. Giv hver part sin indbydelse."))
    if not mediation.is_open and not form.is_bound:
        return redirect(links("mediation_detail")(pk))
    record_reading(request.user, mediation)
    context = {"mediation": mediation, "form": form, "may_meet": may_meet(mediation)}
    return render(request, "disputes/meeting_plan.html", context, status=status)


def go_on(request: UserRequest, meeting: MediationMeeting, planned: str) -> HttpResponse:
    """To what is next, with `planned` said of one that is ahead."""
    held = meeting.status == MeetingStatus.HELD
    if meeting.status == MeetingStatus.PLANNED:
        messages.success(request, planned)
        warn_of_clashes(request, meeting)
    else:
        said = _("Mødet er holdt. Skriv, hvad I blev enige om.") if held else _("Det er skrevet ned.")
        undo_message(request, said, reverse("meeting_unhold", args=[meeting.pk]))
    return redirect(f"{links('mediation_detail')(meeting.mediation_id)}#{'aftale' if held else 'moede'}")


def warn_of_clashes(request: UserRequest, meeting: MediationMeeting) -> None:
    """It is kept: whether the other thing can be moved is hers to know."""
    for event in clashes(request.user, meeting):
        said = {"what": event.summary, "when": say_moment(event.start)}  # type: ignore[arg-type]
        messages.warning(request, _("Du har også noget andet da: %(what)s %(when)s.") % said)
    day = timezone.localdate(meeting.starts_at)
    if any(away.starts_on <= day <= away.ends_on for away in waits_of(meeting.mediation)):
        said = {"name": meeting.mediation.mediator.user.name}
        messages.warning(request, _("%(name)s er væk den dag, og ingen kan være afløser her.") % said)


@require_safe
def meeting_change(request: UserRequest, pk: int) -> HttpResponse:
    return show(request, get_meeting_for_user(request.user, pk))


def forms_of(meeting: MediationMeeting) -> dict[str, OfMediationForm]:
    mediation, initial = meeting.mediation, MeetingForm.initial_of(meeting)
    return {
        "move": MeetingForm(mediation=mediation, initial=initial, auto_id=IDS["move"]),
        "cancel": SeenMeetingForm(mediation=mediation, auto_id=IDS["cancel"]),
        "hold": HoldMeetingForm(mediation=mediation, auto_id=IDS["hold"]),
    }


def show(
    request: UserRequest, meeting: MediationMeeting, *, status: int = 200, **refused: Any
) -> HttpResponse:
    """`refused` is the form that was not right, by its name in forms_of."""
    record_reading(request.user, meeting.mediation)
    context = {
        "meeting": meeting,
        "mediation": meeting.mediation,
        "is_over": meeting.starts_at <= timezone.now(),
        "forms": forms_of(meeting) | refused,
    }
    return render(request, "disputes/meeting_change.html", context, status=status)


def answer(
    request: UserRequest,
    meeting: MediationMeeting,
    name: str,
    form: OfMediationForm,
    write: Callable[[], object],
) -> HttpResponse | None:
    """None when it is done, else the page with the form as it was typed."""
    status = written(form, write)
    if status == DONE:
        return None
    return show(request, get_meeting_for_user(request.user, meeting.pk), status=status, **{name: form})


@require_POST
def meeting_move(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting_for_user(request.user, pk)
    form = MeetingForm(request.POST, mediation=meeting.mediation, auto_id=IDS["move"])
    moved: list[MediationMeeting] = []

    def write() -> None:
        said = {"seen": form.cleaned_data["seen"], "when": form.when, "held": form.held}
        moved.append(move_meeting(actor=request.user, meeting=meeting, **said))

    if refused := answer(request, meeting, "move", form, write):
        return refused
    return go_on(request, moved[0], _("Mødet er flyttet. Giv hver part en ny indbydelse."))


@require_POST
def meeting_cancel(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting_for_user(request.user, pk)
    form = SeenMeetingForm(request.POST, mediation=meeting.mediation, auto_id=IDS["cancel"])

    def write() -> None:
        cancel_meeting(actor=request.user, meeting=meeting, seen=form.cleaned_data["seen"])

    if refused := answer(request, meeting, "cancel", form, write):
        return refused
    messages.success(request, _("Mødet er aflyst. Husk at sige det til alle parter."))
    return redirect(f"{links('mediation_detail')(meeting.mediation_id)}#moede")


@require_POST
def meeting_hold(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting_for_user(request.user, pk)
    form = HoldMeetingForm(request.POST, mediation=meeting.mediation, auto_id=IDS["hold"])

    def write() -> None:
        held = form.cleaned_data["result"] == HELD
        hold_meeting(actor=request.user, meeting=meeting, seen=form.cleaned_data["seen"], held=held)

    if refused := answer(request, meeting, "hold", form, write):
        return refused
    meeting.refresh_from_db(fields=["status"])
    return go_on(request, meeting, "")


@require_POST
def meeting_unhold(request: UserRequest, pk: int) -> HttpResponse:
    meeting = get_meeting_for_user(request.user, pk)
    unhold_meeting(actor=request.user, meeting=meeting)
    messages.success(request, _("Det er fortrudt. Skriv igen, om mødet blev holdt."))
    return redirect(f"{links('mediation_detail')(meeting.mediation_id)}#moede")


@require_safe
def meeting_ics(request: UserRequest, pk: int) -> HttpResponse:
    """For a party's own calendar: it says neither who nor what about."""
    meeting = get_meeting_for_user(request.user, pk)
    record_reading(request.user, meeting.mediation)
    response = HttpResponse(invitation_file(meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moede.ics"'
    response["Cache-Control"] = "no-store"
    return response
