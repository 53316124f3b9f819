"""What every row about a concern has in common."""

import pgtrigger
from django.db import models

from core.integrity import copied
from core.models import BY, Timestamped


class OfDwelling(Timestamped):
    """A row about a flat, whoever lives there; organisation and estate are the dwelling's."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    dwelling = models.ForeignKey(
        "residents.Dwelling", on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )

    class Meta:
        abstract = True


class OfConcern(Timestamped):
    """A row of one concern; organisation and estate are the concern's."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    concern = models.ForeignKey(
        "conditions.ConcernFlag", on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )

    class Meta:
        abstract = True


def of_dwelling() -> list[pgtrigger.Trigger]:
    return copied(("organisation_id", "estate_id"), parent="residents_dwelling")


def of_concern() -> list[pgtrigger.Trigger]:
    return copied(("organisation_id", "estate_id"), parent="conditions_concernflag", via="concern_id")
