"""Puts the membership the user acts in on request.user, for this request only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SESSION_KEY = "membership_id"


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
