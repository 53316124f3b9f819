"""The rows of tests/access_table.py about eviction cases."""

from tests.access_rows import Row, action, page

__all__ = ["EVICTIONS"]

OTHERS: dict[str, int] = {"caretaker": 403, "coordinator": 403, "others": 404}
"""They see the case, but this is the administration's."""

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
}
