"""What the caretaker does: visits (every attempt counts) and what comes next."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import AttemptReason, VisitFact, VisitKind, VisitResult
from cases.models.base import OnTenancy, known, of_tenancy
from cases.querysets import DraftQuerySet, FollowUpQuerySet, VisitQuerySet


@pghistory.track()
class Visit(OnTenancy):
    """A contact or an attempt at one. Undone within the undo window, never deleted.

    `client_uuid` is made by the form: the same submit twice makes one row. An entry about several households
    is one row for each of them with the same `client_uuid`; `residents` are those who were met.
    A correction is a row that `corrects` the one before it, which gets `replaced_at` and stays to be read.
    """

    client_uuid = models.UUIDField(editable=False)
    result = models.CharField(_("hvad skete der?"), max_length=12, choices=VisitResult.choices)
    kind = models.CharField(max_length=8, choices=VisitKind.choices, default=VisitKind.VISIT)
    reason = models.CharField(
        _("hvorfor ikke?"), max_length=12, choices=AttemptReason.choices, blank=True, default=""
    )
    duration_minutes = models.PositiveSmallIntegerField(_("varighed (minutter)"), null=True, blank=True)
    facts = ArrayField(models.CharField(max_length=16, choices=VisitFact.choices), default=list, blank=True)
    residents = models.ManyToManyField("residents.Resident", blank=True, related_name="visits")
    occurred_at = models.DateTimeField(_("hvornår"), default=timezone.now)
    note = models.TextField(_("notat"), blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="corrected_by"
    )
    replaced_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("besøg")
        triggers = of_tenancy()
        indexes = [models.Index(fields=["tenancy", "-occurred_at"], name="visit_course")]
        constraints = [
            models.UniqueConstraint(
                fields=["caretaker", "client_uuid", "tenancy"], name="visit_once_per_form"
            ),
            known("result", VisitResult.values, "visit_result_known"),
            known("kind", VisitKind.values, "visit_kind_known"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=AttemptReason.values), name="visit_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(facts__contained_by=VisitFact.values), name="visit_facts_known"
            ),
            models.CheckConstraint(
                condition=Q(duration_minutes__isnull=True) | Q(duration_minutes__range=(1, 1440)),
                name="visit_duration_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} {self.pk}"


@pghistory.track()
class FollowUp(OnTenancy):
    """The next step, with a date. At most one open per tenancy: what is next is one thing.

    `visit` promised it, `settled_by` kept it (or replaced it): undoing that visit opens it again.
    """

    due_on = models.DateField(_("hvornår"))
    text = models.CharField(_("næste skridt"), max_length=200)
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    settled_by = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, editable=False, related_name="settled", db_index=False
    )
    done_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("opfølgning")
        triggers = of_tenancy()
        indexes = [
            models.Index(fields=["tenancy"], name="follow_up_course"),
            models.Index(
                fields=["estate", "due_on"],
                name="follow_up_due",
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenancy"],
                name="one_open_follow_up",
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                violation_error_message=_("Der er allerede et næste skridt. Ret det i stedet."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.cancelled_at is None


class Draft(models.Model):
    """What somebody is writing about a household and has not saved. Only its writer sees it; it goes when the
    contact is saved, or after DRAFT_DAYS. Nothing of it is kept in the audit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, related_name="drafts", db_index=False
    )
    body = models.JSONField()
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("kladde")
        constraints = [
            models.UniqueConstraint(fields=["tenancy", "user"], name="one_draft_per_person_and_household")
        ]

    def __str__(self) -> str:
        return str(self.pk)
