"""The caretaker's statement to the administration: written, read as they will read it, sent, taken back."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt, posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import CHANGED, WRONG
from evictions.forms.statements import StatementForm
from evictions.models import EvictionCase, Statement
from evictions.permissions import get_eviction_for_caretaker, get_statement_for_caretaker
from evictions.services.statements import send_statement, take_back_statement
from evictions.statement_page import Ground, Proposal, ground_of, proposal_of
from evictions.statement_words import say_facts, say_requests
from evictions.views.attempts import attempt_button, card_url

CARD = "indstilling"
SEND, EDIT = "send", "edit"


@require_http_methods(["GET", "HEAD", "POST"])
def statement_create(request: UserRequest, pk: int) -> HttpResponse:
    """`do`: "send" what was read, "edit" it again; anything else shows it as it will be seen."""
    case = get_eviction_for_caretaker(request.user, pk)
    ground, proposal = ground_of(request.user, case), proposal_of(request.user, case)
    form = StatementForm(posted(request), initial=initial_of(proposal))
    if not ground.is_there or not case.is_open:
        return show(request, case, form, ground, proposal, CHANGED if form.is_bound else 200)
    if not form.is_bound:
        return show(request, case, form, ground, proposal, 200)
    if not form.is_valid():
        return show(request, case, form, ground, proposal, WRONG)
    if request.POST.get("do") == EDIT:
        return show(request, case, form, ground, proposal, 200)
    if request.POST.get("do") != SEND or not form.is_as_read:
        return preview(request, case, form, ground)
    if attempt(form, lambda: send(request, case, form, ground)):
        messages.success(request, _("Indstillingen er sendt til administrationen og skrevet ned."))
        return redirect(card_url(case.pk, CARD))
    return show(request, case, form, ground, proposal, CHANGED)


def send(request: UserRequest, case: EvictionCase, form: StatementForm, ground: Ground) -> None:
    assert ground.consent is not None  # noqa: S101 - asked before
    send_statement(actor=request.user, case=case, consent=ground.consent, said=form.said)


def initial_of(proposal: Proposal) -> dict[str, Any]:
    return {"contact_established": proposal.is_in_contact, "applied_on": proposal.applied_on}


def show(
    request: UserRequest,
    case: EvictionCase,
    form: StatementForm,
    ground: Ground,
    proposal: Proposal,
    status: int,
) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {"form": form, "eviction": case, "ground": ground, "proposal": proposal}
    context["back"] = card_url(case.pk, CARD)
    return render(request, "evictions/statement_form.html", context, status=status)


def preview(request: UserRequest, case: EvictionCase, form: StatementForm, ground: Ground) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    statement = Statement(**asdict(form.said))
    context = {
        "form": form,
        "eviction": case,
        "ground": ground,
        "facts": say_facts(statement),
        "requests": say_requests(statement),
        "back": card_url(case.pk, CARD),
    }
    return render(request, "evictions/statement_preview.html", context)


@require_POST
def statement_take_back(request: UserRequest, pk: int) -> HttpResponse:
    statement = get_statement_for_caretaker(request.user, pk)
    case_pk = statement.eviction_case_id

    def write(seen: int) -> None:
        take_back_statement(actor=request.user, statement=statement)

    if refused := attempt_button(request, case_pk, write):
        return refused
    messages.success(request, _("Indstillingen er trukket tilbage."))
    return redirect(card_url(case_pk, CARD))
