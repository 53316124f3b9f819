"""The support plan: goals, and the concrete actions that lead there."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import ActionOwner, GoalStatus
from cases.models.base import OfHousehold, known, of_case
from cases.models.case import Case
from cases.querysets import SupportPlanActionQuerySet, SupportPlanGoalQuerySet


@pghistory.track()
class SupportPlanGoal(OfHousehold):
    """What the resident wants to reach, in their words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goals")
    text = models.CharField(_("mål"), max_length=200)
    status = models.CharField(max_length=10, choices=GoalStatus.choices, default=GoalStatus.OPEN)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = SupportPlanGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mål")
        triggers = of_case()
        constraints = [
            known("status", GoalStatus.values, "goal_status_known"),
            models.CheckConstraint(
                condition=Q(status=GoalStatus.OPEN, settled_at__isnull=True)
                | ~Q(status=GoalStatus.OPEN) & Q(settled_at__isnull=False),
                name="goal_settled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track()
class SupportPlanAction(OfHousehold):
    """One concrete thing somebody does before a day. Done by hand or inside a contact (`done_by_visit`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    goal = models.ForeignKey(SupportPlanGoal, on_delete=models.PROTECT, null=True, related_name="actions")
    text = models.CharField(_("handling"), max_length=200)
    owner = models.CharField(
        _("hvem gør det?"), max_length=10, choices=ActionOwner.choices, default=ActionOwner.CARETAKER
    )
    due_on = models.DateField(_("senest"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    done_by_visit = models.ForeignKey(
        "cases.Visit", on_delete=models.PROTECT, null=True, editable=False, related_name="actions_done"
    )
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = SupportPlanActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("handling")
        triggers = of_case()
        indexes = [
            models.Index(
                fields=["estate", "due_on"],
                name="action_due",
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
            )
        ]
        constraints = [
            known("owner", ActionOwner.values, "action_owner_known"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="action_done_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None
