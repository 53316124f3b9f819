"""The organisation's list of reasons for a standstill, beside its settings: the system administrator's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.permissions import role_required
from accounts.requests import UserRequest
from evictions.forms.standstills import StandstillReasonForm
from evictions.models import StandstillReason
from evictions.permissions import get_standstill_reason
from evictions.services.standstill_reasons import add_reason, rename_reason, switch_reason

ON = "til"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SYSTEM_ADMINISTRATOR)
def standstill_reason_list(request: UserRequest) -> HttpResponse:
    form = StandstillReasonForm(posted(request))
    if form.is_valid() and attempt(
        form, lambda: add_reason(actor=request.user, name=form.cleaned_data["name"])
    ):
        messages.success(request, _("Årsagen er på listen."))
        return redirect("standstill_reason_list")
    reasons = StandstillReason.objects.visible_to(request.user).with_use().order_by("-is_active", "pk")
    context = {"form": form, "reasons": reasons}
    status = 422 if form.is_bound else 200
    return render(request, "evictions/standstill_reasons.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def standstill_reason_edit(request: UserRequest, pk: int) -> HttpResponse:
    reason = get_standstill_reason(request.user, pk)
    form = StandstillReasonForm(posted(request), initial={"name": reason.name})

    def write() -> None:
        rename_reason(actor=request.user, reason=reason, name=form.cleaned_data["name"])

    if form.is_valid() and attempt(form, write):
        messages.success(request, _("Årsagen er omdøbt."))
        return redirect("standstill_reason_list")
    context = {"form": form, "reason": reason, "is_used": reason.standstills.exists()}
    status = 422 if form.is_bound else 200
    return render(request, "evictions/standstill_reason_edit.html", context, status=status)


@require_POST
def standstill_reason_switch(request: UserRequest, pk: int) -> HttpResponse:
    """`til`: "til" switches it on, anything else off."""
    reason = get_standstill_reason(request.user, pk)
    is_active = request.POST.get("til") == ON
    switch_reason(actor=request.user, reason=reason, is_active=is_active)
    said = _("Årsagen kan vælges igen.") if is_active else _("Årsagen er slået fra.")
    messages.success(request, said)
    return redirect("standstill_reason_list")
