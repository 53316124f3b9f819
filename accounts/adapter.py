"""allauth's hooks: nobody signs up, people are created by their organisation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Every way in (password, reset link, MFA) comes through here."""
        if user.is_machine:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)
