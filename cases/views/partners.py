"""The directory of partners: whom to ring, what was agreed, and who owes an answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from cases.bridge_panel import say_silence
from cases.forms.partners import AgreementForm, PartnerForm
from cases.models import Partner
from cases.partner_pages import directory, partner_page
from cases.permissions import get_partner_for_user
from cases.services.partners import agree, change_partner, create_partner, end_partner

READERS = (Role.CARETAKER, Role.COORDINATOR)
FIELDS = ("kind", "name", "phone", "email", "address")


@require_safe
@role_required(*READERS)
def partner_list(request: UserRequest) -> HttpResponse:
    return render(request, "cases/partners.html", {"kinds": directory(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READERS)
@once
def partner_create(request: UserRequest) -> HttpResponse:
    form = PartnerForm(posted(request))
    made: list[Partner] = []
    if form.is_valid() and attempt(
        form, lambda: made.append(create_partner(actor=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Samarbejdspartneren er oprettet. Skriv nu, hvad I har aftalt."))
        return redirect("agreement_create", made[0].pk)
    return render(request, "cases/partner_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def partner_detail(request: UserRequest, pk: int) -> HttpResponse:
    partner, today = get_partner_for_user(request.user, pk), timezone.localdate()
    page = partner_page(request.user, partner, today)
    context = {
        "partner": partner,
        "page": page,
        "phone": (page.agreement.phone if page.agreement else "") or partner.phone,
        "silent": [(row, say_silence(row.answer_due_on, today)) for row in page.silent],
    }
    return render(request, "cases/partner_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request: UserRequest, pk: int) -> HttpResponse:
    partner = get_partner_for_user(request.user, pk)
    form = PartnerForm(posted(request), initial={name: getattr(partner, name) for name in FIELDS})
    if form.is_valid() and attempt(
        form, lambda: change_partner(actor=request.user, partner=partner, **form.cleaned_data)
    ):
        messages.success(request, _("Ændringen er gemt."))
        return redirect("partner_detail", partner.pk)
    context = {"form": form, "partner": partner}
    return render(request, "cases/partner_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_create(request: UserRequest, pk: int) -> HttpResponse:
    """Another agreement is a new period; what was agreed before stays to be read."""
    partner = get_partner_for_user(request.user, pk)
    current = partner_page(request.user, partner).agreement
    form = AgreementForm(posted(request), initial=said_before(current))
    if form.is_valid() and attempt(form, lambda: agree(actor=request.user, partner=partner, **form.known)):
        messages.success(request, _("Aftalen er gemt. Den tidligere kan stadig læses."))
        return redirect("partner_detail", partner.pk)
    context = {"form": form, "partner": partner, "current": current}
    return render(request, "cases/agreement_form.html", context, status=422 if form.is_bound else 200)


def said_before(current: Any) -> dict[str, Any]:
    names = ("contact", "phone", "email", "may_ask", "response_weekdays")
    return {name: getattr(current, name) for name in names} if current else {}


@require_POST
def partner_end(request: UserRequest, pk: int) -> HttpResponse:
    partner = get_partner_for_user(request.user, pk)
    end_partner(actor=request.user, partner=partner)
    messages.success(request, _("Samarbejdet er afsluttet. Det, der er sendt, kan stadig læses på sagerne."))
    return redirect("partner_list")
