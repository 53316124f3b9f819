"""The landlord's course against one tenancy, from the demand to the outcome."""

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.base import OfHousehold, known, of_tenancy
from core.models import BY
from evictions.choices import (
    AT_COURT,
    OPEN_EVICTIONS,
    AnswerReason,
    Children,
    DemandChannel,
    EvictionOrigin,
    EvictionOutcome,
    EvictionStatus,
    LegalDate,
    ReceiptProof,
)
from evictions.models.arrears import ArrearsNotice
from evictions.querysets import EvictionCaseQuerySet

OPEN = Q(status__in=sorted(OPEN_EVICTIONS))
SERIAL = Func(Value("evictions_case_serial"), function="nextval", output_field=models.BigIntegerField())


def case_number(opened_at: dt.datetime, serial: int) -> str:
    """For rows that are no instances: EvictionCase.number."""
    return f"U{timezone.localtime(opened_at).year}-{serial:03d}"


@pghistory.track()
class EvictionCase(OfHousehold):
    """At most one open per tenancy. Born of a notice when a demand is told of, or by hand; it stays when the
    tenancy leaves the arrears list.

    Amounts in kroner. `claim` is itemised as ArrearsNotice.lines: [{"type", "amount", "due_date"}], and
    `claim_amount` its sum. `demand_deadline` follows from `demand_received_on` (evictions.rules) unless two
    people have set another (`is_overridden`, DeadlineOverride); without proof of receipt it is unknown.
    Copies that the services keep (evictions/services/eviction_writes.py): `hearing_at` and `eviction_at` from
    the hearing that is set, `standstill_until` from the standstill in force, `contact_on` from the standing
    visits (the one fact about the caretaker's work the administration is told), `next_on` and `next_kind` the
    next legal date, `answer_since` and `answer_reasons` what waits for the administration. `revision` rises
    with every change: whoever writes says which one they saw.
    """

    serial = models.BigIntegerField(db_default=SERIAL, editable=False)
    notice = models.ForeignKey(
        ArrearsNotice, on_delete=models.PROTECT, null=True, related_name="eviction_cases"
    )
    origin = models.CharField(max_length=4, choices=EvictionOrigin.choices)
    status = models.CharField(
        _("trin"), max_length=10, choices=EvictionStatus.choices, default=EvictionStatus.ARREARS
    )
    due_date = models.DateField(_("forfaldsdag"), null=True, blank=True)
    claim = models.JSONField(_("kravet"), default=list)
    claim_amount = models.DecimalField(_("kravet i alt"), max_digits=11, decimal_places=2, null=True)
    demand_issued_on = models.DateField(_("påkrav sendt"), null=True, blank=True)
    demand_channel = models.CharField(
        _("sendt med"), max_length=12, choices=DemandChannel.choices, blank=True
    )
    demand_received_on = models.DateField(_("påkrav kommet frem"), null=True, blank=True)
    demand_proof = models.CharField(_("bevis"), max_length=12, choices=ReceiptProof.choices, blank=True)
    demand_deadline = models.DateField(_("påkravsfrist"), null=True, blank=True)
    is_overridden = models.BooleanField(_("fristen er sat i hånden"), default=False)
    terminated_on = models.DateField(_("ophævet"), null=True, blank=True)
    move_out_on = models.DateField(_("fraflytning senest"), null=True, blank=True)
    filed_on = models.DateField(_("sendt til fogedretten"), null=True, blank=True)
    municipal_notice_on = models.DateField(_("kommunen underrettet"), null=True, blank=True)
    municipal_notice_proof = models.CharField(_("bevis for underretningen"), max_length=200, blank=True)
    court = models.CharField(_("fogedret"), max_length=120, blank=True)
    court_number = models.CharField(_("fogedrettens sagsnummer"), max_length=40, blank=True)
    hearing_at = models.DateTimeField(_("fogedmøde"), null=True, editable=False)
    eviction_at = models.DateTimeField(_("udsættelse"), null=True, editable=False)
    standstill_until = models.DateField(_("henstand til"), null=True, editable=False)
    children = models.CharField(
        _("børn under 18"), max_length=8, choices=Children.choices, default=Children.UNKNOWN
    )
    representative = models.CharField(_("lejerens repræsentant"), max_length=160, blank=True)
    contact_on = models.DateField(_("kontakt etableret"), null=True, editable=False)
    answer_since = models.DateTimeField(_("kræver svar siden"), null=True, editable=False)
    answer_reasons = ArrayField(
        models.CharField(max_length=16, choices=AnswerReason.choices), default=list, blank=True
    )
    reviewed_at = models.DateTimeField(_("sidst besluttet"), null=True, editable=False)
    next_on = models.DateField(_("næste dato"), null=True, editable=False)
    next_kind = models.CharField(max_length=20, choices=LegalDate.choices, blank=True, editable=False)
    opened_at = models.DateTimeField(_("oprettet"), default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    closed_at = models.DateTimeField(_("afsluttet"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    closed_from = models.CharField(max_length=10, blank=True, editable=False)
    outcome = models.CharField(_("udfald"), max_length=40, choices=EvictionOutcome.choices, blank=True)
    outcome_note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = EvictionCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("udsættelsessag")
        triggers = of_tenancy()
        indexes = [
            models.Index(fields=["tenancy", "-opened_at"], name="eviction_of_tenancy"),
            models.Index(fields=["organisation", "next_on", "id"], name="eviction_all", condition=OPEN),
            models.Index(
                fields=["organisation", "next_on", "id"],
                name="eviction_answer",
                condition=OPEN & Q(answer_since__isnull=False),
            ),
            models.Index(
                fields=["organisation", "next_on", "id"],
                name="eviction_new",
                condition=OPEN & Q(reviewed_at__isnull=True),
            ),
            models.Index(
                fields=["organisation", "next_on", "id"],
                name="eviction_court",
                condition=Q(status__in=sorted(AT_COURT)),
            ),
            models.Index(
                fields=["organisation", "next_on", "id"],
                name="eviction_paused",
                condition=OPEN & Q(standstill_until__isnull=False),
            ),
            models.Index(fields=["estate", "next_on", "id"], name="eviction_estate", condition=OPEN),
            models.Index(
                fields=["hearing_at"], name="eviction_hearing", condition=Q(hearing_at__isnull=False)
            ),
            models.Index(fields=["organisation", "estate", "opened_at"], name="eviction_by_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="eviction_serial_unique"),
            models.UniqueConstraint(
                fields=["tenancy"],
                name="one_open_eviction_per_tenancy",
                condition=OPEN,
                violation_error_message=_("Lejeforholdet har allerede en åben udsættelsessag. Brug den."),
            ),
            known("status", EvictionStatus.values, "eviction_status_known"),
            known("origin", EvictionOrigin.values, "eviction_origin_known"),
            known("children", Children.values, "eviction_children_known"),
            known("demand_channel", ["", *DemandChannel.values], "eviction_channel_known"),
            known("demand_proof", ["", *ReceiptProof.values], "eviction_proof_known"),
            known("next_kind", ["", *LegalDate.values], "eviction_next_known"),
            models.CheckConstraint(condition=Q(claim_amount__gt=0), name="eviction_claim_positive"),
            models.CheckConstraint(
                condition=Q(demand_received_on__isnull=True) | ~Q(demand_proof=""),
                name="eviction_receipt_has_proof",
                violation_error_message=_("Skriv, hvad der beviser, hvornår påkravet kom frem."),
            ),
            models.CheckConstraint(
                condition=Q(demand_received_on__isnull=True)
                | Q(demand_issued_on__isnull=True)
                | Q(demand_received_on__gte=F("demand_issued_on")),
                name="eviction_received_after_issued",
                violation_error_message=_("Påkravet kan ikke være kommet frem, før det blev sendt."),
            ),
            models.CheckConstraint(
                condition=Q(demand_deadline__isnull=True)
                | Q(demand_received_on__isnull=False)
                | Q(is_overridden=True),
                name="eviction_deadline_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(municipal_notice_on__isnull=True) | ~Q(municipal_notice_proof=""),
                name="eviction_notice_has_proof",
                violation_error_message=_("Skriv, hvad der beviser, at kommunen er underrettet."),
            ),
            models.CheckConstraint(
                condition=Q(answer_since__isnull=True, answer_reasons__len=0)
                | Q(answer_since__isnull=False, answer_reasons__len__gt=0),
                name="eviction_answer_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=EvictionStatus.CLOSED, closed_at__isnull=False)
                & Q(outcome__in=EvictionOutcome.values, closed_from__in=sorted(OPEN_EVICTIONS))
                | ~Q(status=EvictionStatus.CLOSED) & Q(closed_at__isnull=True, outcome="", closed_from=""),
                name="eviction_closed_has_outcome",
                violation_error_message=_("Vælg et udfald, før sagen afsluttes."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "U2026-014": says nothing of whom it is about, so a calendar may show it."""
        return case_number(self.opened_at, self.serial)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_EVICTIONS
