"""Error pages."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.outbox import is_from_outbox
from core.written import written_words


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Without the layout: the request is so odd that nothing in it can be relied on."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without a request: no user, database or context processor stands between the reader and the page."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A phone's outbox comes again with the token of then: somebody logged in anew while it was sending."""
    response = render(request, "403_csrf.html", {"written": written_words(request)}, status=403)
    if is_from_outbox(request):
        response["Retry-After"] = "1"
    return response
