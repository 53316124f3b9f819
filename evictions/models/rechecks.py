"""Was the eviction averted for good? Looked at 3, 6 and 12 months after the case was closed."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from evictions.choices import RECHECK_MONTHS, RecheckResult
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import ArrearsRecheckQuerySet


@pghistory.track()
class ArrearsRecheck(OfEvictionCase):
    """Due `months` after closing. `owed` (kroner) is what the newest list said when it was proposed, null
    when the tenancy was on none; a person confirms the result (`made_by`)."""

    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    proposed = models.CharField(max_length=24, choices=RecheckResult.choices, blank=True, editable=False)
    owed = models.DecimalField(max_digits=11, decimal_places=2, null=True, editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False)
    result = models.CharField(_("resultat"), max_length=24, choices=RecheckResult.choices, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects = ArrearsRecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("efterkontrol")
        triggers = of_eviction_case()
        indexes = [
            models.Index(fields=["tenancy"], name="recheck_of_tenancy"),
            models.Index(
                fields=["organisation", "due_on"], name="recheck_open", condition=Q(confirmed_at__isnull=True)
            ),
        ]
        constraints = [
            known("months", list(RECHECK_MONTHS), "recheck_months_known"),
            models.UniqueConstraint(fields=["eviction_case", "months"], name="recheck_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, result="", made_by__isnull=True)
                | Q(confirmed_at__isnull=False, result__in=RecheckResult.values, made_by__isnull=False),
                name="recheck_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
