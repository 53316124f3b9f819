"""Abstract bases. core has no tables."""

from django.db import models
from django.db.models.functions import Now


class Timestamped(models.Model):
    """When the row was written, by the database clock."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
