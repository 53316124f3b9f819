"""Who may open what of mediation. How to add a row: tests/access_table.py."""

from tests.access_rows import Row, action, page

MEDIATIONS: dict[str, Row] = {
    "mediation_list": page("One's own mediations", caretaker=200),
    "mediation_create": page("Open a mediation", caretaker=200),
    "mediation_detail": page("A mediation", on="mediation", caretaker=200),
    "party_add": page("A party more in a mediation", on="mediation", caretaker=200),
    "mediator_change": page("Give a mediation to a colleague", on="mediation", caretaker=200),
    "mediation_close": page("Close a mediation", on="mediation", caretaker=200),
    "room_detail": page("One party's room", on="room", caretaker=200),
    "pre_talk": page("The talk with a party before a mediation", on="room", caretaker=200),
    "party_edit": page("A party's name, telephone and consent", on="room", caretaker=200),
    "party_leave": action("A party is not in a mediation any more", on="room", caretaker=302),
    "room_entry_strike": action("Strike a note in a room", on="room_entry", caretaker=302),
}
