"""What became of them: the rechecks that are due, and the answer to each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from core.errors import DomainError
from core.htmx import render_page
from core.lists import Sort, list_page, next_url, row_links
from evictions.choices import EvictionOutcome, RecheckResult
from evictions.models import ArrearsRecheck
from evictions.permissions import get_recheck_for_user
from evictions.services.rechecks import confirm_recheck

SORTS = {"dag": Sort("due_on"), "adresse": Sort("tenancy__sort_key")}
ROW = (
    "id",
    "months",
    "due_on",
    "proposed",
    "owed",
    "eviction_case_id",
    "eviction_case__outcome",
    "eviction_case__closed_at",
    "tenancy__dwelling__address",
    "estate__name",
)


@role_required(Role.ADMINISTRATION)
@require_safe
def recheck_list(request: UserRequest) -> HttpResponse:
    """Those that are due and nobody has answered, the oldest first."""
    rows = ArrearsRecheck.objects.visible_to(request.user).to_confirm(timezone.localdate())
    page = list_page(request, rows, sorts=SORTS, columns=ROW, target="#liste")
    link = row_links("eviction_detail")
    results, outcomes = dict(RecheckResult.choices), dict(EvictionOutcome.choices)
    for row in page.rows:
        row |= {
            "url": link(row["eviction_case_id"]),
            "proposed_name": results.get(row["proposed"], ""),
            "outcome_name": outcomes.get(row["eviction_case__outcome"], ""),
            "others": [(key, name) for key, name in results.items() if key != row["proposed"]],
        }
    context = {"page": page, "here": request.get_full_path()}
    return render_page(
        request, "evictions/recheck_list.html", context, fragment="evictions/_recheck_list.html"
    )


@require_POST
def recheck_confirm(request: UserRequest, pk: int) -> HttpResponse:
    recheck = get_recheck_for_user(request.user, pk)
    try:
        confirm_recheck(actor=request.user, recheck=recheck, result=request.POST.get("result", ""))
        messages.success(request, _("Efterkontrollen er besvaret."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(next_url(request, reverse("recheck_list")))
