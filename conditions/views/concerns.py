"""The caretaker's list of concerns, and the page of one."""

from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest, is_opened
from audit.choices import Purpose
from audit.services import record_look_up
from cases.links import contact_link
from cases.safety import marks_by_dwelling, marks_of, safety_array
from conditions.choices import ConcernStatus, Urgency
from conditions.concern_page import earlier_of, household_of
from conditions.forms.handling import SeenConcernForm
from conditions.forms.lists import CLOSED, OPEN, TABS, ConcernFilter
from conditions.inspection_words import of_concern
from conditions.models import ConcernFlag
from conditions.permissions import get_concern_for_caretaker
from conditions.photo_page import photos_of
from conditions.services.concern_writes import standing
from conditions.services.reading import read_concern
from conditions.thread import thread_of
from conditions.words import days_words, kinds_title, urgency_words
from core.htmx import render_page
from core.lists import ListPage, Sort, list_page, next_url, row_links

RANKS = {Urgency.ACUTE: 0, Urgency.SOON: 1, Urgency.NORMAL: 2}
BEYOND_SERIALS = 10**15
BY_URGENCY = Case(
    *(When(urgency=urgency, then=Value(rank)) for urgency, rank in RANKS.items()), default=Value(2)
) * Value(BEYOND_SERIALS, output_field=BigIntegerField()) + F("serial")
"""The most urgent first, of those the oldest: one number, as a list turns its pages by one column."""
SORTS = {"hast": Sort("by_urgency"), "afsluttet": Sort("-closed_at", nullable=True)}


@role_required(Role.CARETAKER)
@require_safe
def concern_list(request: UserRequest) -> HttpResponse:
    """All concerns of one's estates; those that are open unless others are asked for."""
    data = request.GET.copy()
    data.setdefault("vis", OPEN)
    rows = ConcernFlag.objects.visible_to(request.user).select_related("dwelling", "estate", "taken_by")
    page = list_page(
        request,
        rows.annotate(
            by_urgency=BY_URGENCY,
            flags=safety_array(request.user, "dwelling_id"),
            photos=Count("concernphotos"),
        ).defer("note", "closing_note"),
        sorts=SORTS,
        default="afsluttet" if data["vis"] == CLOSED else "hast",
        filter_class=ConcernFilter,
        data=data,
        target="#liste",
    )
    page.can_link = True
    context = {"page": page, "items": items_of(page), "tabs": page.tabs("vis", TABS)}
    template, fragment = "conditions/concern_list.html", "conditions/_concern_list.html"
    return render_page(request, template, context, fragment=fragment)


def items_of(page: ListPage) -> list[dict[str, Any]]:
    url = row_links("concern_detail")
    return [
        {
            "concern": concern,
            "url": url(concern.pk),
            "level": urgency_words(concern)[0] if concern.is_open else "quiet",
            "urgency": urgency_words(concern)[1],
            "kinds": kinds_title(concern),
            "days": days_words(concern),
            "marks": marks_of(concern.flags),
        }
        for concern in page.rows
    ]


@require_safe
def concern_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Opening it reads what the inbox has of it."""
    concern = get_concern_for_caretaker(request.user, pk)
    if is_opened(request):
        read_concern(actor=request.user, concern=concern)
    return show_concern(request, concern)


def show_concern(request: UserRequest, concern: ConcernFlag) -> HttpResponse:
    record_look_up(actor=request.user, subject=concern, purpose=Purpose.CONCERN)
    here = reverse("concern_detail", args=[concern.pk])
    context = {
        "concern": concern,
        "kinds": kinds_title(concern),
        "days": days_words(concern),
        "urgency": urgency_words(concern),
        "marks": marks_by_dwelling(request.user, [concern.dwelling_id]).get(concern.dwelling_id, []),
        "standing": "" if concern.status == ConcernStatus.RECEIVED else standing(concern),
        "is_mine": concern.taken_by_id == request.user.pk,
        "form": SeenConcernForm(concern=concern),
        "household": household_of(request.user, concern),
        "log_url": contact_link(concern.tenancy_id, here) if concern.tenancy_id else "",
        "earlier": earlier_of(request.user, concern),
        "inspections": of_concern(request.user, concern),
        "photos": photos_of(request.user, concern),
        "thread": thread_of(request.user, concern),
        "back": next_url(request, reverse("concern_list")),
    }
    return render(request, "conditions/concern_detail.html", context)
