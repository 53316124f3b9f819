"""The page of an eviction case: one page, and each role sees its part."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.look_up_subjects import look_ups_among
from audit.services import record_look_up
from cases.choices import CaseOrigin
from cases.household import phone_of
from cases.links import case_link, contact_link, links
from core.htmx import render_page
from core.lists import Sort, list_page, next_url
from evictions.eviction_file import EvictionFile, read_eviction_file
from evictions.eviction_forms import form_links, next_forms
from evictions.eviction_page import panels_of_eviction
from evictions.look_up_subjects import subjects
from evictions.models import EvictionCase
from evictions.next_words import next_reason
from evictions.permissions import get_eviction_for_user

HOMES = {
    Role.CARETAKER: "today",
    Role.ADMINISTRATION: "eviction_list",
    Role.COORDINATOR: "eviction_list",
}
LOOK_UP_SORTS = {"nyeste": Sort("-created_at")}


@require_safe
def eviction_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show_eviction(request, get_eviction_for_user(request.user, pk))


def show_eviction(request: UserRequest, case: EvictionCase, status: int = 200, **more: Any) -> HttpResponse:
    """The page; `more` is for a form on it that was not right."""
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    file = read_eviction_file(request.user, case, request.GET)
    reason = next_reason(case, timezone.localdate())
    context = {
        "eviction": case,
        "is_administration": request.user.role == Role.ADMINISTRATION,
        "is_caretaker": request.user.role == Role.CARETAKER,
        "reasons": [reason] if reason else [],
        "panels": panels_of_eviction(request.user, case, file),
        "here": request.get_full_path(),
        "back": next_url(request, reverse(HOMES[Role(request.user.role)])),
        **ways(request.user, case, file),
        **more,
    }
    return render(request, "evictions/eviction_detail.html", context, status=status)


def ways(user: Any, case: EvictionCase, file: EvictionFile) -> dict[str, Any]:
    """What this person is likely to do next, and where else the household stands."""
    here = links("eviction_detail")(case.pk)
    casework = next(iter(file["casework"]), None)
    works = user.role == Role.CARETAKER and not case.is_handed_away  # type: ignore[attr-defined]
    forms = form_links(user, case, next_forms(case))
    return {
        "first_form": forms[0] if forms else None,
        "other_forms": forms[1:],
        "close_url": links("eviction_close")(case.pk),
        "reopen_url": links("eviction_reopen")(case.pk),
        "log_url": contact_link(case.tenancy_id, here) if works else "",
        "phone": phone_of(case.people) if works else "",  # type: ignore[attr-defined]
        "casework": casework,
        "casework_url": case_link(case.tenancy_id, casework, CaseOrigin.NOTICE, here),
        "household_url": links("tenancy_detail")(case.tenancy_id),
    }


@require_safe
def eviction_look_ups(request: UserRequest, pk: int) -> HttpResponse:
    """Who has opened this case or the notices of the household. Who has opened the caretakers' work is told
    there."""
    case = get_eviction_for_user(request.user, pk)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    rows = look_ups_among(subjects(case.tenancy_id)).select_related("actor")
    page = list_page(request, rows, sorts=LOOK_UP_SORTS, target="#liste")
    context = {
        "eviction": case,
        "page": page,
        "title": _("Hvem har kigget, %(number)s") % {"number": case.number},
        "back": links("eviction_detail")(case.pk),
    }
    return render_page(request, "evictions/eviction_look_ups.html", context, fragment="cases/_look_ups.html")
