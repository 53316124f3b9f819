"""Days at the bailiff court: the hearing, and the eviction itself."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from evictions.choices import HearingKind, HearingPlace, HearingStatus
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import HearingQuerySet

SET = Q(status=HearingStatus.SET)


@pghistory.track()
class Hearing(OfEvictionCase):
    """One day, hour and place. A hearing that is moved is `moved_to` another, so that a reminder of the old
    day is never mistaken for one of the new."""

    kind = models.CharField(_("hvad"), max_length=8, choices=HearingKind.choices, default=HearingKind.HEARING)
    at = models.DateTimeField(_("tidspunkt"))
    place_kind = models.CharField(
        _("hvor"), max_length=8, choices=HearingPlace.choices, default=HearingPlace.COURT
    )
    place = models.CharField(_("sted"), max_length=160, blank=True)
    status = models.CharField(
        max_length=10, choices=HearingStatus.choices, default=HearingStatus.SET, editable=False
    )
    moved_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="moved_from", editable=False
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("fogedmøde")
        triggers = of_eviction_case()
        indexes = [
            models.Index(fields=["tenancy"], name="hearing_of_tenancy"),
            models.Index(fields=["organisation", "at"], name="hearing_of_organisation", condition=SET),
            models.Index(fields=["at"], name="hearing_ahead", condition=SET),
        ]
        constraints = [
            known("kind", HearingKind.values, "hearing_kind_known"),
            known("place_kind", HearingPlace.values, "hearing_place_known"),
            known("status", HearingStatus.values, "hearing_status_known"),
            models.UniqueConstraint(fields=["eviction_case", "kind"], name="one_hearing_set", condition=SET),
            models.CheckConstraint(
                condition=Q(status=HearingStatus.MOVED, moved_to__isnull=False)
                | ~Q(status=HearingStatus.MOVED) & Q(moved_to__isnull=True),
                name="hearing_moved_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
