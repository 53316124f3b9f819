"""An instalment plan, held against what the arrears lists say."""

import datetime as dt
from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from core.models import BY, Timestamped
from evictions.choices import PlanStatus
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import InstalmentPlanQuerySet

ACTIVE = Q(status=PlanStatus.ACTIVE)


@pghistory.track()
class InstalmentPlan(OfEvictionCase):
    """What is paid when, on top of the current rent. `start_balance` (kroner) is what was owed when it was
    agreed. A list that shows more than what should be left, counted `tolerance_days` after an instalment was
    due, breaks it (evictions/services/instalments.py); `broken_on` is that list's day and `broken_by_amount`
    how much too much is owed."""

    agreed_on = models.DateField(_("aftalt"))
    start_balance = models.DecimalField(_("restance ved aftalen"), max_digits=11, decimal_places=2)
    tolerance_days = models.PositiveSmallIntegerField(_("dage, en betaling må være forsinket"), default=5)
    status = models.CharField(
        max_length=10, choices=PlanStatus.choices, default=PlanStatus.ACTIVE, editable=False
    )
    comment = models.CharField(_("bemærkning"), max_length=300, blank=True)
    broken_on = models.DateField(null=True, editable=False)
    broken_by_amount = models.DecimalField(max_digits=11, decimal_places=2, null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)

    objects = InstalmentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("afdragsordning")
        triggers = of_eviction_case()
        indexes = [models.Index(fields=["tenancy"], name="plan_of_tenancy")]
        constraints = [
            known("status", PlanStatus.values, "plan_status_known"),
            models.UniqueConstraint(
                fields=["eviction_case"],
                name="one_active_plan",
                condition=ACTIVE,
                violation_error_message=_("Der løber allerede en afdragsordning. Afslut den først."),
            ),
            models.CheckConstraint(condition=Q(start_balance__gt=0), name="plan_balance_positive"),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.BROKEN, broken_on__isnull=False)
                | ~Q(status=PlanStatus.BROKEN) & Q(broken_on__isnull=True),
                name="plan_broken_has_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def expected(self, instalments: "list[Instalment]", day: dt.date) -> Decimal:
        """What should still be owed on `day`, in kroner, if every instalment was paid in time."""
        late = dt.timedelta(days=self.tolerance_days)
        paid = sum((each.amount for each in instalments if each.due_on + late < day), Decimal(0))
        return max(self.start_balance - paid, Decimal(0))


class Instalment(Timestamped):
    """One payment of a plan, in kroner."""

    plan = models.ForeignKey(InstalmentPlan, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("betales senest"))
    amount = models.DecimalField(_("beløb"), max_digits=11, decimal_places=2)

    class Meta:
        verbose_name = _("afdrag")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="instalment_number_once"),
            models.UniqueConstraint(
                fields=["plan", "due_on"],
                name="instalment_day_once",
                violation_error_message=_("Der står to afdrag på samme dag."),
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"
