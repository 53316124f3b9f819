"""Bringing a resident to somebody who can help, and every fact that left the file."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import OPEN_REFERRALS, UNANSWERED, DataKind, LegalBasis, ReferralStatus
from cases.models.base import OfHousehold, append_only, known, of_case
from cases.models.case import Case
from cases.models.consents import Consent
from cases.models.partners import Partner, PartnerAgreement
from cases.querysets import DisclosureQuerySet, ReferralQuerySet
from core.integrity import copied

GROUNDED = Q(consent__isnull=False) | (Q(legal_basis__in=LegalBasis.values) & ~Q(basis_reason=""))
NEVER_SENT = Q(status=ReferralStatus.DRAFTED) | Q(status=ReferralStatus.WITHDRAWN, sent_at__isnull=True)


@pghistory.track()
class Referral(OfHousehold):
    """One thing asked of one partner. Not sent without a consent that covers it, or a legal basis with a
    written reason: the database says so too.

    `answer_due_on` follows from the agreement in weekdays; silence beyond it is `ReferralQuerySet.silent`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    agreement = models.ForeignKey(
        PartnerAgreement, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=ReferralStatus.choices, default=ReferralStatus.DRAFTED)
    subject = models.CharField(_("hvad beder vi om?"), max_length=200)
    summary = models.TextField(_("sammenfatning"), blank=True)
    data_kinds = ArrayField(
        models.CharField(max_length=10, choices=DataKind.choices), verbose_name=_("hvilke oplysninger?")
    )
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="referrals")
    legal_basis = models.CharField(
        _("uden samtykke, fordi"), max_length=10, choices=LegalBasis.choices, blank=True
    )
    basis_reason = models.TextField(_("begrundelse"), blank=True)
    caretaker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True, editable=False)
    answer_due_on = models.DateField(_("svar ventes senest"), null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    declined_reason = models.CharField(_("hvorfor afvist?"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("henvisning")
        triggers = [
            *of_case(),
            *copied(("organisation_id",), parent="cases_partner"),
            *copied(("case_id",), parent="cases_consent"),
        ]
        indexes = [
            models.Index(fields=["tenancy"], name="referral_of_tenancy"),
            models.Index(
                fields=["estate", "answer_due_on"],
                name="referral_unanswered",
                condition=Q(status__in=sorted(UNANSWERED)),
            ),
            models.Index(
                fields=["case"], name="referral_open", condition=Q(status__in=sorted(OPEN_REFERRALS))
            ),
        ]
        constraints = [
            known("status", ReferralStatus.values, "referral_status_known"),
            models.CheckConstraint(
                condition=NEVER_SENT | GROUNDED,
                name="referral_sent_has_ground",
                violation_error_message=_(
                    "Der mangler et samtykke, der dækker henvisningen, eller et lovgrundlag med begrundelse."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=ReferralStatus.DRAFTED, sent_at__isnull=True)
                | ~Q(status=ReferralStatus.DRAFTED) & (NEVER_SENT | Q(sent_at__isnull=False)),
                name="referral_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.DECLINED) | ~Q(declined_reason=""),
                name="referral_declined_has_reason",
                violation_error_message=_("Skriv, hvorfor henvisningen blev afvist."),
            ),
            models.CheckConstraint(
                condition=Q(data_kinds__contained_by=DataKind.values), name="referral_data_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Disclosure(OfHousehold):
    """What left the file: to whom, which kinds of data, on what ground, when (`created_at`) and by whom.
    Append-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="disclosures")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    recipient = models.CharField(_("modtager"), max_length=160)
    what = models.CharField(_("hvad"), max_length=300)
    data_kinds = ArrayField(models.CharField(max_length=10, choices=DataKind.choices))
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="disclosures")
    legal_basis = models.CharField(max_length=10, choices=LegalBasis.choices, blank=True)
    basis_reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("videregivelse")
        triggers = [*of_case(), append_only()]
        indexes = [
            models.Index(fields=["tenancy"], name="disclosure_of_tenancy"),
            models.Index(
                fields=["organisation", "-created_at"],
                name="disclosure_without_consent",
                condition=Q(consent__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=GROUNDED, name="disclosure_has_ground"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
