"""Puts the membership the user acts in on request.user, for this request only; knows a session that ended."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY as LOGGED_IN
from django.http import HttpRequest, HttpResponse

SESSION_KEY = "membership_id"
WAS_IN = "var_inde"
"""A cookie without content that outlives the session and not the log-out: who comes with it and without a
session was logged out for having done nothing."""
WAS_IN_SECONDS = 30 * 24 * 60 * 60


class ActiveMembershipMiddleware:
    """Chosen by the role switch, kept in the session; an ended one falls back to the first active."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(SESSION_KEY)
        if chosen and request.user.is_authenticated:
            memberships = request.user.active_memberships
            by_id = {membership.pk: membership for membership in memberships}
            request.user.act_as(by_id.get(chosen) or next(iter(memberships), None))
        return self.get_response(request)


class EndedSessionMiddleware:
    """`request.session_ended` for the login page, which then says why one is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        marked, before = request.COOKIES.get(WAS_IN) == "1", LOGGED_IN in request.session
        request.session_ended = marked and not before  # type: ignore[attr-defined]
        response = self.get_response(request)
        now = LOGGED_IN in request.session
        if now and not marked:
            response.set_cookie(
                WAS_IN,
                "1",
                max_age=WAS_IN_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        elif before and not now:
            response.delete_cookie(WAS_IN, samesite="Lax")
        return response
