"""A neglected flat or a worry, reported by the estate office."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.base import known
from conditions.choices import (
    OPEN_CONCERNS,
    ConcernKind,
    ConcernOutcome,
    ConcernStatus,
    SeenFrom,
    Urgency,
)
from conditions.models.base import OfDwelling, of_dwelling
from conditions.querysets import ConcernFlagQuerySet
from core.integrity import copied
from core.models import BY

OPEN = Q(status__in=sorted(OPEN_CONCERNS))
SERIAL = Func(Value("conditions_concern_serial"), function="nextval", output_field=models.BigIntegerField())


@pghistory.track()
class ConcernFlag(OfDwelling):
    """Facts of one look at a flat: what (`kinds`), from where, when; `note` and photos only by choice.

    `client_uuid` is made by the form: the same submit twice makes one row. `tenancy` is who had the flat that
    day (null: vacant); `case` the caretaker's case it was made into or attached to, of that household. The
    reporter is told `status` and the messages of the thread, never anything of the case; `outcome` only when
    it is REPAIR. `revision` rises with every change: whoever writes says which one they saw.
    """

    serial = models.BigIntegerField(db_default=SERIAL, editable=False)
    client_uuid = models.UUIDField(editable=False)
    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, null=True, related_name="concern_flags"
    )
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    kinds = ArrayField(models.CharField(max_length=12, choices=ConcernKind.choices), verbose_name=_("hvad?"))
    urgency = models.CharField(_("akut fare?"), max_length=6, choices=Urgency.choices, default=Urgency.NORMAL)
    seen_from = models.CharField(_("set fra"), max_length=13, choices=SeenFrom.choices)
    seen_at = models.DateTimeField(_("hvornår"), default=timezone.now)
    note = models.TextField(_("hvad så du?"), blank=True)
    status = models.CharField(
        max_length=8, choices=ConcernStatus.choices, default=ConcernStatus.RECEIVED, editable=False
    )
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="concern_flags")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    outcome = models.CharField(
        _("hvordan endte det?"), max_length=8, choices=ConcernOutcome.choices, blank=True
    )
    closing_note = models.CharField(_("begrundelse"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ConcernFlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("melding")
        triggers = [
            *of_dwelling(),
            *copied(("dwelling_id",), parent="residents_tenancy"),
            *copied(("tenancy_id",), parent="cases_case"),
        ]
        indexes = [
            models.Index(fields=["estate", "-created_at"], name="concern_open", condition=OPEN),
            models.Index(fields=["reported_by", "-created_at"], name="concern_own"),
            models.Index(fields=["dwelling", "-created_at"], name="concern_of_dwelling"),
            models.Index(
                fields=["organisation", "created_at"], name="concern_untaken", condition=Q(status="received")
            ),
            models.Index(fields=["organisation", "estate", "created_at"], name="concern_by_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="concern_serial_unique"),
            models.UniqueConstraint(fields=["reported_by", "client_uuid"], name="concern_once_per_form"),
            known("status", ConcernStatus.values, "concern_status_known"),
            known("urgency", Urgency.values, "concern_urgency_known"),
            known("seen_from", SeenFrom.values, "concern_seen_from_known"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ConcernKind.values) & Q(kinds__len__gt=0),
                name="concern_kinds_known",
                violation_error_message=_("Vælg mindst én ting, du så."),
            ),
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.RECEIVED, taken_at__isnull=True, taken_by__isnull=True)
                | Q(status=ConcernStatus.IN_HAND, taken_at__isnull=False, taken_by__isnull=False)
                | Q(status=ConcernStatus.CLOSED),
                name="concern_in_hand_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & Q(outcome__in=ConcernOutcome.values)
                | ~Q(status=ConcernStatus.CLOSED)
                & Q(closed_at__isnull=True, closed_by__isnull=True, outcome="", closing_note=""),
                name="concern_closed_has_outcome",
                violation_error_message=_("Vælg, hvordan det endte, før du afslutter."),
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True) | Q(tenancy__isnull=False), name="concern_case_has_household"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(taken_at__gte=F("created_at")),
                name="concern_taken_after_reported",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "M2026-014": says nothing of whom it is about."""
        return f"M{timezone.localtime(self.created_at).year}-{self.serial:03d}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CONCERNS
