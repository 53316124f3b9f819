"""The rows of tests/access_table.py about eviction cases."""

from tests.access_rows import Row, action, page

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
    "eviction_figures": page("Evictions in numbers", administration=200, coordinator=200),
    "eviction_figures_export": page(
        "Evictions in numbers as a spreadsheet, small cells hidden", administration=200, coordinator=200
    ),
    "eviction_figure_list": page(
        "The cases behind a number", extra={"which": "sager"}, administration=200, coordinator=200
    ),
    "recheck_list": page("Rechecks that wait for an answer", administration=200),
    "recheck_confirm": action(
        "Answer a recheck", on="recheck", administration=302, caretaker=403, coordinator=403, others=404
    ),
}
