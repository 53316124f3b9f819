"""Another demand deadline than the computed one: two people and a reason."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from core.models import BY
from evictions.choices import OverrideStatus
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import OfEvictionQuerySet

ANSWERED = Q(answered_by__isnull=False, answered_at__isnull=False)


@pghistory.track()
class DeadlineOverride(OfEvictionCase):
    """`made_by` asks, somebody else answers; the deadline of the case changes with a yes alone."""

    deadline = models.DateField(_("påkravsfrist"))
    reason = models.CharField(_("begrundelse"), max_length=300)
    status = models.CharField(
        max_length=8, choices=OverrideStatus.choices, default=OverrideStatus.ASKED, editable=False
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = OfEvictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ændret påkravsfrist")
        triggers = of_eviction_case()
        indexes = [models.Index(fields=["tenancy"], name="override_of_tenancy")]
        constraints = [
            known("status", OverrideStatus.values, "override_status_known"),
            models.UniqueConstraint(
                fields=["eviction_case"],
                name="one_override_asked",
                condition=Q(status=OverrideStatus.ASKED),
                violation_error_message=_("Der venter allerede et forslag til en anden frist."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
            models.CheckConstraint(
                condition=Q(status=OverrideStatus.ASKED, answered_by__isnull=True)
                | ~Q(status=OverrideStatus.ASKED) & ANSWERED,
                name="override_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False)
                & (Q(answered_by__isnull=True) | ~Q(answered_by=F("made_by"))),
                name="override_needs_two_people",
                violation_error_message=_("En anden end den, der foreslog fristen, skal godkende den."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
