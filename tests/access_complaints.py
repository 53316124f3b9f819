"""Who may open what of complaints. How to add a row: tests/access_table.py."""

from tests.access_rows import Row, action, page

COMPLAINTS: dict[str, Row] = {
    "complaint_list": page(
        "Complaints; for the coordinator without their content",
        caretaker=200,
        administration=200,
        coordinator=200,
    ),
    "complaint_find": page("Whom a complaint is about", caretaker=200, administration=200, estate_office=200),
    "complaint_create": page(
        "Take in a complaint about a household",
        on={"tenancy_pk": "tenancy"},
        caretaker=200,
        administration=200,
    ),
    "complaint_create_office": page(
        "Take in a complaint about a flat", on={"dwelling_pk": "dwelling"}, estate_office=200
    ),
    "complaint_form_print": page(
        "The empty complaint form and noise log",
        extra={"which": "klage", "language": "da"},
        caretaker=200,
        administration=200,
        estate_office=200,
    ),
    "complaint_form_pdf": page(
        "The empty complaint form and noise log as PDF",
        extra={"which": "log", "language": "en"},
        caretaker=200,
        administration=200,
        estate_office=200,
    ),
    "complaint_own_list": page("The complaints one has taken in oneself", estate_office=200),
    "complaint_own": page("How far a complaint one took in is", on="reported_complaint", estate_office=200),
    "complaint_detail": page("The file of a complaint", on="complaint", caretaker=200, administration=200),
    "complaint_print": page(
        "The file of a complaint on paper", on="complaint", caretaker=200, administration=200
    ),
    "complaint_correct": page(
        "Put right what was taken in", on="complaint", caretaker=200, administration=200
    ),
    "complainant_add": page(
        "One more household signs a complaint", on="complaint", caretaker=200, administration=200
    ),
    "complainant_withdraw": action(
        "A household withdraws its complaint", on="complainant", caretaker=409, administration=409
    ),
    "incident_add": action("Add to a noise log", on="complaint", caretaker=422, administration=422),
    "incident_correct": page("Put an incident right", on="incident", caretaker=200, administration=200),
    "incident_strike": action("Strike an incident", on="incident", caretaker=302, administration=302),
    # what is done about it
    "complaint_step": page(
        "Write down a step of a complaint",
        on="complaint",
        extra={"key": "samtale"},
        caretaker=200,
        administration=200,
    ),
    "complaint_take_back": action(
        "Take back the last step of a complaint", on="complaint", caretaker=422, administration=422
    ),
    "complaint_reopen": action(
        "Open a closed complaint again", on="complaint", caretaker=422, administration=422
    ),
    "complaint_track": page(
        "Move a complaint to the other track", on="complaint", caretaker=200, administration=200
    ),
    "showing_decide": page(
        "Decide whether a complainant is shown", on="complainant", caretaker=200, administration=200
    ),
    "complaint_letter": page(
        "Write the admonition", on="complaint", extra={"kind": "admonition"}, administration=200
    ),
    "complaint_letter_draft": action(
        "The letter as PDF before it is sent",
        on="complaint",
        extra={"kind": "answer"},
        caretaker=422,
        administration=422,
    ),
    "complaint_letter_detail": page(
        "A letter as it was sent", on="complaint_letter", caretaker=200, administration=200
    ),
    "complaint_letter_pdf": page(
        "A letter as it was sent, as PDF", on="complaint_letter", caretaker=200, administration=200
    ),
}
