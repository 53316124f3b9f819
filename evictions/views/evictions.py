"""The page of an eviction case: one page, and each role sees its part."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.lists import next_url
from evictions.eviction_file import read_eviction_file
from evictions.eviction_page import panels_of_eviction
from evictions.models import EvictionCase
from evictions.permissions import get_eviction_for_user

HOMES = {
    Role.CARETAKER: "today",
    Role.ADMINISTRATION: "eviction_list",
    Role.COORDINATOR: "eviction_list",
}


@require_safe
def eviction_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show_eviction(request, get_eviction_for_user(request.user, pk))


def show_eviction(request: UserRequest, case: EvictionCase, status: int = 200, **more: Any) -> HttpResponse:
    """The page; `more` is for a form on it that was not right."""
    record_look_up(actor=request.user, subject=case, purpose=Purpose.ARREARS)
    file = read_eviction_file(request.user, case)
    context = {
        "eviction": case,
        "is_administration": request.user.role == Role.ADMINISTRATION,
        "is_caretaker": request.user.role == Role.CARETAKER,
        "panels": panels_of_eviction(request.user, case, file),
        "here": request.get_full_path(),
        "back": next_url(request, reverse(HOMES[Role(request.user.role)])),
        **more,
    }
    return render(request, "evictions/eviction_detail.html", context, status=status)
