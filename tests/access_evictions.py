"""The rows of tests/access_table.py about eviction cases."""

from typing import Any

from tests.access_rows import Row, action, page

__all__ = ["EVICTIONS"]

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
}
