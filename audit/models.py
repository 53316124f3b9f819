"""Every look-up of a person's file. Writes are recorded by database triggers (django-pghistory)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.choices import Purpose
from core.models import Timestamped


class LookUp(Timestamped):
    """One person looked at one file. Append-only, by a database trigger (erasure after 24 months will have
    to say pgtrigger.ignore); written in the transaction of the page.

    `subject` is "<app>.<Model>" and the id of the file (a tenancy, a notice); never a name. A page that shows
    the names of many is one look-up: of the estate browsed, of the organisation searched.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "residents.HousingOrganisation", on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose.choices)

    class Meta:
        verbose_name = _("opslag")
        indexes = [models.Index(fields=["subject", "subject_id", "-created_at"], name="lookup_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
