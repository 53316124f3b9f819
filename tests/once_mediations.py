"""The forms of mediation for tests/once_table.py, where it says how to add one."""

from django.urls import reverse
from django.utils import timezone

from disputes.models import Complaint, Mediation
from disputes.tests.agreeing import accept, drafted, parties, ready
from residents.models import Estate, Tenancy
from tests.access_world import World
from tests.factories import DwellingFactory, TenancyFactory
from tests.once_forms import CHANGES, SEEN, SETTLES, TELLS, UUID, Form, Sent, ahead, at

MEDIATED = "anna_mediates"


def neighbour(w: World) -> Tenancy:
    """Another household on Anna's estate, with an address of its own."""
    estate = Estate.objects.get(pk=at(w, "estate"))
    home: Tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell__estate=estate))
    return home


def address(w: World) -> str:
    return str(neighbour(w).dwelling.address)


def of_complaint(w: World) -> Form:
    complaint = Complaint.objects.get(pk=at(w, "complaint"))
    behind = [complaint.complainants.get().pk]
    said = {"complainants": behind, "agreed": behind, "mediator": w.memberships["anna"].pk}
    return Form([complaint.pk], said)


SENT_MEDIATIONS: dict[str, Sent] = {
    "mediation_create": Sent(
        "anna",
        lambda w: Form(
            [], {"address_a": address(w), "address_b": address(w), "mediator": w.memberships["anna"].pk}
        ),
    ),
    "mediation_of_complaint": Sent("anna", of_complaint),
    "party_add": Sent("anna", lambda w: Form([at(w, "mediation", MEDIATED)], {"address": address(w)})),
    "mediator_change": Sent(
        "anna", lambda w: Form([at(w, "mediation", MEDIATED)], {"mediator": w.memberships["bo"].pk})
    ),
    "mediation_pass_on": Sent(
        "freja", lambda w: Form([at(w, "left_mediation", "fjordbo")], {"mediator": w.memberships["bo"].pk})
    ),
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
    "mediation_close": "a closed mediation is not closed again, and says so",
}


# -- meetings, agreements, follow-ups ------------------------------------------------------------------


def who_want_to(w: World) -> Mediation:
    """Two parties who have said yes; they have not met."""
    estate = Estate.objects.get(pk=at(w, "estate"))
    mediation: Mediation = ready(w.users["anna"], estate, complaint=None)
    return mediation


def meeting(w: World) -> Form:
    when = {"on": ahead(3), "clock": "16:30", "minutes": "90", "place": "Beboerhuset, lokale 2"}
    mediation = who_want_to(w)
    return Form([mediation.pk], {**when, "seen": mediation.revision})


def acceptance(w: World) -> Form:
    agreement = drafted(w.users["anna"], who_want_to(w))
    party = parties(agreement.mediation)[0]
    said = {"seen": agreement.revision, "how": "phone", "on": ahead(0)}
    return Form([agreement.pk, party.pk], said)


def version(w: World) -> Form:
    agreement = drafted(w.users["anna"], who_want_to(w))
    accept(w.users["anna"], agreement, parties(agreement.mediation)[0])
    agreement.refresh_from_db()
    page = reverse("mediation_detail", args=[agreement.mediation_id])
    return Form([agreement.pk], {"seen": agreement.revision}, page=page)


SENT_MEDIATIONS |= {
    "meeting_plan": Sent("anna", meeting),
    "agreement_accept": Sent("anna", acceptance),
    "agreement_new_version": Sent("anna", version),
}

NEEDS_NONE_MEDIATIONS |= {
    **dict.fromkeys(("meeting_move", "meeting_cancel", "meeting_hold", "agreement_edit"), SEEN),
    **dict.fromkeys(("acceptance_undo", "meeting_unhold"), TELLS),
    "agreement_follow_up": TELLS,
    "agreement_follow_up_move": CHANGES,
    "agreement_follow_up_undo": SETTLES,
}
