"""`Authorization: Bearer sv_…`: a key of one organisation, revocable, made on the page Adgangsnøgler."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.models import User
from accounts.services.tokens import authenticate_token


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The machine user, acting as administration of its organisation; request.user too, for the audit."""
        user = authenticate_token(token.strip())
        if user is not None:
            request.user = user
        return user


token_auth: Any = TokenAuth()
