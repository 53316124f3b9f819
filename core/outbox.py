"""Answers to what a phone sends from its outbox (static/outbox.js): data where a person gets a page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect


def is_from_outbox(request: HttpRequest) -> bool:
    return request.headers.get("X-Outbox") == "1"


def saved(request: HttpRequest, location: str) -> HttpResponse:
    """It is kept: the phone may forget it. `location` is where a person goes on."""
    if is_from_outbox(request):
        return JsonResponse({"location": location}, status=201)
    return redirect(location)
