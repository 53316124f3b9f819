"""Abstract bases. core has no tables."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

BY: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False}
"""A key of the person who did it, or one copied from the parent row (core/integrity.py): found by others."""


class Timestamped(models.Model):
    """When the row was written, by the database clock."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
