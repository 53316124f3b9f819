"""An instalment plan: its instalments are made of a few terms, put right one by one, and agreed. The
administration's."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt, posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import DONE, WRONG, written
from evictions.forms.instalments import Payments, PlanForm
from evictions.instalments import Payment
from evictions.models import ArrearsNotice, EvictionCase, InstalmentPlan
from evictions.permissions import get_eviction_for_user, get_plan_for_office
from evictions.services.instalments import agree_plan, cancel_plan, keep_plan
from evictions.views.attempts import attempt_button, card_url

CARD = "afdragsordning"
SAVE, CPR = "save", "cpr"


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: UserRequest, pk: int) -> HttpResponse:
    """`do` is "save"; anything else makes the instalments anew from the terms."""
    case = get_eviction_for_user(request.user, pk, edit=True)
    running = InstalmentPlan.objects.visible_to(request.user).active().filter(eviction_case=case).first()
    form = PlanForm(posted(request), initial=initial_of(request, case))
    if not form.is_bound:
        return show_form(request, case, form, Payments(), running, 200)
    if not is_saved(request.POST):
        made = make(form)
        return show_form(request, case, form, Payments(made=made), running, 200 if made else WRONG)
    lines = Payments(request.POST)
    payments = lines.read_into(form)
    status = agree(request, case, form, payments, running)
    if status == DONE:
        messages.success(request, _("Afdragsordningen er aftalt. Den sociale vicevært får besked."))
        return redirect(card_url(case.pk, CARD))
    return show_form(request, case, form, lines, running, status)


def is_saved(data: QueryDict) -> bool:
    """The buttons that answer about a CPR number save, too."""
    return Payments.are_in(data) and data.get("do", SAVE if CPR in data else "") == SAVE


def make(form: PlanForm) -> list[Payment]:
    made: list[Payment] = []
    if form.is_valid():
        attempt(form, lambda: made.extend(form.payments()))
    return made


def agree(
    request: UserRequest,
    case: EvictionCase,
    form: PlanForm,
    payments: list[Payment],
    running: InstalmentPlan | None,
) -> int:
    def write() -> None:
        agree_plan(
            actor=request.user,
            case=case,
            seen=form.cleaned_data["seen"],
            terms=form.terms,
            payments=payments,
            replaces=running,
        )

    return written(form, write)


def initial_of(request: UserRequest, case: EvictionCase) -> dict[str, Any]:
    """What the newest list says is owed, else the claim."""
    notices = ArrearsNotice.objects.visible_to(request.user).open().filter(tenancy_id=case.tenancy_id)
    amount = notices.values_list("amount", flat=True).first() or case.claim_amount
    return {"seen": case.revision, "start_balance": amount}


def show_form(
    request: UserRequest,
    case: EvictionCase,
    form: PlanForm,
    lines: Payments,
    running: InstalmentPlan | None,
    status: int,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    balance = form.cleaned_data.get("start_balance") if form.is_bound else None
    context = {
        "form": form,
        "eviction": case,
        "lines": lines.lines,
        "is_made": lines.lines.is_bound or bool(lines.lines.initial),
        "running": running,
        "differs": balance is not None and case.claim_amount is not None and balance != case.claim_amount,
        "back": card_url(case.pk, CARD),
    }
    return render(request, "evictions/plan_form.html", context, status=status)


@require_POST
def plan_cancel(request: UserRequest, pk: int) -> HttpResponse:
    return end(request, pk, cancel_plan, _("Afdragsordningen er ophørt."))


@require_POST
def plan_keep(request: UserRequest, pk: int) -> HttpResponse:
    return end(request, pk, keep_plan, _("Det er bekræftet, at afdragsordningen er holdt."))


def end(request: UserRequest, pk: int, service: Any, said: str) -> HttpResponse:
    plan = get_plan_for_office(request.user, pk)
    case_pk = plan.eviction_case_id

    def write(seen: int) -> None:
        service(actor=request.user, plan=plan, seen=seen)

    if refused := attempt_button(request, case_pk, write):
        return refused
    messages.success(request, said)
    return redirect(card_url(case_pk, CARD))
