"""Safety: what to know before a door opens, and whether somebody came out again."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import ResidentTold, SafetyKind
from cases.models.base import append_only, known
from cases.querysets import LoneWorkCheckQuerySet, SafetyAcknowledgementQuerySet, SafetyFlagQuerySet
from core.integrity import copied
from core.models import BY, Timestamped


@pghistory.track()
class SafetyFlag(Timestamped):
    """On a dwelling, or on a person who lives there. Runs out by itself on `expires_on`: a warning that
    nobody looks after becomes an injustice."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    dwelling = models.ForeignKey(
        "residents.Dwelling", on_delete=models.PROTECT, related_name="safety_flags", db_index=False
    )
    resident = models.ForeignKey(
        "residents.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="safety_flags"
    )
    kind = models.CharField(_("hvad skal man vide?"), max_length=12, choices=SafetyKind.choices)
    evidence = models.CharField(_("hvad er det set eller hørt på?"), max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_on = models.DateField(_("besluttet"), default=timezone.localdate)
    resident_told = models.CharField(
        _("ved beboeren det?"), max_length=10, choices=ResidentTold.choices, default=ResidentTold.NOT_YET
    )
    review_on = models.DateField(_("ses efter igen"))
    expires_on = models.DateField(_("udløber"))
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = SafetyFlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("sikkerhedsadvarsel")
        triggers = [
            *copied(("organisation_id", "estate_id"), parent="residents_dwelling"),
            *copied(("organisation_id", "estate_id"), parent="residents_resident"),
        ]
        indexes = [
            models.Index(fields=["dwelling"], name="safety_of_dwelling", condition=Q(lifted_at__isnull=True)),
            models.Index(fields=["estate"], name="safety_of_estate", condition=Q(lifted_at__isnull=True)),
        ]
        constraints = [
            known("kind", SafetyKind.values, "safety_kind_known"),
            known("resident_told", ResidentTold.values, "safety_told_known"),
            models.CheckConstraint(condition=~Q(evidence=""), name="safety_has_evidence"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("decided_on"), expires_on__gte=F("review_on")),
                name="safety_dates_ordered",
                violation_error_message=_(
                    "Advarslen skal ses efter, før den udløber, og begge dele efter, at den er besluttet."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SafetyAcknowledgement(Timestamped):
    """A caretaker has read the warning before a visit. Append-only."""

    flag = models.ForeignKey(SafetyFlag, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField(default=timezone.localdate)

    objects = SafetyAcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("læst advarsel")
        triggers = [append_only()]
        constraints = [models.UniqueConstraint(fields=["flag", "user", "on"], name="safety_read_once_a_day")]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track()
class LoneWorkCheck(Timestamped):
    """ "På besøg til kl. 15". Not checked out half an hour later: the stand-in and the coordinator are told
    (`alarmed_at`). One at a time per person. `phone` is where colleagues ring then; `checked_out_by` is
    another than oneself when somebody told has been in contact."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    membership = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    until = models.DateTimeField(_("på besøg til"))
    phone = models.CharField(_("dit telefonnummer"), max_length=30, blank=True)
    checked_out_at = models.DateTimeField(null=True, editable=False)
    checked_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    alarmed_at = models.DateTimeField(null=True, editable=False)

    objects = LoneWorkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("alenearbejde")
        triggers = [
            *copied(("organisation_id", "estate_id"), parent="residents_tenancy"),
            *copied(("organisation_id",), parent="accounts_membership", via="membership_id"),
        ]
        indexes = [
            models.Index(fields=["until"], name="lone_work_open", condition=Q(checked_out_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                name="one_lone_work_at_a_time",
                condition=Q(checked_out_at__isnull=True),
                violation_error_message=_("Du er allerede meldt på besøg. Meld dig ud derfra først."),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
