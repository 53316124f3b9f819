"""What a resident has said yes to: the ground everything that leaves the file stands on."""

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import period_is_ordered
from cases.choices import ConsentForm, DataKind
from cases.models.base import OfHousehold, known, of_case
from cases.models.case import Case
from cases.models.partners import Partner
from cases.querysets import ConsentQuerySet
from core.integrity import copied


@pghistory.track()
class Consent(OfHousehold):
    """`recipients` may get `data_kinds` for `purpose`, from `starts_on` to `ends_on`, unless withdrawn.

    `for_own_notes` is the consent to keep health and other sensitive facts in a restricted note (GDPR
    art. 9(2)(a)); `to_landlord` lets the three facts go to the administration.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    resident = models.ForeignKey("residents.Resident", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("til hvad?"), max_length=300)
    data_kinds = ArrayField(
        models.CharField(max_length=10, choices=DataKind.choices), verbose_name=_("hvilke oplysninger?")
    )
    recipients = models.ManyToManyField(Partner, related_name="consents", verbose_name=_("hvem må få dem?"))
    to_landlord = models.BooleanField(_("boligorganisationens administration"), default=False)
    for_own_notes = models.BooleanField(_("egne notater om følsomme forhold"), default=False)
    form = models.CharField(_("hvordan?"), max_length=8, choices=ConsentForm.choices)
    given_on = models.DateField(_("givet"), default=timezone.localdate)
    starts_on = models.DateField(_("gælder fra"), default=timezone.localdate)
    ends_on = models.DateField(_("gælder til"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("samtykke")
        triggers = [*of_case(), *copied(("tenancy_id",), parent="residents_resident")]
        indexes = [models.Index(fields=["tenancy"], name="consent_of_tenancy")]
        constraints = [
            period_is_ordered("consent_period_ordered"),
            known("form", ConsentForm.values, "consent_form_known"),
            models.CheckConstraint(
                condition=Q(data_kinds__len__gt=0) & Q(data_kinds__contained_by=DataKind.values),
                name="consent_names_data",
                violation_error_message=_("Vælg mindst én slags oplysninger."),
            ),
            models.CheckConstraint(
                condition=Q(given_on__lte=F("starts_on")), name="consent_given_before_it_counts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_valid(self, day: dt.date | None = None) -> bool:
        """The same as ConsentQuerySet.valid."""
        day = day or timezone.localdate()
        return self.withdrawn_at is None and self.starts_on <= day <= self.ends_on
