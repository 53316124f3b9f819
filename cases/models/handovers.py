"""Giving cases to somebody else, with words and a yes."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import HandoverStatus
from cases.models.base import known
from cases.models.case import Case
from cases.querysets import HandoverItemQuerySet, HandoverQuerySet
from core.integrity import copied
from core.models import Timestamped


@pghistory.track()
class Handover(Timestamped):
    """One or many cases from one caretaker to another. Nothing moves before the taker has said yes; then
    everything at once, or nothing."""

    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="+"
    )
    giver = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="handovers_given")
    taker = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="handovers_received"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=HandoverStatus.choices, default=HandoverStatus.PROPOSED)
    answer = models.CharField(_("begrundelse"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overdragelse")
        triggers = [
            *copied(("organisation_id",), parent="accounts_membership", via="giver_id"),
            *copied(("organisation_id",), parent="accounts_membership", via="taker_id"),
        ]
        constraints = [
            known("status", HandoverStatus.values, "handover_status_known"),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="handover_to_another",
                violation_error_message=_("Vælg en anden at overdrage til."),
            ),
            models.CheckConstraint(
                condition=Q(status=HandoverStatus.PROPOSED, answered_at__isnull=True)
                | ~Q(status=HandoverStatus.PROPOSED) & Q(answered_at__isnull=False),
                name="handover_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track()
class HandoverItem(Timestamped):
    """One case of a handover. `deadlines` is what was open when it was proposed, for the receipt:
    [{"on": "2026-11-30", "text": …}]."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handover_items")
    summary = models.TextField(_("kort sammenfatning"))
    deadlines = models.JSONField(default=list)
    is_pending = models.BooleanField(default=True, editable=False)

    objects = HandoverItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("sag i en overdragelse")
        constraints = [
            models.UniqueConstraint(fields=["handover", "case"], name="case_once_per_handover"),
            models.UniqueConstraint(
                fields=["case"],
                name="case_in_one_handover_at_a_time",
                condition=Q(is_pending=True),
                violation_error_message=_("Sagen er allerede ved at blive overdraget."),
            ),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="handover_has_summary",
                violation_error_message=_("Skriv en kort sammenfatning af sagen."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
