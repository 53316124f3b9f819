"""Arrears: the list that came in, its rows, and the notice it makes of every tenancy in arrears."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from audit.tracking import track_changes
from core.integrity import copied
from core.models import Timestamped
from evictions.choices import (
    OPEN_STATUSES,
    Bucket,
    Children,
    CloseReason,
    LineType,
    NoticeStatus,
    Problem,
    Source,
    Stage,
)
from evictions.querysets import ArrearsListQuerySet, ArrearsNoticeQuerySet
from residents.choices import ImportStatus
from residents.models import ImportRun

OPEN = Q(status__in=sorted(OPEN_STATUSES))


@track_changes(exclude=["rows_read"])
class ArrearsList(ImportRun):
    """One arrears list from the rent ledger, through whichever door it came."""

    source = models.CharField(max_length=8, choices=Source.choices)
    idempotency_key = models.CharField(max_length=120, blank=True)
    whole_organisation = models.BooleanField(_("dækker hele organisationen"), default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ArrearsListQuerySet.as_manager()

    class Meta:
        verbose_name = _("restanceliste")
        indexes = [models.Index(fields=["organisation", "-created_at"], name="arrears_list_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="arrears_list_status_known"
            ),
            models.UniqueConstraint(
                fields=["organisation", "idempotency_key"],
                name="arrears_list_idempotent",
                condition=~Q(idempotency_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ArrearsFile(models.Model):
    """The bytes of a list, kept until the list has ended."""

    run = models.OneToOneField(ArrearsList, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("restancefil")

    def __str__(self) -> str:
        return str(self.pk)


@track_changes(exclude=["lines"])
class ArrearsNotice(Timestamped):
    """A tenancy is in arrears: one open notice per tenancy, revised when the amount changes.

    Amounts in kroner. `lines` is the itemised list: [{"type", "amount", "due_date"}]. `rises` counts the
    lists in a row in which the amount rose. `demand_deadline` follows from `demand_received_on`
    (evictions.rules); unknown without proof of receipt. `next_on` is what comes first: deadline or next step.
    What caretakers did stands here as dates and counts only; the notes stay in cases.

    Tenancy, organisation and estate come out of the row just read, and the list is locked, by the one
    statement that fills the table. Checking each of them again per row would take longer than the rows
    (docs/benchmarks.md), so the database guards them at the other end: what a notice refers to cannot be
    deleted (migration 0005).
    """

    organisation = models.ForeignKey(
        "residents.HousingOrganisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    estate = models.ForeignKey(
        "residents.Estate", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, related_name="arrears_notices", db_constraint=False
    )
    status = models.CharField(
        _("status"), max_length=12, choices=NoticeStatus.choices, default=NoticeStatus.OPEN
    )
    amount = models.DecimalField(_("beløb"), max_digits=11, decimal_places=2)
    months = models.DecimalField(_("måneder"), max_digits=4, decimal_places=1, null=True, blank=True)
    due_date = models.DateField(_("forfaldsdato"))
    stage = models.CharField(_("trin"), max_length=16, choices=Stage.choices, default=Stage.ARREARS)
    demand_received_on = models.DateField(_("påkrav kommet frem"), null=True, blank=True)
    demand_deadline = models.DateField(_("påkravsfrist"), null=True, blank=True)
    children = models.CharField(
        _("børn under 18"), max_length=8, choices=Children.choices, default=Children.UNKNOWN
    )
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    lines = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    rises = models.PositiveSmallIntegerField(default=0)
    first_list = models.ForeignKey(
        ArrearsList, on_delete=models.PROTECT, related_name="new_notices", db_constraint=False
    )
    last_list = models.ForeignKey(
        ArrearsList, on_delete=models.PROTECT, related_name="notices", db_constraint=False
    )
    missing_from = models.ForeignKey(
        ArrearsList, on_delete=models.PROTECT, null=True, blank=True, related_name="missing_notices"
    )
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField(_("set"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    seen_revision = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(_("taget"), null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    contact_on = models.DateField(_("kontakt etableret"), null=True)
    last_attempt_on = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_step_on = models.DateField(null=True)
    next_on = models.GeneratedField(
        expression=Least(F("demand_deadline"), F("next_step_on")),
        output_field=models.DateField(),
        db_persist=True,
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    close_reason = models.CharField(max_length=12, choices=CloseReason.choices, blank=True, default="")

    objects = ArrearsNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("restancemeddelelse")
        triggers = [
            *copied(("organisation_id", "estate_id"), parent="residents_tenancy"),
            *copied(("organisation_id",), parent="evictions_arrearslist", via="first_list_id"),
            *copied(("organisation_id",), parent="evictions_arrearslist", via="last_list_id"),
        ]
        indexes = [
            models.Index(fields=["estate", "next_on"], name="notice_estate_open", condition=OPEN),
            models.Index(fields=["organisation", "next_on", "id"], name="notice_tray_next", condition=OPEN),
            models.Index(fields=["organisation", "amount", "id"], name="notice_tray_amount", condition=OPEN),
            models.Index(
                fields=["organisation", "created_at"],
                name="notice_untaken",
                condition=OPEN & Q(taken_at__isnull=True),
            ),
            models.Index(
                fields=["organisation", "id"], name="notice_proposed", condition=Q(status="proposed")
            ),
            models.Index(
                fields=["organisation", "next_on", "id"],
                name="notice_court",
                condition=OPEN & Q(stage__in=[Stage.TERMINATION, Stage.BAILIFF_COURT]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenancy"], name="one_open_notice_per_tenancy", condition=OPEN),
            models.CheckConstraint(condition=Q(amount__gt=0), name="notice_amount_positive"),
            models.CheckConstraint(condition=Q(status__in=NoticeStatus.values), name="notice_status_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="notice_stage_known"),
            models.CheckConstraint(condition=Q(children__in=Children.values), name="notice_children_known"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | ~Q(status="closed"),
                name="notice_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(demand_received_on__isnull=False) | Q(demand_deadline__isnull=True),
                name="notice_deadline_needs_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class NoticeRevision(models.Model):
    """What a list said of a notice: one row per list that made or changed it. Append-only."""

    notice = models.ForeignKey(
        ArrearsNotice, on_delete=models.PROTECT, related_name="revisions", db_index=False, db_constraint=False
    )
    arrears_list = models.ForeignKey(
        ArrearsList, on_delete=models.PROTECT, related_name="revisions", db_constraint=False
    )
    number = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    months = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    due_date = models.DateField()
    stage = models.CharField(max_length=16, choices=Stage.choices)
    demand_received_on = models.DateField(null=True)
    demand_deadline = models.DateField(null=True)
    children = models.CharField(max_length=8, choices=Children.choices)
    phone = models.CharField(max_length=30, blank=True)
    lines = models.JSONField(default=list)
    rises = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("revision")
        triggers = [
            *copied((), parent="evictions_arrearsnotice", via="notice_id"),
            *copied((), parent="evictions_arrearslist", via="arrears_list_id"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="notice_revision_unique"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="revision_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.number}"


class ArrearsRow(models.Model):
    """One line of a list, read and checked: preview, receipt and quarantine. Rows that were taken are not
    kept; those that wait stay until somebody settles them, or a newer list speaks of the same: then they are
    out of the way, but come back if that one is undone. Those somebody left out stay too, to be taken along
    after all."""

    run = models.ForeignKey(
        ArrearsList, on_delete=models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    row_number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    bucket = models.CharField(max_length=12, choices=Bucket.choices, default="", blank=True)
    problem = models.CharField(max_length=16, choices=Problem.choices, default="", blank=True)
    column = models.CharField(max_length=40, default="", blank=True)
    message = models.CharField(max_length=300, default="", blank=True)
    confirmed = models.BooleanField(default=False)
    superseded_by = models.ForeignKey(
        ArrearsList,
        on_delete=models.PROTECT,
        null=True,
        related_name="superseded_rows",
        db_index=False,
        db_constraint=False,
    )
    left_out_at = models.DateTimeField(null=True)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reference_key = models.CharField(max_length=60, default="")
    tenancy = models.ForeignKey(
        "residents.Tenancy",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    notice = models.ForeignKey(
        ArrearsNotice,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    amount = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    due_date = models.DateField(null=True)
    line_type = models.CharField(max_length=16, choices=LineType.choices, default="", blank=True)
    months = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    stage = models.CharField(max_length=16, choices=Stage.choices, default="", blank=True)
    demand_received_on = models.DateField(null=True)
    demand_deadline = models.DateField(null=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    children = models.CharField(max_length=8, choices=Children.choices, default="", blank=True)

    class Meta:
        verbose_name = _("restancelinje")
        indexes = [
            models.Index(fields=["run", "bucket", "row_number"], name="arrears_row_bucket"),
            models.Index(
                fields=["superseded_by"],
                name="arrears_row_superseded",
                condition=Q(superseded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row_number}"
