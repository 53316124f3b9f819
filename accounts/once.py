"""A form that makes something is taken once: a double click, a back-and-resend or a bad line make one of it.

    @require_POST
    @once                                                   under the doors, next to the view
    def goal_add(request, pk): ...

    <form method="post">{% csrf_token %}{% once %}          in its form

Sent again with the same words by the same person it answers where it led the first time, and writes nothing.
An answer that is no redirect (422, 409, a preview), like an error, leaves it as if it had never been sent.
With another word it is another form. One without the id (an old page) is taken as it comes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.requests import UserRequest
from accounts.services.once import claim_form, settle_form
from core.once import digest_of


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """ATOMIC_REQUESTS is what it stands on: what the view writes is committed with the claim."""

    @wraps(view)
    def taken(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        digest = digest_of(request)
        if not digest:
            return view(request, *args, **kwargs)
        if sent := claim_form(actor=request.user, digest=digest):
            messages.info(request, _("Det var allerede sendt, så det er kun gjort én gang."))
            return redirect(sent.location)
        response = view(request, *args, **kwargs)
        settle_form(actor=request.user, digest=digest, location=response.headers.get("Location", ""))
        return response

    taken.is_taken_once = True  # type: ignore[attr-defined]
    return taken
