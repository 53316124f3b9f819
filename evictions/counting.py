"""Several figures of a page in one query."""

from typing import Any

from django.db.models import QuerySet

from evictions.querysets import count_of
from residents.models import HousingOrganisation


def count_together(organisation: HousingOrganisation, **rows: QuerySet[Any]) -> dict[str, int]:
    """How many each of `rows` has; each brings its own scope."""
    counts: dict[str, Any] = {name: count_of(found) for name, found in rows.items()}
    row: Any = HousingOrganisation.objects.filter(pk=organisation.pk).values(**counts).get()
    return dict(row)
