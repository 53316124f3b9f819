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
    "court_calendar": page("Days at the bailiff court", caretaker=200, administration=200, coordinator=200),
    "hearing_create": page(
        "Set a day at the bailiff court",
        on="eviction",
        administration=200,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "hearing_change": page(
        "Change a day at the bailiff court",
        on="hearing",
        administration=200,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "hearing_move": action(
        "Move a day at the bailiff court",
        on="hearing",
        administration=422,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "hearing_call_off": action(
        "Call a day at the bailiff court off",
        on="hearing",
        administration=422,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "hearing_hold": action(
        "Write down what came of a day at the court",
        on="hearing",
        administration=422,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "eviction_letter_create": page(
        "Write a letter of an eviction case",
        on="eviction",
        extra={"kind": "municipal_notice"},
        administration=200,
        caretaker=403,
        coordinator=403,
        others=404,
    ),
    "eviction_letter_detail": page(
        "A letter of an eviction case", on="eviction_letter", administration=200, caretaker=200, others=404
    ),
    "eviction_letter_print": page(
        "A letter to print", on="eviction_letter", administration=200, caretaker=200, others=404
    ),
    "eviction_letter_pdf": page(
        "A letter as PDF", on="eviction_letter", administration=200, caretaker=200, others=404
    ),
    "eviction_letter_sent": action(
        "Register a letter as sent", on="eviction_letter", administration=422, caretaker=403, others=404
    ),
}
