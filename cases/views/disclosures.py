"""What left a file without consent, for the coordinator; and the page of one disclosure."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.models import Disclosure
from cases.permissions import get_disclosure_for_user
from core.lists import Sort, list_page

SORTS = {"dato": Sort("-created_at")}
PURPOSES = {Role.CARETAKER: Purpose.CASEWORK, Role.COORDINATOR: Purpose.COORDINATION}


@require_safe
@role_required(Role.COORDINATOR)
def disclosure_list(request: UserRequest) -> HttpResponse:
    """Ground and reason, case numbers and estates: no names, no notes."""
    rows = Disclosure.objects.visible_to(request.user).without_consent()
    rows = rows.select_related("case", "estate", "made_by")
    page = list_page(request, rows, sorts=SORTS)
    return render(request, "cases/disclosures.html", {"page": page})


@require_safe
def disclosure_detail(request: UserRequest, pk: int) -> HttpResponse:
    disclosure = get_disclosure_for_user(request.user, pk)
    purpose = PURPOSES[Role(request.user.role)]
    record_look_up(actor=request.user, subject=disclosure, purpose=purpose)
    return render(request, "cases/disclosure_detail.html", {"disclosure": disclosure})
