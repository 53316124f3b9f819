"""What the administration has decided of a case, and why. Append-only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import append_only, known
from evictions.choices import Verdict
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.models.statements import Statement
from evictions.querysets import OfEvictionQuerySet


class ReviewDecision(OfEvictionCase):
    """`batch` is the same for decisions made in one go; `until` is the last day of a pause."""

    verdict = models.CharField(_("beslutning"), max_length=8, choices=Verdict.choices)
    reason = models.CharField(_("begrundelse"), max_length=300)
    until = models.DateField(_("pause til og med"), null=True, blank=True)
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, related_name="decisions", db_index=False
    )
    batch = models.UUIDField(null=True, editable=False)

    objects = OfEvictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning")
        triggers = [*of_eviction_case(), append_only()]
        indexes = [
            models.Index(fields=["tenancy"], name="decision_of_tenancy"),
            models.Index(fields=["batch"], name="decision_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            known("verdict", Verdict.values, "decision_verdict_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_reason"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PAUSE, until__isnull=False)
                | ~Q(verdict=Verdict.PAUSE) & Q(until__isnull=True),
                name="decision_pause_has_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
