"""What is under way today."""

import datetime as dt
import uuid
from typing import Any

from cases.choices import (
    ActionOwner,
    CaseOrigin,
    CasePersonKind,
    CaseWeight,
    DataKind,
    ResidentTold,
    SafetyKind,
    VisitFact,
)
from cases.models import OutreachDoor, Partner
from cases.services.handovers import propose_handover
from cases.services.people import add_person
from cases.services.referrals import Words
from cases.services.restricted import write_restricted_note
from cases.services.rounds import start_round
from cases.services.safety import set_flag
from cases.services.visits import log_visit
from demo import people
from demo.clock import backdate, moment
from demo.teller import NAMESPACE, Teller
from residents.models import Stairwell


def before_the_bailiff(told: Teller, partners: dict[str, Partner]) -> None:
    """Under way: the municipality owes an answer, and the court comes nearer."""
    told.open(36, CaseOrigin.NOTICE, "Udsættelsessag. Børn i hjemmet.", weight=CaseWeight.HEAVY)
    add_person(
        actor=told.actor,
        case=told.case,
        kind=CasePersonKind.CASE_OFFICER,
        name="Rådgiver i voksenteamet",
        workplace="Fjordby Kommune",
        phone="70 00 00 22",
    )
    goal = told.goal(20, "Blive boende med børnene")
    told.action(20, "Søge midlertidig huslejehjælp, før der betales", 2, goal=goal)
    told.action(20, "Finde de tre seneste lønsedler", -1, ActionOwner.RESIDENT, goal=goal)
    consent = told.consent(
        20,
        "Hjælp fra kommunen, så familien kan blive boende",
        [DataKind.CONTACT, DataKind.ARREARS, DataKind.FAMILY],
        [partners["kommune"]],
        to_landlord=True,
    )
    told.refer(
        19,
        partners["kommune"],
        Words(
            subject="Midlertidig huslejehjælp",
            summary="Sagen er sendt til fogedretten. Familien vil gerne mødes.",
            data_kinds=[DataKind.CONTACT, DataKind.ARREARS],
            consent=consent,
        ),
    )


def worried_mother(told: Teller, today: dt.date) -> None:
    """Under way: a dog at the door, a note only Anna reads, and no contact for three weeks."""
    told.visit(
        25,
        16,
        "reached",
        "Ringede selv. Vi talte i køkkenet, mens hunden var i stuen.",
        then=(0, "Besøg, ring først"),
        duration_minutes=40,
    )
    told.open(25, CaseOrigin.REQUEST, "Ønsker hjælp til at få hverdagen til at hænge sammen")
    told.goal(25, "Få ro om morgenen")
    told.consent(
        25, "At jeg må skrive om helbred i mine egne notater", [DataKind.HEALTH], [], for_own_notes=True
    )
    note = write_restricted_note(
        actor=told.actor, case=told.case, text="Fortæller, at søvnen er dårlig, og at lægen har henvist."
    )
    backdate(note, created_at=moment(today, 25, 17))
    flag = set_flag(
        actor=told.actor,
        tenancy=told.tenancy,
        kind=SafetyKind.DOG,
        evidence="Stor hund, der springer op. Lukkes inde, når man ringer først.",
        resident_told=ResidentTold.YES,
        review_on=today + dt.timedelta(days=60),
        expires_on=today + dt.timedelta(days=150),
    )
    backdate(flag, created_at=moment(today, 25, 17))


def to_be_handed_over(told: Teller, cast: people.Cast) -> None:
    """Under way: Anna has asked Bo to take it."""
    told.visit(
        9,
        13,
        "reached",
        "Vil gerne i gang med at rydde op. Har brug for en, der kan om aftenen.",
        then=(3, "Aftal en aften"),
        facts=[VisitFact.DWELLING],
        duration_minutes=30,
    )
    told.open(9, CaseOrigin.REQUEST, "Lejligheden er vokset til")
    propose_handover(
        actor=cast.anna,
        giver=people.membership_of(cast.anna),
        taker=people.membership_of(cast.bo),
        summaries={
            told.case.pk: "Vil gerne rydde op, men kan kun om aftenen. Tag en rulle sække med; det "
            "betyder noget."
        },
    )


def round_half_walked(anna: Any, today: dt.date) -> None:
    """Under way: one stairwell, of which five doors are done."""
    stairwell = Stairwell.objects.filter(estate__number="1204").order_by("sort_key")[6]
    walk = start_round(actor=anna, estate=stairwell.estate, stairwell=stairwell, name="Efterårsrunde")
    backdate(walk, started_at=moment(today, 3, 15))
    results = ("reached", "not_home", "not_home", "card_left", "reached")
    doors = (
        OutreachDoor.objects.filter(round=walk).select_related("tenancy").order_by("position")[: len(results)]
    )
    for number, (door, result) in enumerate(zip(doors, results, strict=False)):
        at = moment(today, 3, 15, 5 + 9 * number)
        visit = log_visit(
            actor=anna,
            tenancy=door.tenancy,
            result=result,
            occurred_at=at,
            on_round=True,
            client_uuid=uuid.uuid5(NAMESPACE, f"round {number}"),
            note="Hilste på." if result == "reached" else "",
        )
        backdate(visit, created_at=at)
