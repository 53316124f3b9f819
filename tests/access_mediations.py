"""Who may open what of mediation. How to add a row: tests/access_table.py."""

from tests.access_rows import Row, action, page

MEDIATIONS: dict[str, Row] = {
    "mediation_list": page("One's own mediations", caretaker=200),
    "mediation_create": page("Open a mediation", caretaker=200),
    "mediation_of_complaint": page("Offer mediation in a complaint", on="complaint", caretaker=200),
    "mediation_detail": page("A mediation", on="mediation", caretaker=200),
    "party_add": page("A party more in a mediation", on="mediation", caretaker=200),
    "mediator_change": page("Give a mediation to a colleague", on="mediation", caretaker=200),
    "mediation_close": page("Close a mediation", on="mediation", caretaker=200),
    "mediation_without_mediator": page("Mediations whose mediator has left", coordinator=200),
    "mediation_pass_on": page(
        "Give a mediation whose mediator has left to another", on="left_mediation", coordinator=200
    ),
    "room_detail": page("One party's room", on="room", caretaker=200),
    "pre_talk": page("The talk with a party before a mediation", on="room", caretaker=200),
    "party_edit": page("A party's name, telephone and consent", on="room", caretaker=200),
    "party_leave": action("A party is not in a mediation any more", on="room", caretaker=302),
    "room_entry_strike": action("Strike a note in a room", on="room_entry", caretaker=302),
}

AGREEMENTS: dict[str, Row] = {
    "meeting_plan": page("Plan a meeting of a mediation", on="mediation", caretaker=200),
    "meeting_change": page("A meeting: move, call off, held", on="mediation_meeting", caretaker=200),
    "meeting_move": action("Move a meeting", on="mediation_meeting", caretaker=422),
    "meeting_cancel": action("Call a meeting off", on="mediation_meeting", data={"seen": "1"}, caretaker=302),
    "meeting_hold": action("Write down whether a meeting was held", on="mediation_meeting", caretaker=422),
    "meeting_unhold": action("Undo whether a meeting was held", on="mediation_meeting", caretaker=409),
    "meeting_ics": page("A meeting as a calendar file", on="mediation_meeting", caretaker=200),
    "meeting_invitation": page("The invitation to a meeting, for one party", on="room", caretaker=200),
    "agreement_edit": page("Write an agreement", on="mediation", caretaker=200),
    "agreement_accept": page(
        "A party accepts an agreement", on={"pk": "agreement", "party_pk": "room"}, caretaker=200
    ),
    "agreement_new_version": action(
        "A new version of an agreement", on="agreement", data={"seen": "1"}, caretaker=302
    ),
    "acceptance_undo": action("Undo an acceptance", on="acceptance", caretaker=409),
    "agreement_print": page("The agreement as PDF, for one party", on="room", caretaker=200),
    "agreement_follow_up": page("Does an agreement hold?", on="agreement_follow_up", caretaker=200),
    "agreement_follow_up_move": action("Move a follow-up", on="agreement_follow_up", caretaker=422),
    "agreement_follow_up_undo": action("Undo a follow-up", on="agreement_follow_up", caretaker=302),
}

MEDIATIONS |= AGREEMENTS
