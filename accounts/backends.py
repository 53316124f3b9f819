"""Who may log in: people. A machine user acts through its API token only."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from accounts.models import Membership
from core import clock
from core.compiled import compiled


@compiled
def _held(*, user_id: int) -> QuerySet[Any, Any]:
    rows = Membership.objects.active(clock.today()).filter(user_id=user_id)
    return rows.select_related("user", "organisation").order_by("pk")


class PeopleBackend(AuthenticationBackend):
    """Asked at login and again on every request, so a deactivated user is out on the next one."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.is_machine

    def get_user(self, user_id: Any) -> Any:
        """The person and what they are today, in the one query that every request needs."""
        held = _held(user_id=int(user_id))
        if not held:
            return super().get_user(user_id)
        user = held[0].user
        user.active_memberships = held
        return user if self.user_can_authenticate(user) else None
