"""Answers that serve htmx and a browser without JavaScript from the same view."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import reswap, retarget

UNDO_TAG = "undo"


def wants_fragment(request: HttpRequest) -> bool:
    """htmx asked for a part of the page; a history restore needs the whole one."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def render_page(
    request: HttpRequest, page: str, context: dict[str, Any], *, fragment: str, status: int = 200
) -> HttpResponse:
    """`fragment` for htmx, `page` (which includes the fragment) for everybody else."""
    template = fragment if wants_fragment(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def undo_message(request: HttpRequest, text: str, url: str) -> None:
    """A toast with *Fortryd* on the next page; undoing is a POST to `url`. No names in `text`: it may
    pass through a cookie."""
    messages.success(request, text, extra_tags=f"{UNDO_TAG} {url}")


def status_response(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    """A sentence for the page's status region, whatever the request meant to swap."""
    return reswap(retarget(render(request, template, context, status=status), "#sv-status"), "innerHTML")
