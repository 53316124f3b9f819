"""What a tenancy is found by: its address, the estate's and the dwelling's number, and who lives there.

The tenant number is not in it: it would be found by every "2". A whole reference is looked up by its key.
"""

from collections.abc import Iterable

from core.searchkeys import search_key


def tenancy_search_key(
    *, address: str, estate_number: str, dwelling_number: str, names: Iterable[str] = ()
) -> str:
    """' laerkevej 8 3 th 1204 0033 33 proeve beboersen ', names in byte order as the import writes them."""
    parts = [search_key(f"{address} {estate_number} {dwelling_number}").strip()]
    parts += [key for name in sorted(names, key=str.encode) if (key := search_key(name).strip())]
    return f" {' '.join(parts)} "
