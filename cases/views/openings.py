"""Opening one case with a reason: what a coordinator does before they may read it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.choices import Role
from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from cases.forms.openings import CaseOpeningForm
from cases.links import links
from cases.models import CaseOpening
from cases.permissions import get_case_to_open
from cases.services.openings import open_for_reading
from core.lists import next_url


@require_http_methods(["GET", "HEAD", "POST"])
@once
def case_opening_create(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_to_open(request.user, pk)
    form = CaseOpeningForm(posted(request))
    if form.is_valid():
        ends_at = form.ends_at(timezone.now())
        open_for_reading(actor=request.user, case=case, reason=form.cleaned_data["reason"], ends_at=ends_at)
        return redirect(links("case_detail")(case.pk))
    open_now = CaseOpening.objects.visible_to(request.user).current().filter(case=case)
    context = {
        "case": case,
        "form": form,
        "open_now": open_now.order_by("-ends_at").first(),
        "back": next_url(request, reverse("overview")),
    }
    return render(request, "cases/case_opening.html", context, status=422 if form.is_bound else 200)


def opened_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page about a case: a coordinator who has not opened it is led to where a reason is stated."""

    @wraps(view)
    def led(request: UserRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except PermissionDenied:
            if request.user.role != Role.COORDINATOR or request.method not in {"GET", "HEAD"}:
                raise
        return redirect("case_opening_create", pk)

    return led
