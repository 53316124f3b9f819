"""Search keys: what is stored beside a name or an address, and what a query is turned into.

The contract: a row matches when EVERY word of `search_words(query)` is a substring of its stored
`search_key(text)` (or trigram-similar to it; that part is SQL's). Both sides are normalised the
same way, so the SQL needs neither lower() nor unaccent().
"""

from __future__ import annotations


def search_key(text: str) -> str:
    """'Lærkevej 8, 3. th' → 'laerkevej 8 3 th'. Join several texts with a space first."""
    raise NotImplementedError


def search_words(query: str) -> list[str]:
    """'lærke 8 3th' → ['laerke', '8', '3', 'th']; at most 10 words, no duplicates."""
    raise NotImplementedError
