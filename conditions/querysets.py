"""Who sees which concerns.

Caretakers those of the estates they have today; the estate office its own reports only, and of those what
the door lets through (status and thread); the coordinator that there is one which nobody has taken. The
administration and the system administrator see nothing here.
"""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet
from cases.querysets import handed_away
from conditions.choices import OPEN_CONCERNS, ConcernStatus

if TYPE_CHECKING:
    from accounts.models import User

REPORTS = frozenset({Role.ESTATE_OFFICE})
HANDLES = frozenset({Role.CARETAKER})


class ConcernFlagQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """A household whose case was handed away takes its concerns along, as long as somebody there has it:
        what is reported when they have gone comes to whoever has the estate, who must be able to read it."""
        if user.role in HANDLES:
            theirs: Any = handed_away(user)
            away = Q(tenancy_id__isnull=False, tenancy_id__in=theirs.with_caretaker())
            return self.in_scope(user).exclude(away)
        if user.role in REPORTS:
            return self.in_scope(user).filter(reported_by_id=user.pk)
        if user.role == Role.COORDINATOR:
            return self.in_scope(user).filter(status=ConcernStatus.RECEIVED)
        return self.none()

    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN_CONCERNS))


def visible_concerns(user: "User | Any") -> QuerySet[Any]:
    rows: ConcernFlagQuerySet = apps.get_model("conditions", "ConcernFlag")._default_manager.all()
    return rows.visible_to(user)


class OfConcernQuerySet(ScopedQuerySet):
    """Photos and messages: for the two sides of a concern, not for the coordinator."""

    def visible_to(self, user: "User | Any") -> Self:
        if user.role in HANDLES | REPORTS:
            return self.filter(concern__in=visible_concerns(user))
        return self.none()


class InspectionQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        """What caretakers find is theirs."""
        if user.role in HANDLES:
            return self.in_scope(user).exclude(tenancy_id__isnull=False, tenancy_id__in=handed_away(user))
        return self.none()
