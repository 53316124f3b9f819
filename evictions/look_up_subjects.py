"""Which rows of arrears belong to a household's file: what a look-up may name."""

from typing import Any

from django.db.models import QuerySet

from evictions.models import ArrearsNotice, EvictionCase


def subjects(tenancy_id: int) -> list[QuerySet[Any, Any]]:
    return [
        ArrearsNotice.objects.filter(tenancy_id=tenancy_id),
        EvictionCase.objects.filter(tenancy_id=tenancy_id),
    ]
