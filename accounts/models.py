"""Users, what they are in which organisation, which estates they have, and who covers an absence."""

from functools import cached_property

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.querysets import (
    AbsenceQuerySet,
    ApiTokenQuerySet,
    EstateAssignmentQuerySet,
    MembershipQuerySet,
    UserManager,
)
from core.models import Timestamped


class DateRange(Func):
    """The days from `starts_on` to `ends_on`, both included; open-ended without `ends_on`."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


def period_is_ordered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("Slutdatoen ligger før startdatoen. Ret en af dem."),
    )


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, Timestamped):
    """A person, or (is_machine) the program behind an API token. Logs in with e-mail."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("navn"), max_length=120)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_machine = models.BooleanField(default=False, editable=False)
    wants_digest = models.BooleanField(_("morgenmail på hverdage kl. 7.00"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("medarbejder")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="user_email_unique",
                violation_error_message=_("Der findes allerede en bruger med den e-mail."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def active_memberships(self) -> "list[Membership]":
        """What they are today, in the order they became it."""
        return list(self.memberships.active().select_related("organisation").order_by("pk"))

    @cached_property
    def membership(self) -> "Membership | None":
        """The membership the user acts in now; set by the middleware, else the first active one."""
        return next(iter(self.active_memberships), None)

    def act_as(self, membership: "Membership | None") -> "User":
        """Act in this membership from here on (role switch, command line, tests)."""
        self.membership = membership
        return self

    @property
    def role(self) -> str:
        return self.membership.role if self.membership else ""

    @property
    def organisation_id(self) -> int | None:
        return self.membership.organisation_id if self.membership else None


@pghistory.track()
class Membership(Timestamped):
    """One role of one user in one organisation. Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("rolle"), max_length=30, choices=Role.choices)
    ended_on = models.DateField(_("ophørt"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="membership_unique",
                violation_error_message=_("Personen har allerede den rolle i boligorganisationen."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"

    @cached_property
    def estates_today(self) -> dict[int, bool]:
        """Estates assigned to, or covered for an absent colleague, today: id → responsible for its notices.

        One query, kept for the request.
        """
        return EstateAssignment.objects.estates_for(self)

    @cached_property
    def estate_ids(self) -> list[int]:
        return list(self.estates_today)

    @cached_property
    def responsible_estate_ids(self) -> list[int]:
        """The estates whose notices come to this person today, as responsible or as stand-in."""
        return [estate_id for estate_id, responsible in self.estates_today.items() if responsible]


@pghistory.track()
class EstateAssignment(Timestamped):
    """A caretaker (or estate-office person) has an estate from a date, to a date.

    `is_responsible`: the one who gets the estate's notices; colleagues on the estate see it but get none.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="estate_assignments")
    estate = models.ForeignKey("residents.Estate", on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til"), null=True, blank=True)
    is_responsible = models.BooleanField(_("ansvarlig"), default=False)

    objects = EstateAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tildeling")
        constraints = [
            period_is_ordered("assignment_period_ordered"),
            ExclusionConstraint(
                name="one_responsible_per_estate",
                expressions=[
                    ("estate", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_responsible=True),
                violation_error_message=_("Afdelingen har allerede en ansvarlig i den periode."),
            ),
            ExclusionConstraint(
                name="one_assignment_per_person_and_estate",
                expressions=[
                    ("estate", RangeOperators.EQUAL),
                    ("membership", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Personen har allerede afdelingen i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate} · {self.membership}"


@pghistory.track()
class Absence(Timestamped):
    """A caretaker is away; the stand-in gets her notices and sees her estates until it ends by itself."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="stand_ins")
    starts_on = models.DateField(_("første dag væk"))
    ends_on = models.DateField(_("sidste dag væk"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("fravær")
        constraints = [
            period_is_ordered("absence_period_ordered"),
            models.CheckConstraint(
                condition=~Q(membership=F("stand_in")),
                name="absence_not_own_stand_in",
                violation_error_message=_("Man kan ikke være sin egen afløser. Vælg en anden."),
            ),
            ExclusionConstraint(
                name="one_absence_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Der er allerede registreret fravær i den periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.starts_on}–{self.ends_on}"


@pghistory.track(exclude=["last_used_at", "digest"])
class ApiToken(Timestamped):
    """A revocable key with which an organisation's own program posts arrears lists.

    The key itself is shown once; only its SHA-256 is kept. The token acts as its machine `user`.
    """

    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="api_tokens"
    )
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="api_token")
    name = models.CharField(_("navn"), max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("adgangsnøgle")
        constraints = [models.UniqueConstraint(fields=["digest"], name="api_token_digest_unique")]

    def __str__(self) -> str:
        return self.name


class SentForm(Timestamped):
    """A form that was sent and did what it says (accounts/once.py): the same form again leads to `location`
    and does nothing. `digest` says which form with which words, and not what they were. Nothing of it is kept
    in the audit."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=32, editable=False)
    location = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("sendt formular")
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="form_taken_once")]

    def __str__(self) -> str:
        return str(self.pk)
