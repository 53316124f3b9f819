"""Several figures of a page in one query, and the tabs that say them."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet, Subquery
from django.urls import reverse

from core.lists import COUNT_CAP, say_capped
from evictions.querysets import count_of
from residents.models import HousingOrganisation


class _HowMany(Subquery):
    """The number of rows of a subquery that may end early, as COUNT of its rows would not."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()
    empty_result_set_value = 0


def count_together(organisation: HousingOrganisation, **rows: QuerySet[Any]) -> dict[str, int]:
    """How many each of `rows` has; each brings its own scope."""
    counts: dict[str, Any] = {name: count_of(found) for name, found in rows.items()}
    return _asked_at_once(organisation, counts)


def count_tabs(
    organisation: HousingOrganisation, tabs: Mapping[str, QuerySet[Any]], cap: int = COUNT_CAP
) -> dict[str, int]:
    """As `count_together`, each no further than it is said: cap + 1 stands for any number beyond."""
    counts = {name: _HowMany(rows.order_by().values("pk")[: cap + 1]) for name, rows in tabs.items()}
    return _asked_at_once(organisation, counts)


def _asked_at_once(organisation: HousingOrganisation, counts: dict[str, Any]) -> dict[str, int]:
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
