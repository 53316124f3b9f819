"""A secret address from which a calendar program reads planned visits and days at the bailiff court."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import CalendarFeedQuerySet
from core.models import Timestamped


@pghistory.track(exclude=["digest", "last_read_at"])
class CalendarFeed(Timestamped):
    """The address is shown once; only the SHA-256 of its secret is kept. One at a time per membership."""

    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    digest = models.CharField(max_length=64, editable=False)
    last_read_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kalender")
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="calendar_feed_digest_unique"),
            models.UniqueConstraint(
                fields=["membership"], name="one_calendar_feed", condition=Q(revoked_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
