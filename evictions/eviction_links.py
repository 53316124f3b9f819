"""The way from elsewhere to a household's eviction case: what a link says of it, read along with the page."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from evictions.models import EvictionCase

MOST = 10


def evictions_at(user: Any, tenancy_ids: Collection[int]) -> dict[int, EvictionCase]:
    """The open eviction case of each household that has one; no query without a household."""
    if not tenancy_ids:
        return {}
    rows = EvictionCase.objects.visible_to(user).open().filter(tenancy_id__in=tenancy_ids)
    return {case.tenancy_id: case for case in rows}


def evictions_array(tenancy: str = "tenancy_id") -> ArraySubquery:
    """To annotate a row that has a tenancy with its eviction cases, newest first: no query more on a page.
    Its scope is the row's own, whose page only opens to roles that see arrears; `evictions_of` reads it."""
    rows = EvictionCase.objects.filter(tenancy_id=OuterRef(tenancy)).order_by("-opened_at", "-pk")[:MOST]
    fields = ("pk", "serial", "status", "opened_at", "outcome")
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in fields})))


def evictions_of(rows: Iterable[Mapping[str, Any]]) -> list[EvictionCase]:
    """The open one first. Enough of each for a link: number, status, outcome."""
    cases = [EvictionCase(**{**row, "opened_at": parse_datetime(row["opened_at"])}) for row in rows]
    return sorted(cases, key=lambda case: not case.is_open)
