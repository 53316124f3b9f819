"""What of arrears a user may see: caretakers and administration, in their scope; coordinators the figures."""

from typing import TYPE_CHECKING, Any, Self

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet
from evictions.choices import OPEN_STATUSES, NoticeStatus

if TYPE_CHECKING:
    from accounts.models import User

SEES_ARREARS = frozenset({Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR})


class ArrearsListQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """The administration imports; the coordinator sees how far each list has come."""
        if user.role in {Role.ADMINISTRATION, Role.COORDINATOR}:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()


class ArrearsNoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in SEES_ARREARS:
            return self.in_scope(user).exclude(status=NoticeStatus.WITHDRAWN)
        return self.none()

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)
