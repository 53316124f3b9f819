"""The households that get eviction cases and complaints: as many in the measured caretaker's estates however
many there are elsewhere, so that only what lies around her pages differs between the two databases."""

from typing import Any, Final

from accounts.models import Membership

OWN_MOST: Final = 15

HOMES: Final = """
SELECT *, row_number() OVER (ORDER BY is_own DESC, id) AS n
FROM (
    SELECT *, estate_id = ANY(%(own)s) AS is_own,
        row_number() OVER (PARTITION BY estate_id = ANY(%(own)s) ORDER BY id) AS place
    FROM residents_tenancy WHERE organisation_id = %(organisation)s AND ends_on IS NULL
) every
WHERE NOT is_own OR place <= %(own_most)s
ORDER BY n LIMIT %(most)s
"""
"""SQL: tenancies numbered `n`, hers first."""


def homes_around(caretaker: Membership, most: int) -> dict[str, Any]:
    """The parameters of HOMES."""
    return {
        "organisation": caretaker.organisation_id,
        "own": caretaker.estate_ids,
        "own_most": OWN_MOST,
        "most": most,
    }
