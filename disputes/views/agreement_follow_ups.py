"""Does the agreement hold? Written down, taken back, or asked another day."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from cases.forms.revisions import DONE, written
from cases.links import links
from core.htmx import undo_message
from disputes.agreement_days import bounds_of
from disputes.agreement_page import lines_of
from disputes.agreement_rows import agreement_of
from disputes.choices import Kept
from disputes.forms.agreement_follow_ups import FollowUpForm, MoveFollowUpForm
from disputes.models import AgreementFollowUp
from disputes.permissions import get_agreement_follow_up_for_user
from disputes.services.agreement_follow_ups import move_follow_up, record_follow_up, undo_follow_up
from disputes.views.mediations import record_reading

SAID = {
    Kept.KEPT: gettext_lazy("Godt: aftalen holder."),
    Kept.PARTLY: gettext_lazy("Det er skrevet ned. Mødes igen, eller lav en ny udgave af aftalen."),
    Kept.BROKEN: gettext_lazy("Det er skrevet ned. Mødes igen, eller lav en ny udgave af aftalen."),
}


def card_of(mediation_pk: int) -> str:
    return f"{links('mediation_detail')(mediation_pk)}#opfoelgning"


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_follow_up(request: UserRequest, pk: int) -> HttpResponse:
    follow_up = get_agreement_follow_up_for_user(request.user, pk)
    form = FollowUpForm(posted(request))
    if not form.is_bound:
        return show(request, follow_up, form=form)

    def write() -> None:
        record_follow_up(actor=request.user, follow_up=follow_up, **form.known)

    status = written(form, write)
    if status != DONE:
        return show(request, follow_up, status=status, form=form)
    undo = reverse("agreement_follow_up_undo", args=[pk])
    undo_message(request, str(SAID[Kept(form.cleaned_data["result"])]), undo)
    return redirect(card_of(follow_up.mediation_id))


def show(
    request: UserRequest, follow_up: AgreementFollowUp, *, status: int = 200, **forms: Any
) -> HttpResponse:
    record_reading(request.user, follow_up.mediation)
    agreement = agreement_of(follow_up.mediation)
    agreed_on = agreement.agreed_on if agreement else None
    context = {
        "follow_up": follow_up,
        "mediation": follow_up.mediation,
        "lines": lines_of(agreement) if agreement else [],
        "bounds": bounds_of(agreed_on, follow_up.due_on) if agreed_on else None,
        "form": FollowUpForm(),
        "move": MoveFollowUpForm(initial={"due_on": follow_up.due_on}, auto_id="flyt_%s"),
        **forms,
    }
    return render(request, "disputes/agreement_follow_up.html", context, status=status)


@require_POST
def agreement_follow_up_move(request: UserRequest, pk: int) -> HttpResponse:
    follow_up = get_agreement_follow_up_for_user(request.user, pk)
    form = MoveFollowUpForm(request.POST, auto_id="flyt_%s")

    def write() -> None:
        move_follow_up(actor=request.user, follow_up=follow_up, due_on=form.cleaned_data["due_on"])

    status = written(form, write)
    if status != DONE:
        return show(request, follow_up, status=status, move=form)
    messages.success(request, _("Opfølgningen er flyttet."))
    return redirect(card_of(follow_up.mediation_id))


@require_POST
def agreement_follow_up_undo(request: UserRequest, pk: int) -> HttpResponse:
    follow_up = get_agreement_follow_up_for_user(request.user, pk)
    undo_follow_up(actor=request.user, follow_up=follow_up)
    messages.success(request, _("Det er fortrudt. Opfølgningen venter igen."))
    return redirect(card_of(follow_up.mediation_id))
