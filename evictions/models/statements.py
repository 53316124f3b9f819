"""What the caretaker tells the administration: three facts and a request, each with consent."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Consent, Disclosure
from cases.models.base import known
from core.integrity import copied
from evictions.choices import StatementStatus
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import StatementQuerySet

COVERED = """
IF NOT EXISTS (
    SELECT FROM cases_consent consent
    WHERE consent.id = NEW.consent_id AND consent.to_landlord AND consent.withdrawn_at IS NULL
) THEN
    RAISE EXCEPTION 'the consent does not let it go to the landlord' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
"""A check constraint cannot look into another table. That the consent counts that day the service asks, under
the lock that withdrawing it takes."""


def covered_when_sent() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="covered_insert", when=pgtrigger.Before, operation=pgtrigger.Insert, func=COVERED
    )


@pghistory.track()
class Statement(OfEvictionCase):
    """The three facts (domain rules, docs/privacy.md): contact is established, a standstill is asked for
    until a day, an application was sent to the municipality on a day; and what is asked: the pause, and an
    instalment plan of `plan_count` times `plan_amount` kroner from `plan_from`. No free text: nothing else
    leaves the file. `disclosure` is the record of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="statements")
    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="statement")
    contact_established = models.BooleanField(_("kontakt er etableret"), default=False)
    applied_on = models.DateField(_("ansøgning sendt til kommunen"), null=True, blank=True)
    pause_until = models.DateField(_("henstand ønskes til"), null=True, blank=True)
    plan_amount = models.DecimalField(
        _("afdrag pr. måned"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    plan_count = models.PositiveSmallIntegerField(_("antal afdrag"), null=True, blank=True)
    plan_from = models.DateField(_("første afdrag"), null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=StatementStatus.choices, default=StatementStatus.SENT, editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("indstilling")
        triggers = [
            *of_eviction_case(),
            *copied(("tenancy_id",), parent="cases_case"),
            *copied(("case_id",), parent="cases_consent"),
            covered_when_sent(),
        ]
        indexes = [models.Index(fields=["tenancy"], name="statement_of_tenancy")]
        constraints = [
            known("status", StatementStatus.values, "statement_status_known"),
            models.UniqueConstraint(
                fields=["eviction_case"],
                name="one_statement_waiting",
                condition=Q(status=StatementStatus.SENT),
                violation_error_message=_(
                    "Administrationen har ikke svaret på den forrige indstilling endnu."
                ),
            ),
            models.CheckConstraint(
                condition=Q(contact_established=True)
                | Q(applied_on__isnull=False)
                | Q(pause_until__isnull=False)
                | Q(plan_amount__isnull=False),
                name="statement_says_something",
                violation_error_message=_("Vælg mindst én ting at fortælle eller bede om."),
            ),
            models.CheckConstraint(
                condition=Q(plan_amount__isnull=True, plan_count__isnull=True, plan_from__isnull=True)
                | Q(plan_amount__gt=0, plan_count__gt=0, plan_from__isnull=False),
                name="statement_plan_is_whole",
                violation_error_message=_("Skriv både beløb, antal afdrag og dagen for det første."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
