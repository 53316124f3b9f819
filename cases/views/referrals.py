"""A referral from draft to answer. Its page shows the letter as it would leave: nothing is sent unseen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.choices import DataKind
from cases.forms.referrals import AnswerForm, ReferralForm, ReminderForm, SendForm
from cases.letter_pdf import letter_pdf
from cases.letters import Letter, reads_health
from cases.links import links
from cases.models import Case, Consent, Partner, Referral, SupportPlanAction
from cases.permissions import get_case_for_caretaker, get_referral_for_user
from cases.referral_page import ANSWERS, referral_page
from cases.services.changes import row_seen
from cases.services.look_ups import record_reading
from cases.services.referrals import (
    change_referral,
    draft_referral,
    hand_out_letter,
    move_referral,
    remind_partner,
    send_referral,
)
from core.errors import DomainError

PDF = "pdf"
ANSWER_ID, REMINDER_ID = "svar_%s", "rykket_%s"


@require_http_methods(["GET", "HEAD", "POST"])
@once
def referral_create(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    form = form_for(request, case)
    made: list[Referral] = []

    def write() -> None:
        made.append(draft_referral(actor=request.user, case=case, partner=form.to, words=form.words()))

    if form.is_valid() and attempt(form, write):
        return redirect(links("referral_detail")(made[0].pk))
    return show_form(request, case, form, heading=_("Ny henvisning"), back=links("case_detail")(case.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def referral_edit(request: UserRequest, pk: int) -> HttpResponse:
    referral = get_referral_for_user(request.user, pk, edit=True)
    form = form_for(request, referral.case, initial=initial_of(request, referral))

    def write() -> None:
        said = {"words": form.words(), "was_seen": form.cleaned_data["seen"]}
        change_referral(actor=request.user, referral=referral, partner=form.to, **said)

    if form.is_valid():
        if attempt(form, write):
            return redirect(links("referral_detail")(referral.pk))
        form.see_anew(row_seen(referral))
    back = links("referral_detail")(referral.pk)
    return show_form(request, referral.case, form, heading=_("Ret kladden"), back=back)


def initial_of(request: UserRequest, referral: Referral) -> dict[str, Any]:
    initial = ReferralForm.initial_of(referral)
    if not reads_health(request.user, referral.case):
        initial.pop(f"text_{DataKind.HEALTH}", None)
    return initial


def form_for(request: UserRequest, case: Case, **options: Any) -> ReferralForm:
    """Consents that count today are offered; one that a draft rests on falls out when it counts no more."""
    consents = Consent.objects.visible_to(request.user).valid().filter(case=case)
    actions = SupportPlanAction.objects.visible_to(request.user).filter(case=case, dropped_at__isnull=True)
    return ReferralForm(
        posted(request),
        partners=list(Partner.objects.visible_to(request.user).current().order_by("name")),
        consents=list(consents.prefetch_related("recipients").order_by("-given_on", "-pk")),
        actions=list(actions.order_by("done_at", "due_on", "pk")),
        **options,
    )


def show_form(
    request: UserRequest, case: Case, form: ReferralForm, *, heading: str, back: str
) -> HttpResponse:
    record_reading(actor=request.user, subject=case)
    context = {"form": form, "case": case, "heading": heading, "back": back}
    return render(request, "cases/referral_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def referral_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show(request, get_referral_for_user(request.user, pk))


def show(request: UserRequest, referral: Referral, *, status: int = 200, **changes: Any) -> HttpResponse:
    record_reading(actor=request.user, subject=referral)
    page = referral_page(request.user, referral, timezone.localdate())
    context = {
        "referral": referral,
        "case": referral.case,
        "page": page,
        "may_edit": request.user.role == Role.CARETAKER,
        "send_form": SendForm(initial={"seen": page.letter.digest}),
        "answer_form": AnswerForm(auto_id=ANSWER_ID),
        "reminder_form": ReminderForm(auto_id=REMINDER_ID),
    }
    return render(request, "cases/referral_detail.html", {**context, **changes}, status=status)


@require_POST
@once
def referral_send(request: UserRequest, pk: int) -> HttpResponse:
    """What was read is sent. When it has changed since, or may not be sent any more, it is shown again."""
    referral = get_referral_for_user(request.user, pk, edit=True)
    form = SendForm(request.POST)
    if not form.is_valid():
        return show(request, referral, status=422, send_form=form)
    seen = form.cleaned_data["seen"]
    try:
        send_referral(actor=request.user, referral=referral, how=form.said, seen=seen)
    except DomainError as error:
        again = get_referral_for_user(request.user, pk)
        return show(request, again, status=409, refused=error.message)
    messages.success(request, _("Henvisningen er sendt og skrevet ned. Hent brevet herunder."))
    return redirect(links("referral_detail")(referral.pk))


@require_POST
@once
def referral_answer(request: UserRequest, pk: int) -> HttpResponse:
    referral = get_referral_for_user(request.user, pk, edit=True)
    form = AnswerForm(request.POST, auto_id=ANSWER_ID)
    if not form.is_valid():
        return show(request, referral, status=422, answer_form=form)
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    try:
        if (referral.status, referral.declined_reason) != (to, reason.strip()):
            move_referral(actor=request.user, referral=referral, to=to, reason=reason)
    except DomainError as error:
        return show(request, referral, status=409, refused=error.message, answer_form=form)
    messages.success(request, ANSWERS[to])
    return redirect(links("referral_detail")(referral.pk))


@require_POST
@once
def referral_remind(request: UserRequest, pk: int) -> HttpResponse:
    referral = get_referral_for_user(request.user, pk, edit=True)
    form = ReminderForm(request.POST, auto_id=REMINDER_ID)
    if not form.is_valid():
        return show(request, referral, status=422, reminder_form=form)
    remind_partner(actor=request.user, referral=referral, said=form.cleaned_data["said"])
    messages.success(request, _("Det er skrevet ned, at du har rykket."))
    return redirect(links("referral_detail")(referral.pk))


@require_POST
def referral_letter(request: UserRequest, pk: int) -> HttpResponse:
    """A copy of the letter as a file or on paper. It leaves the file, so it is a POST and recorded."""
    referral = get_referral_for_user(request.user, pk, edit=True)
    as_pdf = request.POST.get("som") == PDF
    how = _("Brevet hentet som PDF") if as_pdf else _("Brevet skrevet ud")
    letter = hand_out_letter(actor=request.user, referral=referral, how=how)
    return pdf_response(letter) if as_pdf else paper_response(request, referral, letter)


def paper_response(request: UserRequest, referral: Referral, letter: Letter) -> HttpResponse:
    back = reverse("referral_detail", args=[referral.pk])
    return render(request, "cases/referral_letter.html", {"letter": letter, "back": back})


def pdf_response(letter: Letter) -> HttpResponse:
    response = HttpResponse(letter_pdf(letter), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="henvisning-{letter.case_number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
