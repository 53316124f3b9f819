"""Who mediates: whom a party has refused, and each time a mediation was given to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.base import append_only
from core.integrity import copied
from core.models import BY
from disputes.models.base import InRoom, OfMediation, in_room, of_mediation
from disputes.models.never_refused import no_mediator_is_refused
from disputes.querysets import MediatorChangeQuerySet, OfMediationQuerySet


class RefusedMediator(InRoom):
    """A caretaker whom this party would not have: she neither mediates this nor stands in for who does, and
    does not see it. Without a reason, as nobody owes one. Deleted with what else is in the mediation."""

    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mægler, en part har sagt nej til")
        ordering = ["pk"]
        triggers = [
            *in_room(),
            *copied(("organisation_id",), parent="accounts_membership", via="membership_id"),
            *no_mediator_is_refused(),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "membership"],
                name="mediator_refused_once",
                violation_error_message=_("Det er allerede skrevet ned."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MediatorChange(OfMediation):
    """Who gave a mediation from whom to whom, and when; `by_coordinator`: the former had left. Staff and
    moments, nothing of the parties or of why: it is kept when the content is deleted."""

    former = models.ForeignKey("accounts.Membership", **BY)
    mediator = models.ForeignKey("accounts.Membership", **BY)
    by_coordinator = models.BooleanField(default=False)

    objects = MediatorChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("skift af mægler")
        ordering = ["-pk"]
        triggers = [
            *of_mediation(),
            *copied(("organisation_id",), parent="accounts_membership", via="former_id"),
            *copied(("organisation_id",), parent="accounts_membership", via="mediator_id"),
            append_only(),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "-id"],
                name="mediation_passed_on",
                condition=models.Q(by_coordinator=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(former=models.F("mediator")), name="mediator_change_to_another"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
