"""What of the register a user may see."""

from typing import TYPE_CHECKING, Any, Self

from accounts.choices import Role
from accounts.querysets import ScopedQuerySet

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


class PersonalQuerySet(ScopedQuerySet):
    """Tenancies and residents: who lives where."""

    def visible_to(self, user: "User | Any") -> Self:
        if user.role in SEES_PEOPLE:
            return self.in_scope(user)
        return self.none()


class RegisterImportQuerySet(ScopedQuerySet):
    def visible_to(self, user: "User | Any") -> Self:
        if user.role in IMPORTS_REGISTER:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()
