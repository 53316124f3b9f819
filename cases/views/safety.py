"""Safety flags of a household: set, seen to again, lifted, and read before a visit."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.safety import RenewFlagForm, SafetyFlagForm
from cases.links import household_link
from cases.models import SafetyFlag
from cases.permissions import get_safety_flag_for_caretaker, get_tenancy_for_caretaker
from cases.safety import flags_at, former_flags_at, marks_of
from cases.services.safety import acknowledge_flags, lift_flag, renew_flag, set_flag
from core.errors import DomainError
from core.lists import next_url
from residents.models import Resident, Tenancy


@require_http_methods(["GET", "HEAD", "POST"])
@once
def safety_flags(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    """What is said of the household, now and before; and a new flag."""
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    residents = Resident.objects.visible_to(request.user).filter(tenancy=tenancy, moved_out_on__isnull=True)
    people = list(residents.order_by("-kind", "name"))
    if request.method != "POST":
        return show_flags(request, tenancy, SafetyFlagForm(residents=people))
    form = SafetyFlagForm(request.POST, residents=people)
    if not form.is_valid():
        return show_flags(request, tenancy, form, status=422)
    try:
        set_flag(
            actor=request.user,
            tenancy=tenancy,
            resident=form.resident,
            kind=form.cleaned_data["kind"],
            **decided(form),
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return show_flags(request, tenancy, form, status=409)
    messages.success(request, _("Advarslen er sat. Den står på alle lister, til den udløber."))
    return redirect(next_url(request, reverse("safety_flags", args=[tenancy.pk])))


def decided(form: RenewFlagForm) -> dict[str, Any]:
    names = ("evidence", "resident_told", "review_on", "expires_on")
    return {name: form.cleaned_data[name] for name in names}


def show_flags(
    request: UserRequest, tenancy: Tenancy, form: SafetyFlagForm, status: int = 200
) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "tenancy": tenancy,
        "flags": flags_at(request.user, tenancy.dwelling_id),
        "former": former_flags_at(request.user, tenancy.dwelling_id),
        "form": form,
        "back": next_url(request, household_link(tenancy.pk)),
    }
    return render(request, "cases/safety_flags.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def safety_flag(request: UserRequest, pk: int) -> HttpResponse:
    """One flag, to be seen to again: renewed on new evidence, or lifted."""
    flag = get_safety_flag_for_caretaker(request.user, pk)
    form = RenewFlagForm(request.POST or None, initial={"resident_told": flag.resident_told})
    if request.method != "POST":
        return show_flag(request, flag, form)
    if not form.is_valid():
        return show_flag(request, flag, form, status=422)
    try:
        renew_flag(actor=request.user, flag=flag, **decided(form))
    except DomainError as error:
        form.add_error(None, error.message)
        return show_flag(request, flag, form, status=409)
    messages.success(request, _("Advarslen er fornyet."))
    return redirect(next_url(request, reverse("today")))


def show_flag(request: UserRequest, flag: SafetyFlag, form: RenewFlagForm, status: int = 200) -> HttpResponse:
    households = Tenancy.objects.visible_to(request.user).current().filter(dwelling_id=flag.dwelling_id)
    record_look_up(actor=request.user, subject=households.first() or flag, purpose=Purpose.CASEWORK)
    context = {"flag": flag, "form": form, "back": next_url(request, reverse("today"))}
    return render(request, "cases/safety_flag.html", context, status=status)


@require_POST
def safety_lift(request: UserRequest, pk: int) -> HttpResponse:
    flag = get_safety_flag_for_caretaker(request.user, pk)
    lift_flag(actor=request.user, flag=flag)
    messages.success(request, _("Advarslen er fjernet. Den kan stadig læses under de tidligere."))
    return redirect(next_url(request, reverse("today")))


@require_POST
def safety_acknowledge(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    acknowledge_flags(actor=request.user, tenancy=tenancy)
    return redirect(next_url(request, reverse("visit_log", args=[tenancy.pk])))


def safety_gate(request: UserRequest, tenancy: Tenancy) -> HttpResponse | None:
    """What to know before the contact form opens: once a day and person. None when there is nothing unread.

    A gate of the page, never of a save: what a phone sends later is always taken. Leaves the marks on
    `tenancy` for the page that opens.
    """
    flags = list(flags_at(request.user, tenancy.dwelling_id))
    tenancy.marks = marks_of(flag.kind for flag in flags)  # type: ignore[attr-defined]
    if request.method == "POST" or all(flag.is_read for flag in flags):  # type: ignore[attr-defined]
        return None
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "tenancy": tenancy,
        "flags": flags,
        "forward": request.get_full_path(),
        "back": next_url(request, reverse("today")),
        "lone_work": f"{reverse('lone_work_start', args=[tenancy.pk])}?"
        + urlencode({"next": request.get_full_path()}),
    }
    return render(request, "cases/safety_gate.html", context)
