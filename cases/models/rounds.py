"""An outreach round: a list of doors, and where one got to."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import DoorState
from cases.models.base import known
from cases.querysets import OutreachDoorQuerySet, OutreachRoundQuerySet
from core.integrity import copied
from core.models import BY, Timestamped


@pghistory.track()
class OutreachRound(Timestamped):
    """A caretaker rings at every door of an estate or a stairwell, over as many days as it takes.

    From `again_from` on the doors where nobody was home before it are walked again.
    """

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    stairwell = models.ForeignKey(
        "residents.Stairwell", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("runde"), max_length=120)
    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    again_from = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = OutreachRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("opsøgende runde")
        triggers = [
            *copied(("organisation_id",), parent="residents_estate"),
            *copied(("estate_id",), parent="residents_stairwell", via="stairwell_id"),
        ]
        indexes = [models.Index(fields=["estate", "-started_at"], name="round_of_estate")]
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "stairwell"],
                name="one_open_round_per_place",
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                violation_error_message=_("Der er allerede en runde i gang her."),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track()
class OutreachDoor(Timestamped):
    """One door of a round, in walking order. `visit` is what came of it."""

    round = models.ForeignKey(OutreachRound, on_delete=models.PROTECT, related_name="doors", db_index=False)
    tenancy = models.ForeignKey("residents.Tenancy", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=DoorState.choices, default=DoorState.WAITING)
    visit = models.ForeignKey("cases.Visit", on_delete=models.PROTECT, null=True, related_name="doors")

    objects = OutreachDoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("dør i en runde")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="door_position_unique"),
            models.UniqueConstraint(fields=["round", "tenancy"], name="door_once_per_round"),
            known("state", DoorState.values, "door_state_known"),
            models.CheckConstraint(
                condition=Q(state=DoorState.DONE, visit__isnull=False)
                | ~Q(state=DoorState.DONE) & Q(visit__isnull=True),
                name="door_done_has_visit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
