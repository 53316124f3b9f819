"""Giving cases to a colleague: choose and describe, then the taker's yes or no, and the receipt."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.models import Membership
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_ups
from cases.choices import HandoverStatus
from cases.forms.handovers import AnswerForm, HandoverForm
from cases.handover_checks import cases_to_give
from cases.handover_pages import handover_page
from cases.models import Case, Handover
from cases.permissions import get_caretaker_for_coordinator, get_handover_for_user
from cases.services import handovers as services

MOST_CASES = 200
SETTLED_SHOWN = 20


@require_safe
@role_required(Role.CARETAKER, Role.COORDINATOR)
def handover_list(request: UserRequest) -> HttpResponse:
    """What waits for a yes, and what was answered lately."""
    rows = Handover.objects.visible_to(request.user).select_related("giver__user", "taker__user").counted()
    context = {
        "open": rows.proposed().order_by("pk"),
        "settled": rows.exclude(status=HandoverStatus.PROPOSED).order_by("-answered_at")[:SETTLED_SHOWN],
        "own": request.user.membership,
        "may_give": request.user.role == Role.CARETAKER,
    }
    return render(request, "cases/handovers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.CARETAKER)
@once
def handover_create(request: UserRequest) -> HttpResponse:
    """One's own open cases; `?sag=` ticks one, `?alle` the whole caseload."""
    own: Any = request.user.membership
    return propose(request, own, back_url=reverse("handover_list"), back_label=_("Overdragelser"))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.COORDINATOR)
@once
def redistribute(request: UserRequest, membership_pk: int) -> HttpResponse:
    """A coordinator proposes on behalf of a caretaker. Nothing of the content of a case."""
    giver = get_caretaker_for_coordinator(request.user, membership_pk)
    return propose(request, giver, back_url=reverse("caseload"), back_label=_("Sagsfordeling"))


def propose(request: UserRequest, giver: Membership, *, back_url: str, back_label: str) -> HttpResponse:
    own = giver == request.user.membership
    rows = Case.objects.visible_to(request.user).with_caretaker().open().filter(responsible=giver)
    rows_to_give = rows.select_related("tenancy__dwelling", "estate").order_by("pk")[:MOST_CASES]
    lines = cases_to_give(rows_to_give, with_text=own)
    form = HandoverForm(
        posted(request), lines=lines, user=request.user, giver=giver, ticked=ticked(request, rows)
    )
    made: list[Handover] = []
    if form.is_valid() and attempt(form, lambda: made.append(write(request, giver, form))):
        messages.success(request, _("Overdragelsen er sendt. Intet flytter, før modtageren siger ja."))
        return redirect("handover_detail", made[0].pk)
    context = {"form": form, "giver": giver, "own": own, "rows": form.rows()}
    context |= {"back_url": back_url, "back_label": back_label}
    return render(request, "cases/handover_form.html", context, status=422 if form.is_bound else 200)


def write(request: UserRequest, giver: Membership, form: HandoverForm) -> Handover:
    return services.propose_handover(
        actor=request.user, giver=giver, taker=form.cleaned_data["taker"], summaries=form.summaries()
    )


def ticked(request: UserRequest, rows: Any) -> set[int]:
    if "alle" in request.GET:
        return set(rows.values_list("pk", flat=True))
    return {int(pk) for pk in request.GET.getlist("sag") if pk.isascii() and pk.isdecimal()}


@require_safe
def handover_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The question, and after the answer the receipt."""
    return show(request, get_handover_for_user(request.user, pk), AnswerForm())


def show(request: UserRequest, handover: Handover, form: AnswerForm, status: int = 200) -> HttpResponse:
    page = handover_page(request.user, handover)
    record_look_ups(actor=request.user, subjects=page.read, purpose=Purpose.HANDOVER)
    context = {"handover": handover, "page": page, "form": form}
    return render(request, "cases/handover.html", context, status=status)


@require_POST
@once
def handover_confirm(request: UserRequest, pk: int) -> HttpResponseRedirect:
    handover = get_handover_for_user(request.user, pk, taker=True)
    if handover.status != HandoverStatus.CONFIRMED:
        services.confirm_handover(actor=request.user, handover=handover)
    messages.success(request, _("Sagerne er dine. De står under Sager fra nu af."))
    return redirect("handover_detail", pk)


@require_POST
@once
def handover_decline(request: UserRequest, pk: int) -> HttpResponse:
    handover = get_handover_for_user(request.user, pk, taker=True)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, handover, form, status=422)
    answer = form.cleaned_data["answer"].strip()
    if (handover.status, handover.answer) != (HandoverStatus.DECLINED, answer):
        services.decline_handover(actor=request.user, handover=handover, answer=answer)
    messages.success(request, _("Du har sagt nej. Giveren får besked."))
    return redirect("handover_list")


@require_POST
@once
def handover_cancel(request: UserRequest, pk: int) -> HttpResponseRedirect:
    handover = get_handover_for_user(request.user, pk, taker=False)
    if handover.status != HandoverStatus.CANCELLED:
        services.cancel_handover(actor=request.user, handover=handover)
    messages.success(request, _("Overdragelsen er annulleret. Intet er flyttet."))
    return redirect("handover_list")
