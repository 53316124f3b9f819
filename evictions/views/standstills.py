"""A standstill: given, prolonged, ended before its time. The administration's."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import DONE, written
from evictions.forms.standstills import ProlongForm, StandstillForm
from evictions.models import EvictionCase, StandstillReason
from evictions.permissions import get_eviction_for_user, get_standstill_for_office
from evictions.services.standstills import begin_standstill, end_standstill, prolong_standstill
from evictions.views.attempts import attempt_button, card_url

CARD = "henstand"


@require_http_methods(["GET", "HEAD", "POST"])
def standstill_create(request: UserRequest, pk: int) -> HttpResponse:
    case = get_eviction_for_user(request.user, pk, edit=True)
    reasons = StandstillReason.objects.visible_to(request.user).filter(is_active=True).order_by("pk")
    form = StandstillForm(posted(request), reasons=list(reasons), initial={"seen": case.revision})

    def write() -> None:
        begin_standstill(actor=request.user, case=case, **form.known)

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Der er givet henstand. Den sociale vicevært får besked."))
        return redirect(card_url(case.pk, CARD))
    return show_form(request, case, form, status, title=_("Giv henstand"), save=_("Giv henstand"))


@require_http_methods(["GET", "HEAD", "POST"])
def standstill_prolong(request: UserRequest, pk: int) -> HttpResponse:
    standstill = get_standstill_for_office(request.user, pk)
    case = standstill.eviction_case
    form = ProlongForm(posted(request), initial={"seen": case.revision, "comment": standstill.comment})

    def write() -> None:
        changes = {name: form.cleaned_data[name] for name in ("ends_on", "comment")}
        prolong_standstill(
            actor=request.user, standstill=standstill, seen=form.cleaned_data["seen"], **changes
        )

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        messages.success(request, _("Henstanden er forlænget. Den sociale vicevært får besked."))
        return redirect(card_url(case.pk, CARD))
    return show_form(request, case, form, status, title=_("Forlæng henstanden"), save=_("Forlæng"))


@require_POST
def standstill_end(request: UserRequest, pk: int) -> HttpResponse:
    standstill = get_standstill_for_office(request.user, pk)
    case_pk = standstill.eviction_case_id

    def write(seen: int) -> None:
        end_standstill(actor=request.user, standstill=standstill, seen=seen)

    if refused := attempt_button(request, case_pk, write):
        return refused
    messages.success(request, _("Henstanden er afsluttet. Sagen går videre i dag."))
    return redirect(card_url(case_pk, CARD))


def show_form(
    request: UserRequest, case: EvictionCase, form: Any, status: int, *, title: str, save: str
) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    back = card_url(case.pk, CARD)
    context = {"form": form, "eviction": case, "title": title, "save": save, "back": back}
    return render(request, "evictions/standstill_form.html", context, status=status)
