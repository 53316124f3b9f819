"""What a resident has said yes to: record it, print it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.consent_paper import Paper, paper_of, paper_to_sign
from cases.forms.consents import RecordConsentForm
from cases.links import links
from cases.models import Case, Consent, Partner
from cases.partner_pages import whom_to_call
from cases.permissions import get_case_for_caretaker, get_consent_for_user
from cases.providers import relies_on_consent
from cases.services.consents import record_consent, withdraw_consent
from cases.services.look_ups import record_reading
from residents.models import Resident

PAPERS = {"en": "cases/consent_paper_en.html"}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def consent_create(request: UserRequest, pk: int) -> HttpResponse:
    """`print` gives the form as paper to be signed, and keeps nothing."""
    case = get_case_for_caretaker(request.user, pk)
    form = form_for(request, case)
    if form.is_valid() and (language := request.POST.get("print")):
        record_reading(actor=request.user, subject=case)
        return show_paper(request, paper_to_sign(case, **form.known), language)
    if form.is_valid() and attempt(form, lambda: record_consent(actor=request.user, case=case, **form.known)):
        messages.success(request, _("Samtykket er skrevet ind."))
        return redirect(links("case_detail")(case.pk))
    record_reading(actor=request.user, subject=case)
    context = {"form": form, "case": case, "back": links("case_detail")(case.pk)}
    return render(request, "cases/consent_form.html", context, status=422 if form.is_bound else 200)


def form_for(request: UserRequest, case: Case) -> RecordConsentForm:
    residents = Resident.objects.visible_to(request.user).filter(tenancy_id=case.tenancy_id)
    return RecordConsentForm(
        posted(request),
        residents=list(residents.filter(moved_out_on__isnull=True).order_by("pk")),
        partners=list(Partner.objects.visible_to(request.user).current().order_by("name")),
    )


@require_safe
def consent_detail(request: UserRequest, pk: int) -> HttpResponse:
    consent = get_consent_for_user(request.user, pk)
    record_reading(actor=request.user, subject=consent)
    return render(request, "cases/consent_detail.html", page_of(request, consent))


def page_of(request: UserRequest, consent: Consent) -> dict[str, Any]:
    return {
        "consent": consent,
        "case": consent.case,
        "is_valid": consent.is_valid(),
        "recipients": list(consent.recipients.order_by("name")),
        "to_call": whom_to_call(consent) if consent.withdrawn_at else [],
        "may_edit": request.user.role == Role.CARETAKER,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def consent_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """First what it stops, then it is done: there is no way back but a new consent."""
    consent = get_consent_for_user(request.user, pk, edit=True)
    if request.method == "POST":
        withdraw_consent(actor=request.user, consent=consent)
        messages.success(request, _("Samtykket er trukket tilbage."))
        return redirect(reverse("consent_detail", args=[consent.pk]))
    record_reading(actor=request.user, subject=consent)
    open_ones = consent.referrals.open().filter(legal_basis="").select_related("partner").order_by("pk")
    also = [sentence for say in relies_on_consent for sentence in say(consent)]
    context = {**page_of(request, consent), "relies": list(open_ones), "also": also}
    return render(request, "cases/consent_withdraw.html", context)


@require_safe
def consent_print(request: UserRequest, pk: int, language: str) -> HttpResponse:
    consent = get_consent_for_user(request.user, pk)
    record_reading(actor=request.user, subject=consent)
    return show_paper(request, paper_of(consent), language)


def show_paper(request: UserRequest, paper: Paper, language: str) -> HttpResponse:
    template = PAPERS.get(language, "cases/consent_paper.html")
    return render(request, template, {"paper": paper})
