"""What every row about a household has in common."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from core.integrity import copied
from core.models import BY, Timestamped


class OfHousehold(Timestamped):
    """A row about the household of a tenancy; scoped like it."""

    organisation = models.ForeignKey("residents.HousingOrganisation", **BY)
    estate = models.ForeignKey("residents.Estate", **BY)
    tenancy = models.ForeignKey(
        "residents.Tenancy", on_delete=models.PROTECT, related_name="%(class)ss", db_index=False
    )

    class Meta:
        abstract = True


class OnTenancy(OfHousehold):
    """Work with a household, done by `caretaker`."""

    caretaker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


def of_tenancy() -> list[pgtrigger.Trigger]:
    """Organisation and estate are the tenancy's."""
    return copied(("organisation_id", "estate_id"), parent="residents_tenancy")


def of_case(*fields: str) -> list[pgtrigger.Trigger]:
    """Organisation, estate and tenancy (or `fields`) are the case's."""
    return copied(fields or ("organisation_id", "estate_id", "tenancy_id"), parent="cases_case")


def append_only() -> pgtrigger.Trigger:
    """Neither changed nor deleted, not even by hand."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def known(field: str, values: list[Any], name: str) -> models.CheckConstraint:
    """The column holds one of `values`."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)
