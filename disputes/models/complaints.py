"""A complaint about a household, and who made it."""

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.base import append_only, known
from core.integrity import copied
from core.models import BY, Timestamped
from disputes.choices import (
    AT_BOARD,
    OPEN_COMPLAINTS,
    WRITTEN_CHANNELS,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintStatus,
    ComplaintStepKind,
    LetterKind,
    LetterLanguage,
    Sanction,
    Track,
)
from disputes.models.base import OfComplaint, of_complaint
from disputes.querysets import ComplaintQuerySet, OfComplaintQuerySet

OPEN = Q(status__in=sorted(OPEN_COMPLAINTS))
OVER = Q(status=ComplaintStatus.CLOSED)
SERIAL = Func(Value("disputes_complaint_serial"), function="nextval", output_field=models.BigIntegerField())

SOMEBODY_COMPLAINS = """
IF NOT EXISTS (SELECT FROM disputes_complainant c WHERE c.complaint_id = NEW.id) THEN
    RAISE EXCEPTION 'a complaint without a complainant' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


def never_anonymous() -> pgtrigger.Trigger:
    """Asked at the commit: by then somebody stands behind it."""
    return pgtrigger.Trigger(
        name="never_anonymous",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=SOMEBODY_COMPLAINS,
    )


@pghistory.track()
class Complaint(Timestamped):
    """About the household `respondent`; organisation and estate are its. What happened stands in the
    incidents, who complains in the complainants, what was done in the steps.

    `action_due` is the landlord's 4 weeks (evictions.rules.complaint_action_due, ALL § 83(2)): only of one
    that is written and reasoned, else null. `acted_on` is the first thing done about it. `mediation`, kept
    by the services, is the one fact the organisation learns of a mediation (MediationFact).
    `board_reply_on` starts the board's 4 weeks (§ 105), `board_decided_on` the 4 of an appeal (§ 106);
    `sanction_until` is a year after `sanction_on`. `client_uuid`: the same submit twice makes one row.
    `revision` rises with every change: whoever writes says which one they saw.
    """

    serial = models.BigIntegerField(db_default=SERIAL, editable=False)
    client_uuid = models.UUIDField(editable=False)
    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    respondent = models.ForeignKey("residents.Tenancy", on_delete=models.PROTECT, related_name="complaints")
    category = models.CharField(
        _("hvad drejer det sig om?"), max_length=12, choices=ComplaintCategory.choices
    )
    channel = models.CharField(_("hvordan kom den?"), max_length=10, choices=ComplaintChannel.choices)
    is_reasoned = models.BooleanField(_("den siger, hvad der er sket"), default=True)
    received_on = models.DateField(_("modtaget"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    track = models.CharField(_("spor"), max_length=8, choices=Track.choices, default=Track.DIALOGUE)
    status = models.CharField(
        _("trin"), max_length=10, choices=ComplaintStatus.choices, default=ComplaintStatus.RECEIVED
    )
    action_due = models.DateField(_("udlejer skal handle senest"), null=True, editable=False)
    acted_on = models.DateField(_("første handling"), null=True, editable=False)
    admonished_on = models.DateField(_("påmindelse givet"), null=True, editable=False)
    board_sent_on = models.DateField(_("indbragt for nævnet"), null=True, editable=False)
    board_reply_on = models.DateField(_("svar til nævnet"), null=True, editable=False)
    board_decided_on = models.DateField(_("nævnets afgørelse"), null=True, editable=False)
    sanction = models.CharField(_("sanktion"), max_length=11, choices=Sanction.choices, blank=True)
    sanction_on = models.DateField(_("sanktion fra"), null=True, editable=False)
    sanction_until = models.DateField(_("sanktion til"), null=True, editable=False)
    sanction_terms = models.CharField(_("vilkår"), max_length=500, blank=True)
    mediation = models.CharField(max_length=8, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)
    closed_from = models.CharField(max_length=10, blank=True, editable=False)
    outcome = models.CharField(_("udfald"), max_length=10, choices=ComplaintOutcome.choices, blank=True)
    closing_note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("klagesag")
        triggers = [
            *copied(("organisation_id", "estate_id"), parent="residents_tenancy", via="respondent_id"),
            never_anonymous(),
        ]
        indexes = [
            models.Index(fields=["organisation", "action_due", "id"], name="complaint_open", condition=OPEN),
            models.Index(fields=["estate", "action_due", "id"], name="complaint_estate", condition=OPEN),
            models.Index(
                fields=["organisation", "-received_on", "-id"], name="complaint_over", condition=OVER
            ),
            models.Index(
                fields=["estate", "-received_on", "-id"], name="complaint_estate_over", condition=OVER
            ),
            models.Index(
                fields=["organisation", "-received_on", "-id"],
                name="complaint_at_board",
                condition=Q(status__in=sorted(AT_BOARD)),
            ),
            models.Index(fields=["respondent", "-received_on"], name="complaint_repeats"),
            models.Index(fields=["reported_by", "-received_on"], name="complaint_own"),
            models.Index(fields=["organisation", "estate", "received_on"], name="complaint_by_year"),
            models.Index(
                fields=["action_due"],
                name="complaint_clock",
                condition=OPEN & Q(action_due__isnull=False, acted_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="complaint_serial_unique"),
            models.UniqueConstraint(fields=["reported_by", "client_uuid"], name="complaint_once_per_form"),
            known("category", ComplaintCategory.values, "complaint_category_known"),
            known("channel", ComplaintChannel.values, "complaint_channel_known"),
            known("track", Track.values, "complaint_track_known"),
            known("status", ComplaintStatus.values, "complaint_status_known"),
            known("sanction", ["", *Sanction.values], "complaint_sanction_known"),
            known("mediation", ["", "offered", "held", "not_held"], "complaint_mediation_known"),
            models.CheckConstraint(
                condition=Q(channel__in=sorted(WRITTEN_CHANNELS), is_reasoned=True, action_due__isnull=False)
                | ~Q(channel__in=sorted(WRITTEN_CHANNELS), is_reasoned=True) & Q(action_due__isnull=True),
                name="complaint_clock_of_written_ones",
            ),
            models.CheckConstraint(
                condition=Q(sanction="", sanction_on__isnull=True, sanction_until__isnull=True)
                | ~Q(sanction="") & Q(sanction_on__isnull=False, admonished_on__isnull=False),
                name="complaint_sanction_after_admonition",
                violation_error_message=_("En sanktion kræver en påmindelse først (almenlejeloven § 82)."),
            ),
            models.CheckConstraint(
                condition=Q(board_decided_on__isnull=True) | Q(board_sent_on__isnull=False),
                name="complaint_decided_was_sent",
                violation_error_message=_("Skriv først, hvornår sagen blev indbragt for nævnet."),
            ),
            models.CheckConstraint(
                condition=Q(acted_on__isnull=True) | Q(acted_on__gte=F("received_on")),
                name="complaint_acted_after_received",
                violation_error_message=_("Der kan ikke være handlet, før klagen kom."),
            ),
            models.CheckConstraint(
                condition=Q(status=ComplaintStatus.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & Q(outcome__in=ComplaintOutcome.values, closed_from__in=sorted(OPEN_COMPLAINTS))
                | ~Q(status=ComplaintStatus.CLOSED)
                & Q(closed_at__isnull=True, closed_by__isnull=True, outcome="", closed_from=""),
                name="complaint_closed_has_outcome",
                violation_error_message=_("Vælg et udfald, før klagesagen afsluttes."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "K2026-014": says nothing of whom it is about."""
        return complaint_number(self.received_on, self.serial)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_COMPLAINTS

    @property
    def is_written(self) -> bool:
        return self.channel in WRITTEN_CHANNELS


def complaint_number(received_on: dt.date, serial: int) -> str:
    """For rows that are no instances: Complaint.number."""
    return f"K{received_on.year}-{serial:03d}"


@pghistory.track()
class Complainant(OfComplaint):
    """A household that stands behind a complaint; several may sign. `is_shown`: whether the respondent's side
    is told who it is, by default not (ShowingDecision has the decisions)."""

    tenancy = models.ForeignKey("residents.Tenancy", on_delete=models.PROTECT, related_name="complained")
    name = models.CharField(_("navn"), max_length=160)
    is_shown = models.BooleanField(default=False, editable=False)
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True, editable=False)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("klager")
        triggers = of_complaint()
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "tenancy"],
                name="complainant_once",
                violation_error_message=_("Husstanden står allerede bag klagen."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="complainant_named",
                violation_error_message=_("Skriv, hvem der klager. Anonyme klager tages ikke."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ShowingDecision(OfComplaint):
    """That the respondent's side is told who complains, or is not any more: who decided it, and why."""

    complainant = models.ForeignKey(Complainant, on_delete=models.PROTECT, related_name="decisions")
    is_shown = models.BooleanField()
    reason = models.CharField(_("begrundelse"), max_length=300)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning om at vise klageren")
        triggers = [
            *of_complaint(),
            *copied(("complaint_id",), parent="disputes_complainant"),
            append_only(),
        ]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="showing_has_reason")]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track()
class Incident(OfComplaint):
    """What happened once: a line of the noise log, added to day by day. `client_uuid`: once per form."""

    client_uuid = models.UUIDField(editable=False)
    told_by = models.ForeignKey(
        Complainant, on_delete=models.PROTECT, null=True, related_name="incidents", db_index=False
    )
    on = models.DateField(_("dato"))
    starts_at = models.TimeField(_("fra kl."), null=True, blank=True)
    ends_at = models.TimeField(_("til kl."), null=True, blank=True)
    place = models.CharField(_("hvor?"), max_length=120, blank=True)
    text = models.TextField(_("hvad skete der?"))
    witnesses = models.CharField(_("vidner"), max_length=300, blank=True)
    struck_at = models.DateTimeField(null=True, editable=False)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("hændelse")
        ordering = ["-on", "-starts_at", "-pk"]
        triggers = [
            *of_complaint(),
            *copied(("complaint_id",), parent="disputes_complainant", via="told_by_id"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "client_uuid"], name="incident_once_per_form"),
            models.CheckConstraint(condition=~Q(text=""), name="incident_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ComplaintStep(OfComplaint):
    """What was done, a line of the course; append-only. `values` holds dates and codes, never words."""

    kind = models.CharField(max_length=16, choices=ComplaintStepKind.choices)
    on = models.DateField(_("dato"), default=timezone.localdate)
    note = models.CharField(_("bemærkning"), max_length=500, blank=True)
    values = models.JSONField(default=dict)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("skridt i klagesag")
        triggers = [*of_complaint(), append_only()]
        constraints = [known("kind", ComplaintStepKind.values, "complaint_step_kind_known")]

    def __str__(self) -> str:
        return str(self.pk)


class TrackMove(OfComplaint):
    """From dialogue to the written track, or back: who decided it, and why."""

    before = models.CharField(max_length=8, choices=Track.choices)
    after = models.CharField(max_length=8, choices=Track.choices)
    reason = models.CharField(_("begrundelse"), max_length=300)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("skift af spor")
        triggers = [*of_complaint(), append_only()]
        constraints = [
            known("before", Track.values, "track_before_known"),
            known("after", Track.values, "track_after_known"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="track_moves"),
            models.CheckConstraint(condition=~Q(reason=""), name="track_move_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ComplaintLetter(OfComplaint):
    """An admonition or an answer as it was sent: `text` as paragraphs (disputes/letters/papers.py), to the
    household `tenancy`, whose names and address then are `recipient`."""

    tenancy = models.ForeignKey("residents.Tenancy", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LetterKind.choices)
    title = models.CharField(max_length=160)
    text = models.TextField(_("brevets tekst"))
    language = models.CharField(_("sprog"), max_length=2, choices=LetterLanguage.choices, default="da")
    recipient = models.CharField(_("modtager"), max_length=400, default="")
    sent_on = models.DateField(_("sendt"), default=timezone.localdate)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev i klagesag")
        triggers = [*of_complaint(), append_only()]
        constraints = [
            known("kind", LetterKind.values, "complaint_letter_kind_known"),
            known("language", LetterLanguage.values, "complaint_letter_language_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
