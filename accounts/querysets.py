"""Scoping starts here: what a user may see follows from the membership they act in, today."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from accounts.choices import ESTATE_BOUND, ORGANISATION_WIDE, Role
from core import clock

if TYPE_CHECKING:
    from accounts.models import Membership, User


def on_day(day: dt.date) -> Q:
    """Rows whose starts_on–ends_on period holds `day`."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


ESTATES_ON = """
SELECT had.estate_id, bool_or(had.gets_notices) FROM (
    SELECT own.estate_id, own.is_responsible AND NOT EXISTS (
        SELECT FROM accounts_absence absence
        WHERE absence.membership_id = own.membership_id
          AND %(day)s BETWEEN absence.starts_on AND absence.ends_on) AS gets_notices
    FROM accounts_estateassignment own
    WHERE own.membership_id = %(membership)s
      AND own.starts_on <= %(day)s AND COALESCE(own.ends_on, %(day)s) >= %(day)s
    UNION ALL
    SELECT covered.estate_id, covered.is_responsible
    FROM accounts_absence absence
    JOIN accounts_membership away
      ON away.id = absence.membership_id AND COALESCE(away.ended_on, %(day)s) >= %(day)s
    JOIN accounts_user colleague ON colleague.id = away.user_id AND colleague.is_active
    JOIN accounts_estateassignment covered
      ON covered.membership_id = away.id
     AND covered.starts_on <= %(day)s AND COALESCE(covered.ends_on, %(day)s) >= %(day)s
    WHERE absence.stand_in_id = %(membership)s
      AND %(day)s BETWEEN absence.starts_on AND absence.ends_on) had
GROUP BY had.estate_id
"""
"""Every page of an estate-bound role asks this: two ways in, each by its index, in one round trip."""


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
            return rows.filter(**{f"{self.estate_field}__any": membership.estate_ids})
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
        return self.filter(on_day(day or clock.today()))

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
        parameters: dict[str, Any] = {"membership": membership.pk, "day": day or timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(ESTATES_ON, parameters)
            return dict(cursor.fetchall())


class AbsenceQuerySet(models.QuerySet[Any]):
    def current(self, day: dt.date | None = None) -> Self:
        return self.filter(on_day(day or clock.today()))

    def not_over(self, day: dt.date | None = None) -> Self:
        """Current or planned."""
        return self.filter(ends_on__gte=day or clock.today())

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
