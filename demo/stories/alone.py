"""Lonely, and found on an outreach round."""

from cases.choices import (
    ActionOwner,
    CaseOrigin,
    CaseOutcome,
    CasePersonKind,
    CaseWeight,
    DataKind,
    ReferralStatus,
)
from cases.models import Partner, Referral
from cases.services.people import add_person
from cases.services.referrals import Words
from demo.teller import Teller


def alone_on_the_fourth_floor(told: Teller, partners: dict[str, Partner]) -> None:
    """Ends with others who come every week."""
    found_on_a_round(told)
    goal = told.goal(59, "Komme ned i cafeen en gang om ugen")
    first = told.action(59, "Gå med i cafeen første gang", -38, ActionOwner.PARTNER, goal=goal)
    company, care = bring_others(told, partners["café"], partners["pleje"])
    told.visit(
        45,
        13,
        "phone",
        "Har fået en følgeven, der henter hver tirsdag.",
        done=[first],
        then=(-24, "Besøg efter tre gange i cafeen"),
        duration_minutes=10,
    )
    care = told.answer(44, care, ReferralStatus.ACCEPTED)
    told.answer(30, care, ReferralStatus.DONE)
    told.answer(25, company, ReferralStatus.DONE)
    told.visit(
        24,
        14,
        "reached",
        "Har været i cafeen tre gange og fået to telefonnumre. Indkøb er bestilt gennem "
        "hjemmeplejen. Ringer selv til mig, hvis der bliver noget.",
        duration_minutes=30,
    )
    told.reach(24, goal)
    told.close(23, CaseOutcome.PASSED_ON, "Følgeven og hjemmepleje kommer fast.")


def found_on_a_round(told: Teller) -> None:
    told.visit(
        66,
        11,
        "reached",
        "Opsøgende runde. Kom ind til kaffe. Kommer sjældent ned, efter at naboen flyttede. Vil "
        "gerne have besøg igen.",
        then=(-59, "Besøg igen"),
        duration_minutes=45,
    )
    told.open(66, CaseOrigin.OUTREACH, "Ensom, kommer ikke ud", weight=CaseWeight.LIGHT)
    add_person(
        actor=told.actor,
        case=told.case,
        kind=CasePersonKind.RELATIVE,
        name="Karen, søster",
        phone="70 00 00 11",
        note="Ringer hver søndag",
    )


def bring_others(told: Teller, company_of: Partner, home_care: Partner) -> tuple[Referral, Referral]:
    told.visit(
        59,
        10,
        "reached",
        "Fortalte om at danse i ungdomsårene. Tør godt prøve cafeen, hvis nogen går med op og ned.",
        then=(-45, "Hør, om cafeen har ringet"),
        duration_minutes=60,
    )
    consent = told.consent(
        59,
        "Følgeskab til cafeen og et besøg af hjemmeplejen",
        [DataKind.CONTACT, DataKind.SUPPORT],
        [company_of, home_care],
    )
    company = Words("En ledsager til cafeen tirsdag kl. 14", data_kinds=[DataKind.CONTACT], consent=consent)
    care = Words("Et besøg for at se på indkøb og trappen", data_kinds=[DataKind.CONTACT], consent=consent)
    return (
        told.answer(52, told.refer(59, company_of, company), ReferralStatus.ACCEPTED),
        told.answer(50, told.refer(58, home_care, care), ReferralStatus.RECEIVED),
    )
