"""The rows of tests/access_table.py about eviction cases."""

from typing import Any

from tests.access_rows import Row, action, page

__all__ = ["EVICTIONS"]

OTHERS: dict[str, int] = {"caretaker": 403, "coordinator": 403, "others": 404}
"""They see the case, but this is the administration's."""
OF_OFFICE: dict[str, Any] = {"caretaker": 403, "coordinator": 403, "others": 404}
OF_CARETAKERS: dict[str, Any] = {"administration": 403, "coordinator": 403, "others": 404}
"""Who sees the case, but may not do this."""

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
    # page: steps by hand, facts, deadline, opening and closing
    "eviction_find": page("Find the household of a new eviction case", administration=200),
    "eviction_open": page(
        "Open an eviction case; where there is one, to that",
        on={"tenancy_pk": "free_tenancy"},
        administration=200,
        **OTHERS,
    ),
    "eviction_demand": page("Register the demand", on="eviction", administration=200, **OTHERS),
    "eviction_demand_received": page("Register its receipt", on="eviction", administration=200, **OTHERS),
    "eviction_termination": page("Register the termination", on="eviction", administration=200, **OTHERS),
    "eviction_filing": page("Register the filing", on="eviction", administration=200, **OTHERS),
    "eviction_municipality": page(
        "Register that the municipality was told", on="eviction", administration=200, **OTHERS
    ),
    "eviction_take_back": action(
        "Take back a step registered by mistake",
        on="eviction",
        extra={"what": "paakrav"},
        data={"seen": "1", "reason": "Forkert sag"},
        administration=302,
        **OTHERS,
    ),
    "eviction_deadline": page("Propose another deadline", on="eviction", administration=200, **OTHERS),
    "eviction_deadline_approve": action(
        "Say yes to another deadline", on="eviction", data={"seen": "1"}, administration=302, **OTHERS
    ),
    "eviction_deadline_refuse": action(
        "Say no to another deadline",
        on="eviction",
        data={"seen": "1", "reason": "Kvitteringen er rigtig"},
        administration=302,
        **OTHERS,
    ),
    "eviction_facts": page(
        "Put the facts of an eviction case right",
        on="eviction",
        caretaker=200,
        administration=200,
        coordinator=403,
        others=404,
    ),
    "eviction_claim": page("Put the claim right", on="eviction", administration=200, **OTHERS),
    "eviction_close": page("Close an eviction case", on="eviction", administration=200, **OTHERS),
    "eviction_reopen": action(
        "Open a closed eviction case again",
        on="closed_eviction",
        data={"seen": "1"},
        administration=302,
        **OTHERS,
    ),
    "eviction_look_ups": page(
        "Who has looked at an eviction case",
        on="eviction",
        caretaker=200,
        administration=200,
        coordinator=200,
        others=404,
    ),
    # Standstills, instalment plans, ways out, statements
    "standstill_create": page("Let an eviction case rest", on="eviction", administration=200, **OF_OFFICE),
    "standstill_prolong": page("Prolong a standstill", on="standstill", administration=200, **OF_OFFICE),
    "standstill_end": action(
        "End a standstill before its time", on="standstill", administration=409, **OF_OFFICE
    ),
    "plan_create": page("Agree an instalment plan", on="eviction", administration=200, **OF_OFFICE),
    "plan_cancel": action("Cancel an instalment plan", on="instalment_plan", administration=409, **OF_OFFICE),
    "plan_keep": action(
        "Confirm that an instalment plan was kept", on="instalment_plan", administration=409, **OF_OFFICE
    ),
    "standstill_reason_list": page("The organisation's reasons for a standstill", system_administrator=200),
    "standstill_reason_edit": page("Rename a reason", on="standstill_reason", system_administrator=200),
    "standstill_reason_switch": action(
        "Switch a reason on or off", on="standstill_reason", system_administrator=302
    ),
    "way_out_edit": page(
        "A way out: how far, when, a remark",
        on="eviction",
        extra={"kind": "rent_support_81a"},
        caretaker=200,
        **OF_CARETAKERS,
    ),
    "way_out_set": action(
        "Say how far a way out has come",
        on="eviction",
        extra={"kind": "debt_advice"},
        data={"state": "applied"},
        caretaker=302,
        **OF_CARETAKERS,
    ),
    "statement_create": page(
        "Write to the administration on the resident's consent",
        on="eviction",
        caretaker=200,
        **OF_CARETAKERS,
    ),
    "statement_take_back": action(
        "Take a statement back",
        on="statement",
        caretaker=302,
        administration=403,
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
    "rules": page(
        "The rules of the law's course and their sources", caretaker=200, administration=200, coordinator=200
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
