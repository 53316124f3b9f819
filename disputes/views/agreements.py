"""The agreement: written on one page, accepted by each party, changed in a new version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.forms.revisions import CHANGED, DONE, written
from cases.links import links
from core.htmx import undo_message
from disputes.agreement_page import PointLine, lines_of, moved
from disputes.agreement_rows import agreement_of
from disputes.choices import AgreementStatus
from disputes.forms.agreements import (
    AcceptForm,
    AgreementForm,
    PointLines,
    SeenWordsForm,
    parties_to_choose,
    without,
)
from disputes.models import Acceptance, Agreement, Mediation
from disputes.permissions import (
    get_acceptance_for_user,
    get_agreement_for_user,
    get_mediation_for_user,
    get_room_for_user,
)
from disputes.services.acceptances import accept_agreement, undo_acceptance
from disputes.services.agreements import is_locked, new_version, write_agreement
from disputes.views.mediations import record_reading

SAVE = "gem"


def card_of(mediation_pk: int) -> str:
    return f"{links('mediation_detail')(mediation_pk)}#aftale"


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: UserRequest, pk: int) -> HttpResponse:
    """`do` says what else a button does than save: a line more, or the lines in another order."""
    mediation = get_mediation_for_user(request.user, pk)
    agreement = agreement_of(mediation)
    do = request.POST.get("do", SAVE)
    data = without(request.POST, do) if request.method == "POST" else None
    form = AgreementForm(data, initial=AgreementForm.initial_of(agreement))
    lines = PointLines(data, agreement, parties_to_choose(mediation))
    if not form.is_bound:
        if not mediation.is_open or (agreement and is_locked(agreement)):
            return redirect(card_of(pk))
        return show_form(request, mediation, form, lines, 200)
    points = lines.read_into(form)

    def write() -> None:
        words = form.words(moved(points, do))
        write_agreement(actor=request.user, mediation=mediation, seen=form.cleaned_data["seen"], words=words)

    status = written(form, write)
    if status != DONE:
        return show_form(request, mediation, form, lines, status)
    messages.success(request, _("Aftalen er gemt."))
    return redirect(card_of(pk) if do == SAVE else f"{reverse('agreement_edit', args=[pk])}#punkter")


def show_form(
    request: UserRequest, mediation: Mediation, form: AgreementForm, lines: PointLines, status: int
) -> HttpResponse:
    """After a conflict with the agreement as it stands beside what was typed."""
    record_reading(request.user, mediation)
    context = {
        "mediation": mediation,
        "form": form,
        "lines": lines.lines,
        "now": _lines(agreement_of(mediation)) if status == CHANGED else None,
    }
    return render(request, "disputes/agreement_edit.html", context, status=status)


def _lines(agreement: Agreement | None) -> list[PointLine]:
    return lines_of(agreement) if agreement else []


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_accept(request: UserRequest, pk: int, party_pk: int) -> HttpResponse:
    """The words, to be read aloud; then how and when this party said yes."""
    agreement, party = get_agreement_for_user(request.user, pk), get_room_for_user(request.user, party_pk)
    if party.mediation_id != agreement.mediation_id:
        raise Http404
    form = AcceptForm(posted(request), initial={"seen": agreement.revision})
    made: list[Acceptance] = []

    def write() -> None:
        said = {name: form.cleaned_data[name] for name in ("seen", "how", "on")}
        made.append(accept_agreement(actor=request.user, agreement=agreement, party=party, **said))

    status = written(form, write) if form.is_bound else 200
    if status == DONE:
        undo = reverse("acceptance_undo", args=[made[0].pk])
        undo_message(request, said_of(agreement, party.label), undo)
        return redirect(card_of(agreement.mediation_id))
    if not form.is_bound and not may_be_accepted(agreement):
        return redirect(card_of(agreement.mediation_id))
    record_reading(request.user, agreement.mediation)
    shown = agreement_of(agreement.mediation) or agreement
    context = {"mediation": agreement.mediation, "agreement": shown, "lines": lines_of(shown), "party": party}
    return render(request, "disputes/agreement_accept.html", {**context, "form": form}, status=status)


def may_be_accepted(agreement: Agreement) -> bool:
    return agreement.status == AgreementStatus.DRAFT and agreement.mediation.is_open


def said_of(agreement: Agreement, label: str) -> str:
    agreement.refresh_from_db(fields=["status"])
    if agreement.status == AgreementStatus.ACCEPTED:
        return _("Alle har godkendt aftalen. Der er sat to opfølgninger.")
    return _("%(label)s har godkendt aftalen.") % {"label": label}


@require_POST
def acceptance_undo(request: UserRequest, pk: int) -> HttpResponse:
    acceptance = get_acceptance_for_user(request.user, pk)
    undo_acceptance(actor=request.user, acceptance=acceptance)
    messages.success(request, _("Godkendelsen er fortrudt."))
    return redirect(card_of(acceptance.mediation_id))


@require_POST
@once
def agreement_new_version(request: UserRequest, pk: int) -> HttpResponse:
    agreement = get_agreement_for_user(request.user, pk)
    form = SeenWordsForm(request.POST)

    def write() -> None:
        new_version(actor=request.user, agreement=agreement, seen=form.cleaned_data["seen"])

    if not form.is_valid() or not attempt(form, write):
        messages.error(request, refusal(form))
        return redirect(card_of(agreement.mediation_id))
    messages.success(request, _("Ret punkterne. Alle parter skal godkende den nye udgave."))
    return redirect("agreement_edit", agreement.mediation_id)


def refusal(form: Any) -> str:
    """Why a button did nothing, in one sentence."""
    return str(next(iter(form.errors.values()))[0])
