"""The outbox (Delivery), the inbox, background jobs and what beat has already done.

A Celery message is only a wake-up that carries ids; what is owed stands here, written in the same
transaction as its cause. docs/architecture.md tells the whole course.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.integrity import copied
from core.models import Timestamped
from notifications.choices import DeliveryKind, DeliveryStatus, JobKind, JobStatus, ParkReason
from notifications.querysets import DeliveryQuerySet, InboxItemQuerySet, JobQuerySet


class Leased(Timestamped):
    """A row the dispatcher takes for a while, by the database clock."""

    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    leased_until = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Delivery(Leased):
    """Something owed to somebody. `recipient` is null when the estate decides who gets it, at delivery.

    Organisation and estate are copied from the subject; a check of them per row would take longer than
    the rows (docs/benchmarks.md).
    """

    kind = models.CharField(max_length=30, choices=DeliveryKind.choices)
    subject_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        "residents.HousingOrganisation",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    estate = models.ForeignKey(
        "residents.Estate",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(
        max_length=12,
        choices=DeliveryStatus.choices,
        default=DeliveryStatus.PENDING,
        db_default=DeliveryStatus.PENDING,
    )
    park_reason = models.CharField(
        max_length=12, choices=ParkReason.choices, default="", db_default="", blank=True
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("levering")
        triggers = copied(("organisation_id",), parent="residents_estate")
        indexes = [
            models.Index(fields=["leased_until"], name="delivery_pending", condition=Q(status="pending")),
            models.Index(
                fields=["organisation", "estate"], name="delivery_parked", condition=Q(status="parked")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "kind", "recipient"], name="delivery_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(status__in=DeliveryStatus.values), name="delivery_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="parked", park_reason__in=ParkReason.values)
                | (~Q(status="parked") & Q(park_reason="")),
                name="delivery_parked_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class InboxItem(Timestamped):
    """It reached this person. One per delivery; written in the transaction that settles the delivery."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="inbox_item")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inbox_items", db_index=False
    )
    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=30, choices=DeliveryKind.choices)
    subject_id = models.BigIntegerField()
    read_at = models.DateTimeField(null=True)

    objects = InboxItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("indbakkepost")
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="inbox_newest"),
            models.Index(fields=["recipient"], name="inbox_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Job(Leased):
    """Background work with a subject; run at least once, its handler is idempotent."""

    kind = models.CharField(max_length=30, choices=JobKind.choices)
    subject_id = models.BigIntegerField()
    status = models.CharField(
        max_length=12, choices=JobStatus.choices, default=JobStatus.PENDING, db_default=JobStatus.PENDING
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("baggrundsjob")
        indexes = [models.Index(fields=["leased_until"], name="job_pending", condition=Q(status="pending"))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"], name="job_once_pending", condition=Q(status="pending")
            ),
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="job_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class ScheduledRun(Timestamped):
    """A scheduled job ran for a business date; the constraint makes a second firing of beat harmless."""

    job = models.CharField(max_length=40)
    business_date = models.DateField()

    class Meta:
        verbose_name = _("planlagt kørsel")
        constraints = [models.UniqueConstraint(fields=["job", "business_date"], name="scheduled_run_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.business_date}"


class DigestMail(Leased):
    """One morning e-mail owed to one person for one day; at least once, neutral text only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    business_date = models.DateField()
    tasks = models.PositiveIntegerField()
    status = models.CharField(
        max_length=12, choices=JobStatus.choices, default=JobStatus.PENDING, db_default=JobStatus.PENDING
    )

    class Meta:
        verbose_name = _("morgenmail")
        indexes = [
            models.Index(fields=["leased_until"], name="digest_pending", condition=Q(status="pending"))
        ]
        constraints = [models.UniqueConstraint(fields=["user", "business_date"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.business_date}"
