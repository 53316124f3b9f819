"""The landlord lets the case rest: why, and until when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import DateRange
from core.models import BY, Timestamped
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import StandstillQuerySet, StandstillReasonQuerySet


@pghistory.track()
class StandstillReason(Timestamped):
    """A code of the organisation's own list. One that was used stays; `is_active` takes it off the form."""

    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="standstill_reasons"
    )
    name = models.CharField(_("årsag"), max_length=80)
    is_active = models.BooleanField(_("kan vælges"), default=True)

    objects = StandstillReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("årsag til henstand")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="standstill_reason_once",
                violation_error_message=_("Årsagen findes allerede på listen."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="standstill_reason_named"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Standstill(OfEvictionCase):
    """From `starts_on`, which may lie behind us, to `ends_on`, both included, unless it was ended sooner
    (`ended_at`). Two never hold at the same time."""

    reason = models.ForeignKey(StandstillReason, on_delete=models.PROTECT, related_name="standstills")
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"))
    comment = models.CharField(_("bemærkning"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)

    objects = StandstillQuerySet.as_manager()

    class Meta:
        verbose_name = _("henstand")
        triggers = of_eviction_case()
        indexes = [
            models.Index(fields=["tenancy"], name="standstill_of_tenancy"),
            models.Index(fields=["ends_on"], name="standstill_to_end", condition=Q(ended_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="standstill_period_ordered",
                violation_error_message=_("Slutdatoen ligger før startdatoen. Ret en af dem."),
            ),
            ExclusionConstraint(
                name="one_standstill_at_a_time",
                expressions=[
                    ("eviction_case", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("Der er allerede henstand i den periode. Afslut den først."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
