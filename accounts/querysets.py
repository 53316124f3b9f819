"""Scoping starts here: what a user may see follows from the membership they act in, today."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import BaseUserManager
from django.contrib.postgres.aggregates import BoolOr
from django.db import models
from django.db.models import Case, Exists, Q, When
from django.utils import timezone

from accounts.choices import ESTATE_BOUND, ORGANISATION_WIDE, Role

if TYPE_CHECKING:
    from accounts.models import Membership, User


def on_day(day: dt.date) -> Q:
    """Rows whose starts_on–ends_on period holds `day`."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class ScopedQuerySet(models.QuerySet[Any]):
    """For models that carry `organisation` and `estate`. `visible_to` of each app builds on `in_scope`."""

    estate_field = "estate_id"

    def in_scope(self, user: "User | Any") -> Self:
        """Rows of the acting organisation and, for estate-bound roles, of the estates they have today."""
        membership = getattr(user, "membership", None)
        if membership is None or not user.is_active:
            return self.none()
        rows = self.filter(organisation_id=membership.organisation_id)
        if membership.role in ORGANISATION_WIDE:
            return rows
        if membership.role in ESTATE_BOUND:
            return rows.filter(**{f"{self.estate_field}__in": membership.estate_ids})
        return self.none()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, day: dt.date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(user__is_active=True).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))

    def visible_to(self, user: "User") -> Self:
        """Colleagues: coordinators and system administrators see their organisation's people."""
        if user.role in {Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR}:
            return self.filter(organisation_id=user.organisation_id, user__is_machine=False)
        if user.membership:
            return self.filter(pk=user.membership.pk)
        return self.none()

    def to_choose(self, user: "User", *roles: str) -> Self:
        """Colleagues one may give something to: active in the acting organisation, in one of `roles`."""
        rows = self.active().filter(organisation_id=user.organisation_id, role__in=roles)
        return rows.exclude(user__is_machine=True).select_related("user")

    def to_ask_about(self, user: "User") -> Self:
        """Who can give `user` a role back: the system administrators of where they had one."""
        former = user.memberships.values("organisation_id")
        rows = self.active().filter(role=Role.SYSTEM_ADMINISTRATOR, organisation_id__in=former)
        return rows.exclude(user=user).select_related("user", "organisation")


class EstateAssignmentQuerySet(models.QuerySet[Any]):
    def current(self, day: dt.date | None = None) -> Self:
        return self.filter(on_day(day or timezone.localdate()))

    def not_over(self, day: dt.date) -> Self:
        """Current or planned."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, user: "User") -> Self:
        if user.role in {Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR}:
            return self.filter(estate__organisation_id=user.organisation_id)
        if user.membership:
            return self.filter(membership=user.membership)
        return self.none()

    def estate_ids_for(self, membership: "Membership", day: dt.date | None = None) -> list[int]:
        """Own estates today, and those of colleagues whose absence `membership` covers today."""
        return list(self.estates_for(membership, day))

    def estates_for(self, membership: "Membership", day: dt.date | None = None) -> dict[int, bool]:
        """As estate_ids_for, with whether the estate's notices come to `membership` that day.

        The same rules as accounts.routing, which the deliveries follow; a test compares the two.
        """
        day = day or timezone.localdate()
        employed = Q(membership__user__is_active=True) & (
            Q(membership__ended_on__isnull=True) | Q(membership__ended_on__gte=day)
        )
        covered = employed & Q(
            membership__absences__stand_in=membership,
            membership__absences__starts_on__lte=day,
            membership__absences__ends_on__gte=day,
        )
        away = Exists(membership.absences.current(day))
        gets_notices = Q(is_responsible=True) & (~Q(membership=membership) | ~away)
        rows = self.current(day).filter(Q(membership=membership) | covered)
        responsible = BoolOr(Case(When(gets_notices, then=True), default=False))
        by_estate = rows.values("estate_id").annotate(responsible=responsible)
        return dict(by_estate.values_list("estate_id", "responsible"))


class AbsenceQuerySet(models.QuerySet[Any]):
    def current(self, day: dt.date | None = None) -> Self:
        return self.filter(on_day(day or timezone.localdate()))

    def not_over(self, day: dt.date | None = None) -> Self:
        """Current or planned."""
        return self.filter(ends_on__gte=day or timezone.localdate())

    def visible_to(self, user: "User") -> Self:
        if user.role in {Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR}:
            return self.filter(membership__organisation_id=user.organisation_id)
        if user.membership:
            return self.filter(Q(membership=user.membership) | Q(stand_in=user.membership))
        return self.none()


class ApiTokenQuerySet(models.QuerySet[Any]):
    def usable(self) -> Self:
        return self.filter(revoked_at__isnull=True, user__is_active=True)

    def visible_to(self, user: "User") -> Self:
        if user.role == Role.ADMINISTRATION:
            return self.filter(organisation_id=user.organisation_id)
        return self.none()
