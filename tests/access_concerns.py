"""Who may open what of concerns about flats. How to add a row: tests/access_table.py."""

from tests.access_rows import Row, action, page

BOTH_SIDES = {"caretaker": 200, "estate_office": 200}

REPORTING: dict[str, Row] = {
    "concern_home": page("The office's home: the picture to report from", estate_office=200),
    "concern_mine": page("One's own reports", estate_office=200),
    "concern_block": page("The block picture of an estate", on={"estate_pk": "estate"}, **BOTH_SIDES),
    "stairwell_signs": page("QR signs for the stairwells", on={"estate_pk": "estate"}, **BOTH_SIDES),
    "concern_at_stairwell": page(
        "The picture of one stairwell, where its sign leads", on={"stairwell_pk": "stairwell"}, **BOTH_SIDES
    ),
    "concern_report": page("Report a flat", on={"dwelling_pk": "dwelling"}, estate_office=200),
    "concern_report_by_address": page("Report a flat by its address", estate_office=200),
    "concern_own": page("One's own report", on="concern", estate_office=200),
}

PHOTOS: dict[str, Row] = {
    "concern_photo": page("A photo of a concern", on="concern_photo", **BOTH_SIDES),
    "concern_photo_full": page("The photo itself", on="concern_photo", **BOTH_SIDES),
    "concern_photo_small": page("The same, small", on="concern_photo", **BOTH_SIDES),
    "concern_photo_add": page("Add photos to one's own report", on="concern", estate_office=200),
    "concern_photo_remove": action(
        "Delete a photo at once", on="concern_photo", caretaker=302, estate_office=302
    ),
}

INSPECTIONS: dict[str, Row] = {
    "dwelling_condition": page("A flat's condition over time", on="dwelling", caretaker=200),
    "inspection_create": page("Agree on an inspection of a flat", on="dwelling", caretaker=200),
    "inspection_move": page("Move an inspection", on="inspection", caretaker=200),
    "inspection_settle": page("Write down what an inspection showed", on="inspection", caretaker=200),
}

HANDLING: dict[str, Row] = {
    "concern_list": page("The concerns of one's estates", caretaker=200),
    "concern_untaken": page("Concerns that nobody has taken", coordinator=200),
    "concern_detail": page("A concern, and what is done with it", on="concern", caretaker=200),
    "concern_take": action("Take a concern", on="concern", caretaker=302),
    "concern_attach": action("Put a concern on the household's case", on="concern", caretaker=302),
    "concern_make_case": page("Make a concern into a case", on="concern", caretaker=200),
    "concern_return": page("Give a concern back as a repair", on="concern", caretaker=200),
    "concern_close": page("Close a concern", on="concern", caretaker=200),
    "concern_reopen": action("Open a concern again", on="concern", caretaker=302),
    "concern_message": page(
        "Write in the thread of a concern, or of one's own report",
        on="concern",
        caretaker=200,
        estate_office=200,
    ),
}

CONCERNS: dict[str, Row] = {**REPORTING, **PHOTOS, **INSPECTIONS, **HANDLING}
