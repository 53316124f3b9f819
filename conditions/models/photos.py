"""Photos of a concern: made anew from what was sent, kept in the database, shown only through the door."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.models.base import OfConcern, of_concern
from conditions.querysets import OfConcernQuerySet

MOST_PHOTOS = 5
LONGEST_SIDE = 1600
"""Pixels."""
LARGEST = 2 * 1024 * 1024
"""Bytes, as kept."""


@pghistory.track(exclude=["content", "thumbnail"])
class ConcernPhoto(OfConcern):
    """`content` is a JPEG we made ourselves from the pixels of what was sent, so nothing else of it is left:
    no place, no comment, no name. `thumbnail` is the same, small. Width and height in pixels."""

    position = models.PositiveSmallIntegerField(_("nummer"))
    content = models.BinaryField()
    thumbnail = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    objects = OfConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("billede")
        ordering = ["position"]
        triggers = of_concern()
        constraints = [
            models.UniqueConstraint(fields=["concern", "position"], name="concern_photo_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)), name="concern_photos_are_few"
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_SIDE), height__range=(1, LONGEST_SIDE)),
                name="concern_photo_within_size",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
