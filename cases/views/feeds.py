"""One's own calendar: the page with its address, and what a calendar program fetches there."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.choices import HAS_CALENDAR, Role
from accounts.once import once
from accounts.permissions import role_required
from accounts.requests import UserRequest
from cases.feeds import calendar_of
from cases.models import CalendarFeed
from cases.services.feeds import make_feed, open_feed, revoke_feed

JUST_MADE = "new_calendar"
"""In the session, at the server, from making an address until it is shown."""


@require_safe
@role_required(*HAS_CALENDAR)
def calendar_feed(request: UserRequest) -> HttpResponse:
    feeds = CalendarFeed.objects.visible_to(request.user).filter(revoked_at__isnull=True)
    context = {"feed": feeds.first(), "has_visits": request.user.role == Role.CARETAKER}
    return render(request, "cases/calendar_feed.html", context)


@require_POST
@role_required(*HAS_CALENDAR)
@once
def calendar_feed_make(request: UserRequest) -> HttpResponse:
    feed, secret = make_feed(actor=request.user)
    request.session[JUST_MADE] = {"feed": feed.pk, "secret": secret}
    return redirect("calendar_feed_made")


@require_GET
@role_required(*HAS_CALENDAR)
def calendar_feed_made(request: UserRequest) -> HttpResponse:
    """Reloading makes no second address, and shows this one no second time."""
    made = request.session.pop(JUST_MADE, None)
    usable = CalendarFeed.objects.visible_to(request.user).usable()
    if made is None or not usable.filter(pk=made["feed"]).exists():
        messages.info(request, _("Adressen er vist én gang. Nåede du ikke at kopiere den, så lav en ny."))
        return redirect("calendar_feed")
    address = request.build_absolute_uri(reverse("calendar_feed_read", args=[made["secret"]]))
    response = render(request, "cases/calendar_feed_made.html", {"address": address})
    add_never_cache_headers(response)
    return response


@require_POST
@role_required(*HAS_CALENDAR)
def calendar_feed_revoke(request: UserRequest) -> HttpResponse:
    revoke_feed(actor=request.user)
    messages.success(request, _("Adressen er spærret. Kalenderen får ikke mere."))
    return redirect("calendar_feed")


@login_not_required
@require_safe
def calendar_feed_read(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What the calendar program gets: no login, no cookie, nothing to keep for anybody but itself."""
    feed = open_feed(secret)
    if feed is None:
        raise Http404
    body = calendar_of(feed.membership.user, timezone.localdate())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="kalender.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
