"""A course of work with one household, and who has had it."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import (
    OPEN_CASES,
    AssignedBecause,
    CaseOrigin,
    CaseOutcome,
    CaseStatus,
    CaseWeight,
)
from cases.models.base import OfHousehold, append_only, known, of_case, of_tenancy
from cases.querysets import CaseAssignmentQuerySet, CaseOpeningQuerySet, CaseQuerySet
from core.integrity import copied
from core.models import Timestamped

OPEN = Q(status__in=sorted(OPEN_CASES))
KEPT_FOR = dt.timedelta(days=365)
SERIAL = Func(Value("cases_case_serial"), function="nextval", output_field=models.BigIntegerField())


@pghistory.track()
class Case(OfHousehold):
    """At most one open per tenancy: two would be two stories of the same people.

    `serial` comes from a database sequence, so a number is never given twice nor guessed by max()+1.
    `contact_on`, `attempt_on` and `attempts` are read off the standing visits by cases.services.tries after
    each of them: the last contact, the last try, and the tries since the last contact. `waits_for` says who
    has the next step while the status is WAITING.
    """

    serial = models.BigIntegerField(db_default=SERIAL, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=CaseStatus.choices, default=CaseStatus.NEW)
    origin = models.CharField(_("hvordan begyndte det?"), max_length=10, choices=CaseOrigin.choices)
    about = models.CharField(_("hvad handler sagen om?"), max_length=200)
    waits_for = models.CharField(_("venter på"), max_length=120, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("tyngde"), choices=CaseWeight.choices, default=CaseWeight.NORMAL
    )
    responsible = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, null=True, related_name="cases", db_index=False
    )
    opened_at = models.DateTimeField(_("oprettet"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    contact_on = models.DateField(_("sidste kontakt"), null=True, editable=False)
    attempt_on = models.DateField(_("sidste forsøg"), null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("forsøg siden sidste kontakt"), default=0, editable=False)
    closed_at = models.DateTimeField(_("afsluttet"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(_("udfald"), max_length=12, choices=CaseOutcome.choices, blank=True)
    closing_note = models.TextField(_("afsluttende bemærkning"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("sag")
        triggers = [
            *of_tenancy(),
            *copied(("organisation_id",), parent="accounts_membership", via="responsible_id"),
        ]
        indexes = [
            models.Index(fields=["tenancy", "-opened_at"], name="case_of_tenancy"),
            models.Index(fields=["responsible"], name="case_of_responsible", condition=OPEN),
            models.Index(fields=["estate", "contact_on"], name="case_of_estate", condition=OPEN),
            models.Index(fields=["organisation", "-closed_at", "id"], name="case_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="case_serial_unique"),
            models.UniqueConstraint(
                fields=["tenancy"],
                name="one_open_case_per_tenancy",
                condition=OPEN,
                violation_error_message=_("Husstanden har allerede en åben sag. Brug den."),
            ),
            known("status", CaseStatus.values, "case_status_known"),
            known("origin", CaseOrigin.values, "case_origin_known"),
            known("weight", CaseWeight.values, "case_weight_known"),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & Q(outcome__in=CaseOutcome.values)
                | ~Q(status=CaseStatus.CLOSED) & Q(closed_at__isnull=True, outcome=""),
                name="case_closed_has_outcome",
                violation_error_message=_("Vælg et udfald, før sagen afsluttes."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "2026-014": what is said on the telephone, and the only thing a calendar shows."""
        return f"{timezone.localtime(self.opened_at).year}-{self.serial:03d}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CASES

    @property
    def erase_on(self) -> dt.date | None:
        """The day the file of a closed case is to be anonymised: 12 months after closing."""
        return timezone.localdate(self.closed_at) + KEPT_FOR if self.closed_at else None


@pghistory.track()
class CaseAssignment(Timestamped):
    """Who has had the case, from when to when. The newest open one says the same as Case.responsible."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="case_assignments"
    )
    because = models.CharField(max_length=14, choices=AssignedBecause.choices)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)

    objects = CaseAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sagens ansvarlige")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_responsible_per_case", condition=Q(ends_at__isnull=True)
            ),
            known("because", AssignedBecause.values, "case_assignment_because_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CaseOpening(OfHousehold):
    """A coordinator opened one case, with a reason: notes are shown to them until `ends_at`. Append-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_openings"
    )
    reason = models.CharField(_("begrundelse"), max_length=300)
    ends_at = models.DateTimeField()

    objects = CaseOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("åbning af sag")
        triggers = [*of_case(), append_only()]
        indexes = [models.Index(fields=["tenancy"], name="case_opening_of_tenancy")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="case_opening_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
