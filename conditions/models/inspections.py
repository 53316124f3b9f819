"""An agreed look at a flat and what it showed: the flat's condition over time."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from conditions.choices import Condition, InspectionStatus
from conditions.models.base import OfDwelling, of_dwelling
from conditions.models.concerns import ConcernFlag
from conditions.querysets import InspectionQuerySet
from core.integrity import copied
from core.models import BY


@pghistory.track()
class Inspection(OfDwelling):
    """By appointment with the resident: nobody has a right to enter. `tenancy` is who had the flat then."""

    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, null=True, related_name="inspections"
    )
    concern = models.ForeignKey(ConcernFlag, on_delete=models.PROTECT, null=True, related_name="inspections")
    planned_at = models.DateTimeField(_("hvornår"))
    agreed_with = models.CharField(_("aftalt med"), max_length=120, blank=True)
    with_office = models.BooleanField(_("ejendomskontoret er med"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    status = models.CharField(
        max_length=9, choices=InspectionStatus.choices, default=InspectionStatus.PLANNED, editable=False
    )
    condition = models.PositiveSmallIntegerField(_("standen"), choices=Condition.choices, null=True)
    result = models.TextField(_("hvad viste det?"), blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("syn")
        triggers = [
            *of_dwelling(),
            *copied(("dwelling_id",), parent="residents_tenancy"),
            *copied(("dwelling_id",), parent="conditions_concernflag", via="concern_id"),
        ]
        indexes = [
            models.Index(fields=["dwelling", "-planned_at"], name="inspection_of_dwelling"),
            models.Index(
                fields=["estate", "planned_at"], name="inspection_to_come", condition=Q(status="planned")
            ),
        ]
        constraints = [
            known("status", InspectionStatus.values, "inspection_status_known"),
            models.CheckConstraint(
                condition=Q(condition__isnull=True) | Q(condition__in=Condition.values),
                name="inspection_condition_known",
            ),
            models.CheckConstraint(
                condition=Q(status=InspectionStatus.DONE, condition__isnull=False)
                | ~Q(status=InspectionStatus.DONE) & Q(condition__isnull=True),
                name="inspection_held_has_condition",
                violation_error_message=_("Vælg, hvilken stand lejligheden var i."),
            ),
            models.CheckConstraint(
                condition=Q(status=InspectionStatus.PLANNED, settled_at__isnull=True)
                | ~Q(status=InspectionStatus.PLANNED) & Q(settled_at__isnull=False),
                name="inspection_settled_has_time",
            ),
            models.UniqueConstraint(
                fields=["dwelling"],
                name="one_planned_inspection",
                condition=Q(status=InspectionStatus.PLANNED),
                violation_error_message=_("Der er allerede aftalt et syn i lejligheden. Ret det i stedet."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def day(self) -> dt.date:
        """Of the appointment, in Denmark."""
        return timezone.localdate(self.planned_at)

    @property
    def is_planned(self) -> bool:
        return self.status == InspectionStatus.PLANNED
