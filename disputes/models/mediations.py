"""Mediation between households: voluntary, confidential, each party behind its own wall.

Its content is deleted at `delete_on` (docs/mediation.md), so nothing here is PROTECTed against its mediation.
"""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from core.integrity import copied
from core.models import BY, Timestamped
from disputes.choices import (
    OPEN_MEDIATIONS,
    AcceptedHow,
    AgreementStatus,
    Kept,
    MediationEnd,
    MediationFact,
    MediationPhase,
    MeetingStatus,
    RoomEntryKind,
    Unsuitable,
    Willing,
)
from disputes.models.base import InRoom, OfMediation, in_room, of_mediation
from disputes.models.complaints import Complaint
from disputes.models.never_refused import no_refused_mediates
from disputes.querysets import MediationQuerySet, OfMediationQuerySet

SERIAL = Func(Value("disputes_mediation_serial"), function="nextval", output_field=models.BigIntegerField())
OPEN = Q(phase__in=sorted(OPEN_MEDIATIONS))
PARTIES = ("A", "B", "C", "D", "E", "F")


class Mediation(Timestamped):
    """Between the households that are its parties. Only `mediator` sees it, and who stands in for her, unless
    a party has refused them (RefusedMediator); `fact` is the one thing the organisation learns, copied to the
    complaint it came of, if any.

    Not tracked by the audit: what is deleted here must be gone (docs/privacy.md).
    """

    serial = models.BigIntegerField(db_default=SERIAL, editable=False)
    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, related_name="mediations")
    mediator = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="mediations")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    opened_at = models.DateTimeField(default=timezone.now)
    about = models.CharField(_("hvad striden handler om"), max_length=200, blank=True)
    phase = models.CharField(max_length=9, choices=MediationPhase.choices, default=MediationPhase.DIALOGUE)
    fact = models.CharField(max_length=8, choices=MediationFact.choices, default=MediationFact.OFFERED)
    closed_at = models.DateTimeField(null=True, editable=False)
    ended = models.CharField(_("hvordan endte det?"), max_length=10, choices=MediationEnd.choices, blank=True)
    delete_on = models.DateField(_("slettes"), null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = MediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mægling")
        triggers = [
            *copied(("organisation_id",), parent="residents_estate"),
            *copied(("organisation_id", "estate_id"), parent="disputes_complaint"),
            *copied(("organisation_id",), parent="accounts_membership", via="mediator_id"),
            no_refused_mediates(),
        ]
        indexes = [
            models.Index(fields=["mediator", "-opened_at"], name="mediation_of_mediator"),
            models.Index(fields=["organisation", "estate", "opened_at"], name="mediation_by_year"),
            models.Index(
                fields=["delete_on"], name="mediation_to_erase", condition=Q(erased_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["serial"], name="mediation_serial_unique"),
            models.UniqueConstraint(
                fields=["complaint"],
                name="one_open_mediation_per_complaint",
                condition=OPEN,
                violation_error_message=_("Der mægles allerede i klagesagen."),
            ),
            known("phase", MediationPhase.values, "mediation_phase_known"),
            known("fact", MediationFact.values, "mediation_fact_known"),
            models.CheckConstraint(
                condition=Q(phase=MediationPhase.CLOSED, closed_at__isnull=False, delete_on__isnull=False)
                & Q(ended__in=MediationEnd.values)
                | ~Q(phase=MediationPhase.CLOSED) & Q(closed_at__isnull=True, ended=""),
                name="mediation_closed_has_end",
                violation_error_message=_("Vælg, hvordan mæglingen endte."),
            ),
            models.CheckConstraint(
                condition=~Q(fact=MediationFact.OFFERED) | OPEN, name="mediation_closed_was_held_or_not"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """ "N2026-014": says nothing of whom it is about."""
        return mediation_number(self.opened_at, self.serial)

    @property
    def is_open(self) -> bool:
        return self.phase in OPEN_MEDIATIONS


def mediation_number(opened_at: dt.datetime, serial: int) -> str:
    return f"N{timezone.localtime(opened_at).year}-{serial:03d}"


class Party(OfMediation):
    """A household in the dispute, called by a letter on every paper. A household may be party in one
    mediation and bystander in another: nothing is joined over the household. `refuses_mediator`: they would
    rather not have who mediates now; met by giving it to another, and remembered then (RefusedMediator)."""

    label = models.CharField(max_length=1)
    tenancy = models.ForeignKey("residents.Tenancy", on_delete=models.PROTECT, related_name="mediated")
    name = models.CharField(_("navn"), max_length=160)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    consented_on = models.DateField(_("samtykke til mægling"), null=True, blank=True)
    refuses_mediator = models.BooleanField(_("ønsker en anden mægler"), default=False)
    left_on = models.DateField(_("ikke med længere"), null=True, blank=True)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        ordering = ["label"]
        triggers = of_mediation()
        constraints = [
            models.UniqueConstraint(fields=["mediation", "label"], name="party_label_once"),
            models.UniqueConstraint(
                fields=["mediation", "tenancy"],
                name="party_once",
                violation_error_message=_("Husstanden er allerede part i mæglingen."),
            ),
            known("label", list(PARTIES), "party_label_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PreTalk(InRoom):
    """The separate talk before anything else: willing? safe? suitable?"""

    on = models.DateField(_("dato"), default=timezone.localdate)
    willing = models.CharField(_("vil parten mægle?"), max_length=5, choices=Willing.choices)
    unsuitable = ArrayField(
        models.CharField(max_length=9, choices=Unsuitable.choices), default=list, blank=True
    )
    reason = models.CharField(_("hvorfor ikke egnet?"), max_length=300, blank=True)
    note = models.TextField(_("notat"), blank=True)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("forsamtale")
        ordering = ["-on", "-pk"]
        triggers = in_room()
        indexes = [models.Index(fields=["party", "-on"], name="pre_talk_of_party")]
        constraints = [
            known("willing", Willing.values, "pre_talk_willing_known"),
            models.CheckConstraint(
                condition=Q(unsuitable__contained_by=Unsuitable.values), name="pre_talk_unsuitable_known"
            ),
            models.CheckConstraint(
                condition=Q(unsuitable__len=0) | ~Q(reason=""),
                name="pre_talk_unsuitable_says_why",
                violation_error_message=_("Skriv, hvorfor det ikke egner sig til mægling."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RoomEntry(InRoom):
    """A contact with one party, what they wish, a note. `client_uuid`: once per form. What is struck can be
    brought back until the room is deleted."""

    client_uuid = models.UUIDField(editable=False)
    kind = models.CharField(max_length=7, choices=RoomEntryKind.choices, default=RoomEntryKind.NOTE)
    happened_at = models.DateTimeField(_("hvornår"), default=timezone.now)
    text = models.TextField(_("tekst"))
    struck_at = models.DateTimeField(null=True, editable=False)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notat i et rum")
        ordering = ["-happened_at", "-pk"]
        triggers = in_room()
        indexes = [models.Index(fields=["party", "-happened_at"], name="room_entries")]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "client_uuid"], name="room_entry_once_per_form"),
            known("kind", RoomEntryKind.values, "room_entry_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="room_entry_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MediationMeeting(OfMediation):
    """Where and when; nothing of what was said."""

    starts_at = models.DateTimeField(_("hvornår"))
    minutes = models.PositiveSmallIntegerField(_("varighed (minutter)"), default=90)
    place = models.CharField(_("hvor"), max_length=160)
    status = models.CharField(max_length=9, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    changes = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mæglingsmøde")
        ordering = ["starts_at"]
        triggers = of_mediation()
        constraints = [
            known("status", MeetingStatus.values, "meeting_status_known"),
            models.UniqueConstraint(
                fields=["mediation"],
                name="one_planned_meeting",
                condition=Q(status=MeetingStatus.PLANNED),
                violation_error_message=_("Der er allerede aftalt et møde. Ret det i stedet."),
            ),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="meeting_of_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Agreement(OfMediation):
    """What the parties agree: numbered points, how to speak to each other first, what happens if it fails.
    No admission, not usable as evidence. Changed after somebody accepted: a new version replaces it."""

    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=8, choices=AgreementStatus.choices, default=AgreementStatus.DRAFT)
    talk_first = models.CharField(_("hvordan I taler sammen først"), max_length=300, blank=True)
    if_it_fails = models.CharField(_("hvis det ikke holder"), max_length=300, blank=True)
    agreed_on = models.DateField(_("aftalt"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aftale")
        ordering = ["-version"]
        triggers = of_mediation()
        constraints = [
            known("status", AgreementStatus.values, "agreement_status_known"),
            models.UniqueConstraint(fields=["mediation", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["mediation"], name="one_agreement_that_holds", condition=~Q(status="replaced")
            ),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.DRAFT, agreed_on__isnull=True)
                | Q(status=AgreementStatus.ACCEPTED, agreed_on__isnull=False)
                | Q(status=AgreementStatus.REPLACED),
                name="agreement_accepted_has_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AgreementPoint(models.Model):
    """Who does what from when. `party` null: all of them."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="points", db_index=False)
    number = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    text = models.CharField(_("hvad"), max_length=300)
    starts_on = models.DateField(_("fra"), null=True, blank=True)

    class Meta:
        verbose_name = _("punkt i en aftale")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_point_once"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_point_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Acceptance(OfMediation):
    """That a party accepted an agreement: how, and when."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="acceptances", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="acceptances", db_index=False)
    on = models.DateField(_("dato"), default=timezone.localdate)
    how = models.CharField(_("hvordan"), max_length=10, choices=AcceptedHow.choices)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accept")
        triggers = [
            *of_mediation(),
            *copied(("mediation_id",), parent="disputes_party"),
            *copied(("mediation_id",), parent="disputes_agreement"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="accepted_once"),
            known("how", AcceptedHow.values, "accepted_how_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AgreementFollowUp(OfMediation):
    """Does it hold? Proposed after 2-4 weeks and 3 months."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="follow_ups", db_index=False
    )
    due_on = models.DateField(_("hvornår"))
    done_on = models.DateField(_("fulgt op"), null=True, editable=False)
    result = models.CharField(_("holder den?"), max_length=6, choices=Kept.choices, blank=True)
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        verbose_name = _("opfølgning på aftale")
        ordering = ["due_on"]
        triggers = [*of_mediation(), *copied(("mediation_id",), parent="disputes_agreement")]
        indexes = [
            models.Index(fields=["due_on"], name="agreement_to_follow_up", condition=Q(done_on__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "due_on"], name="follow_up_once_a_day"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, result="")
                | Q(done_on__isnull=False, result__in=Kept.values),
                name="followed_up_has_result",
                violation_error_message=_("Vælg, om aftalen holder."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
