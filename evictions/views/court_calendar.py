"""The days at the bailiff court, a month at a time."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.choices import HAS_CALENDAR, Role
from accounts.permissions import role_required
from accounts.requests import UserRequest
from evictions.court_calendar import WEEKDAYS, month_of, neighbour, read_month
from evictions.views.evictions import HOMES


@role_required(Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR)
@require_safe
def court_calendar(request: UserRequest) -> HttpResponse:
    today, address = timezone.localdate(), reverse("court_calendar")
    first = month_of(request.GET.get("maaned", ""), today)
    before, after = (
        f"{address}?{urlencode({'maaned': f'{neighbour(first, step):%Y-%m}'})}" for step in (-1, 1)
    )
    context = {
        "month": read_month(request.user, first, today),
        "weekdays": WEEKDAYS,
        "before_url": before,
        "after_url": after,
        "is_now": first == today.replace(day=1),
        "has_feed": request.user.role in HAS_CALENDAR,
        "back_url": reverse(HOMES[Role(request.user.role)]),
    }
    return render(request, "evictions/court_calendar.html", context)
