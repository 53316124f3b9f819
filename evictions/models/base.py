"""What every row about an eviction case has in common."""

import pgtrigger
from django.conf import settings
from django.db import models

from cases.models.base import OfHousehold
from core.integrity import copied
from core.models import BY


class OfEvictionCase(OfHousehold):
    """A row of one eviction case; organisation, estate and tenancy are the case's. `made_by` is null when a
    program or the clock did it."""

    eviction_case = models.ForeignKey(
        "evictions.EvictionCase", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **BY)

    class Meta:
        abstract = True


def of_eviction_case() -> list[pgtrigger.Trigger]:
    return copied(
        ("organisation_id", "estate_id", "tenancy_id"),
        parent="evictions_evictioncase",
        via="eviction_case_id",
    )
