"""Which rows of concerns belong to a household's file: what a look-up may name."""

from typing import Any

from django.db.models import QuerySet

from conditions.models import ConcernFlag


def subjects(tenancy_id: int) -> list[QuerySet[Any, Any]]:
    return [ConcernFlag.objects.filter(tenancy_id=tenancy_id)]
