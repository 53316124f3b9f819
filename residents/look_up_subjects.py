"""Which rows of the register belong to a household's file: what a look-up may name."""

from typing import Any

from django.db.models import QuerySet

from residents.models import Resident, Tenancy


def subjects(tenancy_id: int) -> list[QuerySet[Any, Any]]:
    return [Tenancy.objects.filter(pk=tenancy_id), Resident.objects.filter(tenancy_id=tenancy_id)]
