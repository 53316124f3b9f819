"""Keeping what a tenancy is found by in step with its address and its household."""

from collections.abc import Sequence

from residents.models import Tenancy
from residents.search_keys import tenancy_search_key

BATCH = 500


def refresh_search_keys(tenancy_ids: Sequence[int]) -> int:
    """Work out the search keys of these tenancies anew; writes (and counts) only those that differ."""
    changed = 0
    for start in range(0, len(tenancy_ids), BATCH):
        changed += _refresh(tenancy_ids[start : start + BATCH])
    return changed


def _refresh(tenancy_ids: Sequence[int]) -> int:
    stale = []
    tenancies = Tenancy.objects.filter(pk__in=tenancy_ids).select_related("dwelling", "estate")
    for tenancy in tenancies.prefetch_related("residents"):
        key = tenancy_search_key(
            address=tenancy.dwelling.address,
            estate_number=tenancy.estate.number,
            dwelling_number=tenancy.dwelling.number,
            names=[r.name for r in tenancy.residents.all() if r.moved_out_on is None],
        )
        if key != tenancy.search_key:
            tenancy.search_key = key
            stale.append(tenancy)
    Tenancy.objects.bulk_update(stale, ["search_key"])
    return len(stale)
