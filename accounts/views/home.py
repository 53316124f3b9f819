"""Where one lands after login, the role switch, and one's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import HAS_TASKS, Role
from accounts.forms.answers import posted
from accounts.forms.profile import ProfileForm
from accounts.middleware import SESSION_KEY
from accounts.models import Membership
from accounts.requests import UserRequest
from accounts.services.profile import update_profile

HOME: dict[str, str] = {
    Role.CARETAKER: "today",
    Role.ESTATE_OFFICE: "concern_home",
    Role.ADMINISTRATION: "tray",
    Role.COORDINATOR: "overview",
    Role.SYSTEM_ADMINISTRATOR: "people_list",
}


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """To the page the role starts the day on."""
    if request.user.role in HOME:
        return redirect(HOME[request.user.role])
    contacts = Membership.objects.to_ask_about(request.user)
    return render(request, "accounts/no_role.html", {"contacts": contacts})


@require_POST
def switch_role(request: UserRequest) -> HttpResponse:
    """Act in another of one's own roles from here on."""
    chosen = request.POST.get("membership", "")
    pk = int(chosen) if chosen.isdecimal() else 0
    membership = get_object_or_404(request.user.memberships.active(), pk=pk)
    request.session[SESSION_KEY] = membership.pk
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    form = ProfileForm(
        posted(request),
        has_tasks=any(row.role in HAS_TASKS for row in request.user.active_memberships),
        initial={"name": request.user.name, "wants_digest": request.user.wants_digest},
    )
    if request.method == "POST" and form.is_valid():
        update_profile(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Dine oplysninger er gemt."))
        return redirect("profile")
    memberships = request.user.memberships.active().select_related("organisation")
    return render(
        request,
        "accounts/profile.html",
        {"form": form, "memberships": memberships},
        status=422 if form.is_bound else 200,
    )
