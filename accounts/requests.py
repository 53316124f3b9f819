"""The request as views behind the login see it."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """LoginMiddleware has turned everybody else away; `user.membership` is who they act as."""

    user: User


def is_opened(request: HttpRequest) -> bool:
    """Somebody opens the page: a prefetch by the browser or a HEAD does not."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
