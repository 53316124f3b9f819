"""Bringing a resident to somebody who can help, and every fact that left the file."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import BASIS_REACHES, OPEN_REFERRALS, UNANSWERED, DataKind, LegalBasis, ReferralStatus
from cases.models.base import OfHousehold, append_only, known, of_case
from cases.models.case import Case
from cases.models.consents import Consent
from cases.models.partners import Partner, PartnerAgreement
from cases.querysets import DisclosureQuerySet, ReferralQuerySet, ReferralReminderQuerySet
from core.integrity import copied

GROUNDED = Q(consent__isnull=False) | (Q(legal_basis__in=LegalBasis.values) & ~Q(basis_reason=""))
_PAIRS = ", ".join(
    f"('{basis}', '{kind}')" for basis in BASIS_REACHES for kind in sorted(BASIS_REACHES[basis])
)
COVERED = """
IF NEW.consent_id IS NOT NULL AND NEW.legal_basis = '' AND NOT EXISTS (
    SELECT FROM cases_consent consent
    JOIN cases_consent_recipients named ON named.consent_id = consent.id AND named.partner_id = NEW.partner_id
    WHERE consent.id = NEW.consent_id AND consent.withdrawn_at IS NULL
      AND NEW.data_kinds <@ consent.data_kinds
      AND (NEW.sent_at AT TIME ZONE 'Europe/Copenhagen')::date BETWEEN consent.starts_on AND consent.ends_on
) THEN
    RAISE EXCEPTION 'the consent does not cover what is sent' USING ERRCODE = 'check_violation';
END IF;
"""
"""A check constraint cannot look into another table: that the consent names the partner and holds every kind
of data that day is checked when a referral becomes sent."""
REACHED = f"""
IF NEW.legal_basis <> '' AND NOT EXISTS (
    SELECT FROM cases_partner partner
    WHERE partner.id = NEW.partner_id AND (NEW.legal_basis, partner.kind) IN ({_PAIRS})
) THEN
    RAISE EXCEPTION 'the legal basis does not reach the partner' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def covered_when_sent() -> list[pgtrigger.Trigger]:
    became = pgtrigger.Q(new__status=ReferralStatus.SENT, old__status__df=ReferralStatus.SENT)
    return [
        pgtrigger.Trigger(
            name=f"covered_{name}",
            when=pgtrigger.Before,
            operation=operation,
            condition=when,
            func=COVERED + REACHED,
        )
        for name, operation, when in (
            ("insert", pgtrigger.Insert, pgtrigger.Q(new__status=ReferralStatus.SENT)),
            ("update", pgtrigger.Update, became),
        )
    ]


NEVER_SENT = Q(status=ReferralStatus.DRAFTED) | Q(status=ReferralStatus.WITHDRAWN, sent_at__isnull=True)


@pghistory.track()
class Referral(OfHousehold):
    """One thing asked of one partner. Not sent without a consent that covers it, or a legal basis with a
    written reason: the database says so too.

    `texts` is what the caretaker writes about each kind of data ({kind: text}) and `action_ids` are the
    agreements of the plan that go along: a kind the consent does not cover takes its words with it.
    `letter` is the letter as it was sent. `answer_due_on` follows from the agreement in weekdays; silence
    beyond it is `ReferralQuerySet.silent`.
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
    texts = models.JSONField(default=dict, blank=True)
    action_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    letter = models.JSONField(null=True, editable=False)
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
    received_at = models.DateTimeField(null=True, editable=False)
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
            *covered_when_sent(),
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


class ReferralReminder(OfHousehold):
    """The partner was reminded that an answer is owed, and what they said. Append-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="reminders")
    said = models.CharField(_("hvad sagde de?"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ReferralReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("rykker for svar")
        triggers = [*of_case(), append_only()]
        indexes = [models.Index(fields=["tenancy"], name="reminder_of_tenancy")]

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
