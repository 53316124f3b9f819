"""The forms of mediation for tests/once_table.py, where it says how to add one."""

from django.utils import timezone

from residents.models import Estate, Tenancy
from tests.access_world import World
from tests.factories import DwellingFactory, TenancyFactory
from tests.once_forms import CHANGES, SETTLES, UUID, Form, Sent, at

MEDIATED = "anna_mediates"


def neighbour(w: World) -> Tenancy:
    """Another household on Anna's estate, with an address of its own."""
    estate = Estate.objects.get(pk=at(w, "estate"))
    home: Tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell__estate=estate))
    return home


def address(w: World) -> str:
    return str(neighbour(w).dwelling.address)


SENT_MEDIATIONS: dict[str, Sent] = {
    "mediation_create": Sent(
        "anna",
        lambda w: Form(
            [], {"address_a": address(w), "address_b": address(w), "mediator": w.memberships["anna"].pk}
        ),
    ),
    "party_add": Sent("anna", lambda w: Form([at(w, "mediation", MEDIATED)], {"address": address(w)})),
    "pre_talk": Sent(
        "anna",
        lambda w: Form(
            [at(w, "room", MEDIATED)], {"on": timezone.localdate().isoformat(), "willing": "later"}
        ),
    ),
}

NEEDS_NONE_MEDIATIONS: dict[str, str] = {
    "room_detail": UUID,
    "room_entry_strike": SETTLES,
    "party_leave": SETTLES,
    "party_edit": CHANGES,
    "mediator_change": "carries what was seen; whoever gave it away does not see it any more",
    "mediation_close": "a closed mediation is not closed again, and says so",
}
