"""For the coordinator: what nobody has taken, and whose it is to take."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.board import responsible_names
from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from conditions.models import ConcernFlag
from conditions.views.concerns import BY_URGENCY
from conditions.words import days_words, kinds_title, urgency_words
from core.htmx import render_page
from core.lists import ListPage, Sort, list_page, row_links

SORTS = {"hast": Sort("by_urgency")}
COLUMNS = (
    *("kinds", "urgency", "status", "created_at", "closed_at", "estate_id"),
    *("dwelling__address", "estate__name"),
)
"""Neither what was written nor the photos, nor who lives there."""


@role_required(Role.COORDINATOR)
@require_safe
def concern_untaken(request: UserRequest) -> HttpResponse:
    """The most urgent first, as in the caretaker's list."""
    rows = ConcernFlag.objects.visible_to(request.user).select_related("dwelling", "estate").only(*COLUMNS)
    page = list_page(request, rows.annotate(by_urgency=BY_URGENCY), sorts=SORTS, target="#liste")
    organisation = request.user.membership.organisation if request.user.membership else None
    context: dict[str, Any] = {
        "page": page,
        "items": items_of(request, page),
        "organisation": organisation,
        "back": reverse("overview"),
    }
    template, fragment = "conditions/concern_untaken.html", "conditions/_concern_untaken.html"
    return render_page(request, template, context, fragment=fragment)


def items_of(request: UserRequest, page: ListPage) -> list[dict[str, Any]]:
    """With who gets the estate's deliveries today."""
    assign = row_links("assignment_estate")
    names = responsible_names(request.user.organisation_id or 0) if page.rows else {}
    return [
        {
            "concern": concern,
            "level": urgency_words(concern)[0],
            "urgency": urgency_words(concern)[1],
            "kinds": kinds_title(concern),
            "days": days_words(concern),
            "responsible": names.get(concern.estate_id, ""),
            "assign_url": assign(concern.estate_id),
        }
        for concern in page.rows
    ]
