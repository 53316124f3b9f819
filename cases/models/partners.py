"""Whom residents are brought to, and what was agreed with them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import period_is_ordered
from cases.choices import PartnerKind
from cases.models.base import known
from cases.querysets import PartnerAgreementQuerySet, PartnerQuerySet
from core.integrity import copied
from core.models import Timestamped


@pghistory.track()
class Partner(Timestamped):
    """A job centre, a debt counsellor, an association. Nothing about residents. Ended, never deleted."""

    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="partners"
    )
    kind = models.CharField(_("hvad er det?"), max_length=16, choices=PartnerKind.choices)
    name = models.CharField(_("navn"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("samarbejdspartner")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="partner_name_unique",
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("Der findes allerede en samarbejdspartner med det navn."),
            ),
            known("kind", PartnerKind.values, "partner_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PartnerAgreement(Timestamped):
    """Whom to call there, what may be asked of them, and within how many weekdays they answer."""

    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    contact = models.CharField(_("kontaktperson"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    may_ask = models.CharField(_("hvad må vi bede om?"), max_length=300)
    response_weekdays = models.PositiveSmallIntegerField(_("svar inden for (hverdage)"))
    starts_on = models.DateField(_("fra"), default=timezone.localdate)
    ends_on = models.DateField(_("til"), null=True, blank=True)

    objects = PartnerAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("samarbejdsaftale")
        triggers = copied(("organisation_id",), parent="cases_partner")
        constraints = [
            period_is_ordered("agreement_period_ordered"),
            models.CheckConstraint(
                condition=Q(response_weekdays__gte=1, response_weekdays__lte=60),
                name="agreement_response_days",
                violation_error_message=_("Svartiden skal være mellem 1 og 60 hverdage."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
