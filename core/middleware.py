"""What no view should have to think of: domain errors, and what is sent when the login has run out."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from core.errors import DomainError
from core.htmx import status_response, wants_fragment
from core.written import page_it_was_on, written_words

GetResponse = Callable[[HttpRequest], HttpResponse]


class DomainErrorMiddleware:
    """A DomainError that no view caught becomes a page with its sentence, never a traceback.

    ATOMIC_REQUESTS has rolled the view's transaction back when this is called.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        context = {"message": exception.message}
        if wants_fragment(request):
            return status_response(request, "core/_domain_error.html", context, 409)
        return render(request, "core/domain_error.html", context, status=409)


class LoginMiddleware(LoginRequiredMiddleware):
    """A form sent after the login ran out: what was written in it is shown, where a redirect would drop it
    (with JavaScript static/session.js has asked before). Anything else leads to the login, and from there
    back to a page one can read."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method != "POST" or wants_fragment(request):
            return super().handle_no_permission(request, view_func)
        if words := written_words(request):
            context = {"written": words, "login_url": resolve_url(settings.LOGIN_URL)}
            return render(request, "core/logged_out.html", context, status=401)
        return redirect_to_login(page_it_was_on(request) or "/")


class HtmxLoginMiddleware:
    """The login page belongs in the window, not in the fragment that was asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        if not htmx or response.status_code != 302:
            return response
        if not response["Location"].startswith(resolve_url(settings.LOGIN_URL)):
            return response
        login = redirect_to_login(htmx.current_url_abs_path or "/")
        return HttpResponseClientRedirect(login["Location"])
