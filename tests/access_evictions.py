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
    # The review
    "eviction_list": page(
        "The eviction cases: the review, or one's own", caretaker=200, administration=200, coordinator=200
    ),
    "eviction_export": page("The review as a spreadsheet", administration=200),
    "review_meeting": page("The weekly review meeting, to print", administration=200),
    "eviction_decide_many": page("Decide of many eviction cases in one go", administration=302),
    "eviction_receipt": page("What came of deciding of many", on={"batch": "batch"}, administration=200),
    "eviction_decide": action(
        "Decide of an eviction case",
        on="eviction",
        caretaker=403,
        administration=422,
        coordinator=403,
        others=404,
    ),
    "eviction_undo_decision": action(
        "Take a decision to go on back",
        on="eviction",
        caretaker=403,
        administration=302,
        coordinator=403,
        others=404,
    ),
}
