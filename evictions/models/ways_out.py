"""The caretaker's checklist: which ways out have been tried, and how far each has come."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from evictions.choices import WayOutKind, WayOutState
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import WayOutQuerySet


@pghistory.track()
class WayOut(OfEvictionCase):
    """One row per way out that has been touched. Casework: the administration never sees it."""

    kind = models.CharField(max_length=24, choices=WayOutKind.choices)
    state = models.CharField(_("tilstand"), max_length=12, choices=WayOutState.choices)
    on = models.DateField(_("dato"))
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)

    objects = WayOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("udvej")
        triggers = of_eviction_case()
        indexes = [models.Index(fields=["tenancy"], name="way_out_of_tenancy")]
        constraints = [
            known("kind", WayOutKind.values, "way_out_kind_known"),
            known("state", WayOutState.values, "way_out_state_known"),
            models.UniqueConstraint(fields=["eviction_case", "kind"], name="way_out_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
