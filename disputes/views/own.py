"""What the estate office took in itself: that it came, and how far it is. Nothing else of it is told here."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from core.htmx import render_page
from core.lists import Sort, list_page, row_links
from disputes.choices import ComplaintCategory, ComplaintStatus, MediationFact
from disputes.models import Complaint, complaint_number
from disputes.permissions import get_complaint_for_reporter

SORTS = {"nyeste": Sort("-received_on")}
ROW = (
    "id",
    "serial",
    "received_on",
    "category",
    "status",
    "mediation",
    "respondent__dwelling__address",
)
LEVELS = {ComplaintStatus.RECEIVED: "soon", ComplaintStatus.CLOSED: "quiet"}


def how_far(status: str) -> str:
    """All the office learns of the ladder."""
    if status == ComplaintStatus.RECEIVED:
        return _("Modtaget")
    return _("Afsluttet") if status == ComplaintStatus.CLOSED else _("I gang")


@role_required(Role.ESTATE_OFFICE)
@require_safe
def complaint_own_list(request: UserRequest) -> HttpResponse:
    page = list_page(
        request,
        Complaint.objects.visible_to(request.user),
        sorts=SORTS,
        columns=ROW,
        target="#liste",
    )
    link, categories = row_links("complaint_own"), dict(ComplaintCategory.choices)
    for row in page.rows:
        row |= {
            "url": link(row["id"]),
            "number": complaint_number(row["received_on"], row["serial"]),
            "category_name": categories[row["category"]],
            **far(row["status"], row["mediation"]),
        }
    fragment = "disputes/_complaint_own_list.html"
    return render_page(request, "disputes/complaint_own_list.html", {"page": page}, fragment=fragment)


@require_safe
def complaint_own(request: UserRequest, pk: int) -> HttpResponse:
    complaint = get_complaint_for_reporter(request.user, pk)
    record_look_up(actor=request.user, subject=complaint, purpose=Purpose.COMPLAINT)
    context = {"complaint": complaint, **far(complaint.status, complaint.mediation)}
    return render(request, "disputes/complaint_own.html", context)


def far(status: str, mediation: str) -> dict[str, Any]:
    """The step in one word, and the one word of a mediation."""
    facts = dict(MediationFact.choices)
    return {
        "how_far": how_far(status),
        "level": LEVELS.get(ComplaintStatus(status), "ok"),
        "mediated": str(facts.get(mediation, "")),
    }
