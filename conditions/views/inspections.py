"""A flat's condition over time; agreeing on an inspection, moving it, and writing down what it showed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_ups
from conditions.flat_course import flat_course, say_kinds
from conditions.forms.inspections import AppointmentForm, MoveInspectionForm, SettleInspectionForm
from conditions.links import concern_link
from conditions.models import ConcernFlag, Inspection
from conditions.permissions import (
    get_concern_for_caretaker,
    get_flat_for_caretaker,
    get_inspection_for_caretaker,
)
from conditions.services.inspections import (
    InspectionChangedError,
    inspection_seen,
    move_inspection,
    plan_inspection,
    settle_inspection,
)
from core.errors import DomainError
from core.lists import next_url
from core.phrases import say_moment
from residents.models import Dwelling, Tenancy

CHANGED = 409


@require_safe
def dwelling_condition(request: UserRequest, pk: int) -> HttpResponse:
    flat = get_flat_for_caretaker(request.user, pk)
    course = flat_course(request.user, flat, timezone.localdate())
    households = Tenancy.objects.visible_to(request.user)
    tenancy = households.current().filter(dwelling_id=flat.pk).first()
    told = {each.tenancy_id for each in (*course.inspections, *course.concerns, course.planned) if each}
    look_up(request, flat, told | ({tenancy.pk} if tenancy else set()))
    context = {
        "flat": flat,
        "course": course,
        "tenancy": tenancy,
        "concerns": [(each, say_kinds(each.kinds), concern_link(each.pk)) for each in course.concerns],
        "back": next_url(request, back_of(flat, tenancy)),
        "today": timezone.localdate(),
    }
    return render(request, "conditions/dwelling_condition.html", context)


def back_of(flat: Dwelling, tenancy: Tenancy | None) -> str:
    if tenancy:
        return reverse("tenancy_detail", args=[tenancy.pk])
    return reverse("estate_detail", args=[flat.estate_id])


def look_up(request: UserRequest, flat: Dwelling, tenancy_ids: set[int | None]) -> None:
    """Every household the page tells of, also one that has moved out. Of a vacant flat: the caretaker looked,
    at nobody."""
    rows = Tenancy.objects.visible_to(request.user).filter(dwelling_id=flat.pk, pk__in=tenancy_ids - {None})
    record_look_ups(actor=request.user, subjects=list(rows), purpose=Purpose.CONCERN)


def concern_of(request: UserRequest, flat: Dwelling) -> ConcernFlag | None:
    """What it comes of, when the address says so (`melding`): a concern of this flat."""
    asked = request.GET.get("melding", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 18):
        raise Http404
    concern = get_concern_for_caretaker(request.user, int(asked))
    if concern.dwelling_id != flat.pk:
        raise Http404
    return concern


@require_http_methods(["GET", "HEAD", "POST"])
@once
def inspection_create(request: UserRequest, pk: int) -> HttpResponse:
    flat = get_flat_for_caretaker(request.user, pk)
    concern = concern_of(request, flat)
    form = AppointmentForm(posted(request))

    def write() -> None:
        plan_inspection(actor=request.user, dwelling=flat, appointment=form.appointment, concern=concern)

    if form.is_bound and form.is_valid() and attempt(form, write):
        said = {"when": say_moment(form.cleaned_data["planned_at"])}
        messages.success(request, _("Synet er aftalt til %(when)s. Det står i din kalender.") % said)
        return redirect(next_url(request, reverse("dwelling_condition", args=[flat.pk])))
    look_up(request, flat, {tenancy.pk for tenancy in flat.tenancies.current()})
    context = {"form": form, "flat": flat, "concern": concern, "back": back_to_flat(request, flat)}
    status = 422 if form.is_bound else 200
    return render(request, "conditions/inspection_form.html", context, status=status)


def back_to_flat(request: UserRequest, flat: Dwelling) -> str:
    return next_url(request, reverse("dwelling_condition", args=[flat.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_move(request: UserRequest, pk: int) -> HttpResponse:
    inspection = get_inspection_for_caretaker(request.user, pk)
    form = MoveInspectionForm(posted(request), initial=MoveInspectionForm.initial_of(inspection))
    if not form.is_bound or not form.is_valid():
        return show(request, inspection, form, "conditions/inspection_move.html")
    try:
        was_seen, appointment = form.cleaned_data["seen"], form.appointment
        move_inspection(actor=request.user, inspection=inspection, was_seen=was_seen, appointment=appointment)
    except InspectionChangedError as changed:
        form.see_anew(inspection_seen(changed.inspection))
        form.add_error(None, changed.message)
        return show(request, changed.inspection, form, "conditions/inspection_move.html", CHANGED)
    except DomainError as error:
        form.add_error(None, error.message)
        return show(request, inspection, form, "conditions/inspection_move.html")
    said = {"when": say_moment(appointment.planned_at)}
    messages.success(request, _("Synet er flyttet til %(when)s.") % said)
    return redirect(back_to_flat(request, inspection.dwelling))


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_settle(request: UserRequest, pk: int) -> HttpResponse:
    inspection = get_inspection_for_caretaker(request.user, pk)
    form = SettleInspectionForm(posted(request), is_ahead=inspection.day > timezone.localdate())

    def write() -> None:
        settle_inspection(actor=request.user, inspection=inspection, **form.known)

    if form.is_bound and form.is_valid() and attempt(form, write):
        messages.success(request, _("Det er skrevet ned."))
        return redirect(back_to_flat(request, inspection.dwelling))
    return show(request, inspection, form, "conditions/inspection_settle.html")


def show(
    request: UserRequest, inspection: Inspection, form: Any, template: str, status: int = 422
) -> HttpResponse:
    look_up(request, inspection.dwelling, {inspection.tenancy_id})
    context = {
        "inspection": inspection,
        "form": form,
        "back": back_to_flat(request, inspection.dwelling),
        "is_ahead": inspection.day > timezone.localdate(),
    }
    return render(request, template, context, status=status if form.is_bound else 200)
