"""Absence and cover: the coordinator plans for everybody, a caretaker for herself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.forms.absences import AbsenceForm
from accounts.forms.answers import attempt, posted
from accounts.models import Absence
from accounts.once import once
from accounts.permissions import PLANS_ABSENCES, get_absence_for_user, role_required
from accounts.requests import UserRequest
from accounts.sentences import say_cover
from accounts.services import absences as services
from core.errors import DomainError
from core.htmx import wants_fragment

PAST_SHOWN = 20


@require_safe
@role_required(*PLANS_ABSENCES)
def absence_list(request: UserRequest) -> HttpResponse:
    rows = Absence.objects.visible_to(request.user).select_related("membership__user", "stand_in__user")
    today = timezone.localdate()
    context = {
        "current": rows.current(today).order_by("ends_on", "pk"),
        "planned": rows.filter(starts_on__gt=today).order_by("starts_on", "pk"),
        "past": rows.filter(ends_on__lt=today).order_by("-ends_on", "-pk")[:PAST_SHOWN],
        "for_all": request.user.role == Role.COORDINATOR,
        "own": request.user.membership,
        "today": today,
    }
    return render(request, "accounts/absences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*PLANS_ABSENCES)
@once
def absence_create(request: UserRequest) -> HttpResponse:
    form = AbsenceForm(posted(request), user=request.user)
    if "preview" in request.POST:
        return show_form(request, form, preview=preview_of(form))
    if form.is_valid() and attempt(
        form, lambda: services.plan_absence(actor=request.user, **form.arguments())
    ):
        messages.success(request, _("Fraværet er gemt. Det stopper af sig selv."))
        return redirect("absence_list")
    return show_form(request, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def absence_change(request: UserRequest, pk: int) -> HttpResponse:
    absence = get_absence_for_user(request.user, pk, edit=True)
    initial = {"starts_on": absence.starts_on, "ends_on": absence.ends_on, "stand_in": absence.stand_in_id}
    form = AbsenceForm(posted(request), user=request.user, absence=absence, initial=initial)
    if "preview" in request.POST:
        return show_form(request, form, absence=absence, preview=preview_of(form, absence))
    if form.is_valid() and attempt(
        form, lambda: services.change_absence(actor=request.user, absence=absence, **form.cleaned_data)
    ):
        messages.success(request, _("Ændringen er gemt."))
        return redirect("absence_list")
    return show_form(request, form, absence=absence, status=422 if form.is_bound else 200)


@require_POST
@once
def absence_end(request: UserRequest, pk: int) -> HttpResponse:
    absence = get_absence_for_user(request.user, pk, edit=True)
    services.end_absence(actor=request.user, absence=absence)
    messages.success(request, _("Fraværet er afsluttet. Nye restancer kommer igen til den ansvarlige."))
    return redirect("absence_list")


def preview_of(form: AbsenceForm, absence: Absence | None = None) -> str:
    """What saving would do, or why it cannot be saved; "" while something is missing."""
    if not form.is_valid():
        return ""
    asked = form.arguments()
    away, stand_in = asked["membership"], asked["stand_in"]
    starts_on, ends_on = asked["starts_on"], asked["ends_on"]
    try:
        if absence:
            starts_on = services.check_change(absence, stand_in, starts_on, ends_on)
        else:
            services.check(away, stand_in, starts_on, ends_on)
    except DomainError as error:
        return error.message
    return say_cover(away.user.name, stand_in.user.name, starts_on, ends_on, timezone.localdate())


def show_form(
    request: UserRequest,
    form: AbsenceForm,
    *,
    absence: Absence | None = None,
    preview: str = "",
    status: int = 200,
) -> HttpResponse:
    if "preview" in request.POST and wants_fragment(request):
        return render(request, "accounts/_absence_preview.html", {"preview": preview})
    context = {
        "form": form,
        "absence": absence,
        "preview": preview,
        "begun": bool(absence and absence.starts_on <= timezone.localdate()),
    }
    return render(request, "accounts/absence_form.html", context, status=status)
