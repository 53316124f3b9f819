"""Keeping what a tenancy is found by in step with its address and its household."""

from collections.abc import Iterable, Sequence

from django.db import connection

from residents.models import Tenancy
from residents.search_keys import tenancy_search_key

BATCH = 500

ADD_WORDS = """
INSERT INTO residents_searchword (organisation_id, word)
SELECT %(organisation)s, word FROM unnest(%(words)s::text[]) AS found (word)
WHERE NOT EXISTS (SELECT FROM residents_searchword known
                  WHERE known.organisation_id = %(organisation)s AND known.word = found.word)
ON CONFLICT (organisation_id, word) DO NOTHING
"""

DROP_WORDS = """
DELETE FROM residents_searchword WHERE organisation_id = %(organisation)s AND NOT word = ANY (%(words)s)
"""

WORDS = """
SELECT found.word FROM residents_tenancy tenancy,
    unnest(string_to_array(btrim(tenancy.search_key), ' ')) AS found (word)
WHERE tenancy.organisation_id = %(organisation)s
GROUP BY found.word HAVING length(found.word) BETWEEN 4 AND 60 AND found.word COLLATE "C" >= 'a'
"""
"""A word of a key is all digits or all letters, and digits come before letters."""


def add_search_words(organisation_id: int, words: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ADD_WORDS, {"organisation": organisation_id, "words": sorted(words)})


def refresh_search_words(organisation_id: int) -> None:
    """The words of the organisation's search keys, so that typing slips find them; gone names go too."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS, {"organisation": organisation_id})
        words = [row[0] for row in cursor.fetchall()]
        cursor.execute(DROP_WORDS, {"organisation": organisation_id, "words": words})
    add_search_words(organisation_id, words)


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
