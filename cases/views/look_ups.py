"""Who has looked: the whole list for those who work with the case, and a page for the resident."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.look_up_subjects import look_ups_of
from audit.services import record_look_up
from cases.look_ups import extract_of
from cases.permissions import get_case_for_resident, get_case_for_user
from cases.services.look_ups import record_reading
from cases.views.openings import opened_first
from core.htmx import render_page
from core.lists import Sort, list_page

SORTS = {"nyeste": Sort("-created_at")}


@opened_first
@require_safe
def case_look_ups(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_user(request.user, pk)
    record_reading(actor=request.user, subject=case)
    rows = look_ups_of(case.tenancy_id).select_related("actor")
    page = list_page(request, rows, sorts=SORTS, target="#liste")
    context = {"case": case, "page": page}
    return render_page(request, "cases/look_ups.html", context, fragment="cases/_look_ups.html")


@opened_first
@require_safe
def case_look_up_extract(request: UserRequest, pk: int) -> HttpResponse:
    """Dates and purposes without names, to print and hand to the resident."""
    case = get_case_for_resident(request.user, pk)
    days = extract_of(case.tenancy_id)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ACCESS)
    context = {"case": case, "days": days, "today": timezone.localdate()}
    return render(request, "cases/look_up_extract.html", context)
