"""The forms of complaints for tests/once_table.py, where it says how to add one."""

from typing import Any

from residents.models import Tenancy
from tests.access_world import World
from tests.factories import ResidentFactory, TenancyFactory
from tests.once_forms import SEARCHES, SEEN, SETTLES, Form, Sent, ahead, at

TOLD = {
    "category": "noise",
    "on": ahead(0),
    "text": "Høj musik efter kl. 23.",
    "channel": "form",
    "received_on": ahead(0),
    "is_reasoned": "on",
}


def neighbour(world: World) -> Any:
    """Another household of the estate, with somebody in it."""
    about = Tenancy.objects.get(pk=at(world, "tenancy"))
    home = TenancyFactory(dwelling__stairwell__estate=about.estate)
    ResidentFactory(tenancy=home, name="Klara Klager")
    return home


def taken_in(world: World) -> Form:
    home = neighbour(world)
    signed = {"klager": home.pk, f"navn_{home.pk}": "Klara Klager"}
    return Form([at(world, "tenancy")], {**TOLD, **signed})


def taken_in_by_the_office(world: World) -> Form:
    about, home = Tenancy.objects.get(pk=at(world, "tenancy")), neighbour(world)
    signed = {"klager": home.dwelling_id, f"navn_{home.dwelling_id}": "Klara Klager"}
    return Form([about.dwelling_id], {**TOLD, **signed})


def one_more(world: World) -> Form:
    page = f"/klager/{at(world, 'complaint')}/klager/?husstand={neighbour(world).pk}"
    return Form([at(world, "complaint")], {"name": "Klara Klager"}, page=page)


SENT_COMPLAINTS: dict[str, Sent] = {
    "complaint_create": Sent("anna", taken_in),
    "complaint_create_office": Sent("erik", taken_in_by_the_office),
    "complainant_add": Sent("anna", one_more),
    "incident_add": Sent(
        "anna",
        lambda w: Form(
            [at(w, "complaint")],
            {"on": ahead(0), "text": "Bankede i rørene.", "told_by": ""},
            on="complaint_detail",
        ),
    ),
    "complaint_step": Sent(
        "anna",
        lambda w: Form([at(w, "complaint"), "samtale"], {"with_whom": "respondent", "on": ahead(0)}),
    ),
    "complaint_track": Sent(
        "anna", lambda w: Form([at(w, "complaint")], {"reason": "De vil ikke tale sammen."})
    ),
    "showing_decide": Sent("anna", lambda w: Form([at(w, "complainant")], {"reason": "De kender hinanden."})),
    "complaint_letter": Sent(
        "dorte",
        lambda w: Form(
            [at(w, "complaint"), "admonition"],
            {"title": "Påmindelse", "text": "Hold ro efter kl. 22.", "language": "da", "on": ahead(0)},
        ),
    ),
}

NEEDS_NONE_COMPLAINTS: dict[str, str] = {
    "complaint_list": SEARCHES,
    "complaint_find": SEARCHES,
    "complaint_correct": SEEN,
    "complainant_withdraw": SETTLES,
    "incident_correct": SEEN,
    "incident_strike": SETTLES,
    "complaint_take_back": SEEN,
    "complaint_reopen": SEEN,
    "complaint_letter_draft": SEARCHES,
}
