"""Who may log in: people. A machine user acts through its API token only."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class PeopleBackend(AuthenticationBackend):
    """Asked at login and again on every request, so a deactivated user is out on the next one."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.is_machine
