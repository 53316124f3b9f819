"""The request as views behind the login see it."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """LoginMiddleware has turned everybody else away; `user.membership` is who they act as."""

    user: User
