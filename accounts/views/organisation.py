"""The organisation's own settings and its estates' names."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.forms.organisation import EstateForm, SettingsForm
from accounts.permissions import acting_organisation, role_required
from accounts.requests import UserRequest
from accounts.services.organisation import rename_estate, update_settings


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SYSTEM_ADMINISTRATOR)
def organisation_settings(request: UserRequest) -> HttpResponse:
    organisation = acting_organisation(request.user)
    form = SettingsForm(
        posted(request),
        initial={name: getattr(organisation, name) for name in SettingsForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        update_settings(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Indstillingerne er gemt."))
        return redirect("organisation_settings")
    context = {
        "form": form,
        "organisation": organisation,
        "estates": organisation.estates.visible_to(request.user).order_by("sort_key"),
    }
    return render(request, "accounts/organisation.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.SYSTEM_ADMINISTRATOR)
def estate_rename(request: UserRequest, pk: int) -> HttpResponse:
    estates = acting_organisation(request.user).estates.visible_to(request.user)
    estate = get_object_or_404(estates, pk=pk)
    form = EstateForm(posted(request), initial={"name": estate.name})
    if request.method == "POST" and form.is_valid():
        rename_estate(actor=request.user, estate=estate, name=form.cleaned_data["name"])
        messages.success(request, _("Afdelingens navn er ændret."))
        return redirect("organisation_settings")
    context = {"form": form, "estate": estate}
    return render(request, "accounts/estate_rename.html", context, status=422 if form.is_bound else 200)
