""" "På besøg til kl. 15": in, longer, out; and the page of whoever is told."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.lone_work import CHIPS, LoneWorkForm
from cases.links import household_link
from cases.models import LoneWorkCheck
from cases.permissions import get_lone_work_for_user, get_tenancy_for_caretaker
from cases.services.lone_work import check_in, check_out, prolong
from core.errors import DomainError
from core.lists import next_url
from core.phrases import say_clock
from notifications.choices import DeliveryKind
from notifications.services.inbox import mark_read
from residents.models import Tenancy


@require_http_methods(["GET", "HEAD", "POST"])
def lone_work_start(request: UserRequest, tenancy_pk: int) -> HttpResponse:
    tenancy = get_tenancy_for_caretaker(request.user, tenancy_pk)
    if request.method != "POST":
        return show_start(request, tenancy, LoneWorkForm(initial={"phone": last_phone(request)}))
    form = LoneWorkForm(request.POST)
    if not form.is_valid():
        return show_start(request, tenancy, form, status=422)
    phone = form.cleaned_data["phone"] or last_phone(request)
    try:
        check = check_in(actor=request.user, tenancy=tenancy, until=form.until, phone=phone)
    except DomainError as error:
        form.add_error(None, error.message)
        return show_start(request, tenancy, form, status=409)
    messages.success(request, told_words(check.until))
    return redirect(next_url(request, reverse("today")))


def told_words(until: dt.datetime) -> str:
    late = say_clock(until + dt.timedelta(minutes=30))
    said = {"until": say_clock(until), "late": late}
    return _("Du er på besøg til %(until)s. Har du ikke meldt dig ud %(late)s, får kolleger besked.") % said


def last_phone(request: UserRequest) -> str:
    mine = LoneWorkCheck.objects.visible_to(request.user).filter(membership=request.user.membership)
    return mine.exclude(phone="").order_by("-pk").values_list("phone", flat=True).first() or ""


def show_start(request: UserRequest, tenancy: Tenancy, form: LoneWorkForm, status: int = 200) -> HttpResponse:
    record_look_up(actor=request.user, subject=tenancy, purpose=Purpose.CASEWORK)
    context = {
        "tenancy": tenancy,
        "form": form,
        "chips": CHIPS,
        "back": next_url(request, household_link(tenancy.pk)),
    }
    return render(request, "cases/lone_work_start.html", context, status=status)


@require_safe
def lone_work_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One's own visit; or who has not come out, where, since when, and what to do about it."""
    check = get_lone_work_for_user(request.user, pk)
    purpose = Purpose.COORDINATION if request.user.role == Role.COORDINATOR else Purpose.CASEWORK
    record_look_up(actor=request.user, subject=check.tenancy, purpose=purpose)
    mark_read(actor=request.user, kind=DeliveryKind.LONE_WORK, subject_id=check.pk)
    context = {
        "check": check,
        "is_own": check.membership.user_id == request.user.pk,
        "chips": CHIPS,
        "since": check.until,
        "minutes": int((timezone.now() - check.until).total_seconds() // 60),
    }
    return render(request, "cases/lone_work_detail.html", context)


@require_POST
def lone_work_prolong(request: UserRequest, pk: int) -> HttpResponse:
    check = get_lone_work_for_user(request.user, pk)
    form = LoneWorkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Vælg, hvor længe besøget varer."))
        return redirect(next_url(request, reverse("today")))
    try:
        check = prolong(actor=request.user, check=check, until=form.until)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, told_words(check.until))
    return redirect(next_url(request, reverse("today")))


@require_POST
def lone_work_check_out(request: UserRequest, pk: int) -> HttpResponse:
    """Out again, or in contact with whoever was not."""
    check = get_lone_work_for_user(request.user, pk)
    check_out(actor=request.user, check=check)
    if check.membership.user_id == request.user.pk:
        messages.success(request, _("Du er meldt ud fra besøget."))
        return redirect(next_url(request, reverse("today")))
    messages.success(request, _("Noteret: Du har fået kontakt. De andre kan se det."))
    return redirect(reverse("lone_work_detail", args=[check.pk]))
