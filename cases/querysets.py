"""Notes are the caretaker's: no other role reads a visit or a follow-up."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class CaretakerQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role == Role.CARETAKER:
            return self.in_scope(user)
        return self.none()


class VisitQuerySet(CaretakerQuerySet):
    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at__isnull=True)


class FollowUpQuerySet(CaretakerQuerySet):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)


class DraftQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User | Any") -> Self:
        """One's own, of households one still has."""
        if user.role != Role.CARETAKER or user.membership is None:
            return self.none()
        own = self.filter(user_id=user.pk, tenancy__organisation_id=user.organisation_id)
        return own.filter(tenancy__estate_id__in=user.membership.estate_ids)
