"""Several figures of a page in one query, and the tabs that say them."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from core.lists import say_capped
from evictions.querysets import count_of
from residents.models import HousingOrganisation


def count_together(organisation: HousingOrganisation, **rows: QuerySet[Any]) -> dict[str, int]:
    """How many each of `rows` has; each brings its own scope."""
    counts: dict[str, Any] = {name: count_of(found) for name, found in rows.items()}
    row: Any = HousingOrganisation.objects.filter(pk=organisation.pk).values(**counts).get()
    return dict(row)


def counted_tabs(
    url_name: str, tabs: type[models.TextChoices], counts: Mapping[str, int], current: str
) -> list[dict[str, Any]]:
    """`tabs` as tabs of the list at `url_name`, each with its number."""
    address = reverse(url_name)
    return [
        {
            "url": f"{address}?fane={tab.value}",
            "label": tab.label,
            "count": say_capped(counts[tab.value]),
            "active": tab.value == current,
        }
        for tab in tabs
    ]
