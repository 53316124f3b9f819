"""The rows of tests/access_table.py about eviction cases."""

from tests.access_rows import Row, page

__all__ = ["EVICTIONS"]

EVICTIONS: dict[str, Row] = {
    "eviction_detail": page(
        "An eviction case, each role its part",
        on="eviction",
        caretaker=200,
        administration=200,
        coordinator=200,
        others=404,
    ),
    "rules": page(
        "The rules of the law's course and their sources", caretaker=200, administration=200, coordinator=200
    ),
}
