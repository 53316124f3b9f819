"""What happened in the landlord's course: one line of the timeline, one push. Append-only."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.base import append_only, known
from evictions.choices import LegalStepKind, StepSource
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import LegalStepQuerySet


class LegalStep(OfEvictionCase):
    """`on` is the day it happened or is to happen; null when nobody has told. `values` holds dates, amounts
    and codes of it (ISO strings), never words about a person; `reason` is what the administration gives as
    its reason. `key` is what a program calls it: the same key twice is the same step. `is_pushed`: it is
    owed to whoever has the household; not what they did themselves."""

    kind = models.CharField(max_length=24, choices=LegalStepKind.choices)
    on = models.DateField(_("dato"), null=True)
    source = models.CharField(max_length=5, choices=StepSource.choices, default=StepSource.HAND)
    values = models.JSONField(default=dict)
    reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)
    is_pushed = models.BooleanField(default=True, db_default=True)

    objects = LegalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("juridisk skridt")
        triggers = [*of_eviction_case(), append_only()]
        indexes = [models.Index(fields=["tenancy"], name="legal_step_of_tenancy")]
        constraints = [
            known("kind", LegalStepKind.values, "legal_step_kind_known"),
            known("source", StepSource.values, "legal_step_source_known"),
            models.UniqueConstraint(
                fields=["organisation", "key"], name="legal_step_key_once", condition=~Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
