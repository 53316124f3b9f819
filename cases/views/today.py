"""I dag: the caretaker's first screen, and the same on paper."""

import uuid
from collections.abc import Iterator
from itertools import count, groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.links import contact_link, links
from cases.lone_work import open_checks
from cases.providers import TodayItem
from cases.templatetags.cases_ui import alone_bar
from cases.today import Section, TodayPage, today_page, walking_order
from cases.today_notes import today_notes

SHOWN = 20
ON_PAPER = ("urgent", "due", "desk")
"""What the paper has unless everything is asked for: a day's walk, not the whole desk."""


@role_required(Role.CARETAKER)
@require_safe
def today(request: UserRequest) -> HttpResponse:
    now = timezone.localtime()
    page = today_page(request.user, now.date())
    context = {
        "now": now,
        "page": page,
        "sections": cards(page, shown=None if "alle" in request.GET else SHOWN),
        **today_notes(request.user, now.date()),
        "bar": alone_bar(request, open_checks(request.user)),
    }
    return render(request, "cases/today.html", context)


@role_required(Role.CARETAKER)
@require_safe
def today_print(request: UserRequest) -> HttpResponse:
    """By stairwell, with room for notes: what one takes along where the phone stays in the pocket."""
    now = timezone.localtime()
    page, whole = today_page(request.user, now.date()), "alle" in request.GET
    chosen = [section for section in page.sections if section.key in ON_PAPER or whole]
    items = [item for section in chosen if section.key != "done" for item in section.items]
    if membership := request.user.membership:
        record_look_up(actor=request.user, subject=membership, purpose=Purpose.EXPORT)
    context = {
        "now": now,
        "whole": whole,
        "total": len(items),
        "stairwells": list(by_stairwell(sorted(items, key=walking_order))),
        "titles": {section.key: section.title for section in page.sections},
    }
    return render(request, "cases/today_print.html", context)


def by_stairwell(items: list[TodayItem]) -> Iterator[tuple[str, list[TodayItem]]]:
    for name, members in groupby(items, key=stairwell_of):
        yield name, list(members)


def stairwell_of(item: TodayItem) -> str:
    return item.place.stairwell if item.place else ""


def cards(page: TodayPage, *, shown: int | None) -> list[dict[str, Any]]:
    """Each item with its place on the page: whoever comes back from a form lands where they left.

    Of each section the first `shown`: nobody gets further on a day, and a phone need not load the rest.
    """
    here, places = reverse("today") + ("" if shown else "?alle"), count(1)
    return [
        {
            "section": section,
            "groups": groups(section, here, places, shown),
            "heading": 4 if section.is_walked else 3,
            "is_cut": shown is not None and len(section.items) > shown,
        }
        for section in page.sections
    ]


def groups(
    section: Section, here: str, places: Iterator[int], shown: int | None
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The stairwells of a walk; everything else in one."""
    items = section.items[:shown]
    named = by_stairwell(items) if section.is_walked else [("", items)]
    return [(name, [card(item, here, next(places)) for item in members]) for name, members in named]


def card(item: TodayItem, here: str, place: int) -> dict[str, Any]:
    back = f"{here}#nr-{place}"
    query = urlencode({"next": back})
    follow_up_id = item.extra.get("follow_up_id")
    lead = item.lead if item.lead and (item.section == "desk" or item.lead.always) else None
    local = lead is not None and lead.url.startswith("/")
    return {
        "item": item,
        "level": "quiet" if item.section == "done" else item.level,
        "place": place,
        "back": back,
        "contact_url": contact_link(item.tenancy_id, back) if item.tenancy_id else "",
        "plan_url": f"{links('follow_up_edit')(follow_up_id)}?{query}" if follow_up_id else "",
        "alone_url": f"{links('lone_work_start')(item.tenancy_id)}?{query}" if item.tenancy_id else "",
        "lead": lead,
        "lead_url": f"{lead.url}?{query}" if lead and local else lead.url if lead else "",
        "client_uuid": uuid.uuid4(),
    }
