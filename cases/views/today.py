"""I dag: the caretaker's first screen."""

import datetime as dt
import uuid
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.choices import Role
from accounts.models import Absence
from accounts.permissions import role_required
from accounts.requests import UserRequest
from accounts.sentences import say_period
from cases.links import contact_link
from cases.providers import TodayItem
from cases.today import TodayPage, today_page

SHOWN = 20


@role_required(Role.CARETAKER)
@require_safe
def today(request: UserRequest) -> HttpResponse:
    now = timezone.localtime()
    page = today_page(request.user, now.date())
    context = {
        "now": now,
        "page": page,
        "sections": cards(page, shown=None if "alle" in request.GET else SHOWN),
        "absences": absences(request.user, now.date()),
    }
    return render(request, "cases/today.html", context)


def absences(user: Any, today: dt.date) -> list[dict[str, Any]]:
    """One's own and those one stands in for, also planned ones: whoever is to cover knows it beforehand."""
    rows = Absence.objects.visible_to(user).not_over(today)
    return [
        {
            "absence": absence,
            "is_own": absence.membership_id == user.membership.pk,
            "planned": say_period(absence.starts_on, absence.ends_on, today)
            if absence.starts_on > today
            else "",
        }
        for absence in rows.select_related("membership__user", "stand_in__user").order_by("starts_on", "pk")
    ]


def cards(page: TodayPage, *, shown: int | None) -> list[dict[str, Any]]:
    """Each item with its place on the page: whoever comes back from a form lands where they left.

    Of each section the first `shown`: nobody gets further on a day, and a phone need not load the rest.
    """
    here, places = reverse("today") + ("" if shown else "?alle"), count(1)
    return [
        {
            "section": section,
            "cards": [card(item, here, next(places)) for item in section.items[:shown]],
            "is_cut": shown is not None and len(section.items) > shown,
        }
        for section in page.sections
    ]


def card(item: TodayItem, here: str, place: int) -> dict[str, Any]:
    back = f"{here}#nr-{place}"
    query = urlencode({"next": back})
    follow_up_id = item.extra.get("follow_up_id")
    return {
        "item": item,
        "level": "quiet" if item.section == "done" else item.level,
        "place": place,
        "back": back,
        "contact_url": contact_link(item.tenancy_id, back),
        "plan_url": f"{reverse('follow_up_edit', args=[follow_up_id])}?{query}" if follow_up_id else "",
        "client_uuid": uuid.uuid4(),
    }
