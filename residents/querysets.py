"""What of the register a user may see."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, OuterRef, Q

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet, on_day
from core import clock

if TYPE_CHECKING:
    from accounts.models import User

SEES_PEOPLE = frozenset({Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR})
"""The estate office sees dwellings, not who lives there; the system administrator sees neither."""
IMPORTS_REGISTER = frozenset({Role.ADMINISTRATION})


class BuildingQuerySet(ScopedQuerySet):
    """Estates, stairwells, dwellings: no personal data."""

    def visible_to(self, user: "User | Any") -> Self:
        return self.in_scope(user)


class EstateQuerySet(BuildingQuerySet):
    estate_field = "pk"


class DwellingQuerySet(BuildingQuerySet):
    def with_vacancy(self) -> Self:
        """`is_vacant`: nobody has it today. Who lives there is another question (PersonalQuerySet)."""
        tenancies = self.model._meta.get_field("tenancies").related_model
        today = tenancies._default_manager.current().filter(dwelling=OuterRef("pk"))
        return self.annotate(is_vacant=~Exists(today))

    def per_estate(self, estate_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Estate → how many dwellings it has, and how many of them are vacant."""
        rows = self.with_vacancy().filter(estate_id__in=estate_ids).order_by().values("estate_id")
        counted = rows.annotate(all=Count("pk"), vacant=Count("pk", filter=Q(is_vacant=True)))
        return {row["estate_id"]: (row["all"], row["vacant"]) for row in counted}


class PersonalQuerySet(ScopedQuerySet):
    """Tenancies and residents: who lives where."""

    def visible_to(self, user: "User | Any") -> Self:
        if user.role in SEES_PEOPLE:
            return self.in_scope(user)
        return self.none()


class TenancyQuerySet(PersonalQuerySet):
    def current(self) -> Self:
        return self.filter(on_day(clock.today()))


class RegisterImportQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in IMPORTS_REGISTER:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()
