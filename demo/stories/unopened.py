"""A door that nobody opened."""

from cases.choices import (
    ActionOwner,
    CaseOrigin,
    CaseOutcome,
    CaseWeight,
    DataKind,
    ReferralStatus,
    VisitFact,
)
from cases.models import Partner, Referral, SupportPlanAction
from cases.services.referrals import Words
from demo.teller import Teller


def nobody_opened(told: Teller, partners: dict[str, Partner]) -> None:
    """Ends with an income again."""
    knock(told)
    goal = told.goal(55, "Få en indtægt igen, før opsparingen er brugt")
    told.visit(
        55,
        15,
        "reached",
        "Vi skrev til jobcentret sammen. Opsparingen rækker to måneder.",
        then=(-47, "Hør fra jobcentret"),
        facts=[VisitFact.WORK_INCOME, VisitFact.MUNICIPALITY],
        duration_minutes=75,
    )
    papers = told.action(55, "Finde opsigelsen og kontoudtog frem", -45, ActionOwner.RESIDENT, goal=goal)
    referral = refer_twice(told, partners["kommune"], partners["jobcenter"])
    come_along(told, papers)
    told.answer(36, referral, ReferralStatus.DONE)
    told.reach(19, goal)
    told.close(18, CaseOutcome.HELPED, "Har indtægt igen og et forløb i jobcentret.")


def knock(told: Teller) -> None:
    """At three times of day, then by a card."""
    told.open(74, CaseOrigin.REQUEST, "Naboen er bekymret: ikke set i trappen længe", weight=CaseWeight.HEAVY)
    for ago, hour in ((74, 10), (71, 17), (67, 13)):
        told.visit(ago, hour, "not_home")
    told.visit(
        64,
        12,
        "card_left",
        "Lagde et kort med mit nummer og en tid på torsdag.",
        then=(-60, "Besøg som skrevet på kortet"),
    )
    told.visit(
        60,
        15,
        "reached",
        "Åbnede. Har ligget i sengen siden sin opsigelse. Vil gerne have, at der sker noget, men ikke i dag.",
        then=(-55, "Besøg igen, samme tid"),
        duration_minutes=20,
    )


def refer_twice(told: Teller, municipality: Partner, job_centre: Partner) -> Referral:
    """Declined by the first, taken by the second."""
    kinds = [DataKind.CONTACT, DataKind.ECONOMY]
    consent = told.consent(55, "Hjælp til job og ydelser", kinds, [municipality, job_centre])
    texts = {DataKind.ECONOMY.value: "Uden indtægt siden sin opsigelse. Opsparing til to måneder."}
    help_at_home = Words("Kontanthjælp og støtte i hjemmet", data_kinds=kinds, texts=texts, consent=consent)
    meeting = Words("Et møde om kontanthjælp", data_kinds=kinds, texts=texts, consent=consent)
    first = told.refer(55, municipality, help_at_home)
    told.answer(50, first, ReferralStatus.DECLINED, "Ansøgning om kontanthjælp skal gå gennem jobcentret.")
    return told.answer(46, told.refer(50, job_centre, meeting), ReferralStatus.ACCEPTED)


def come_along(told: Teller, papers: SupportPlanAction) -> None:
    told.visit(
        45,
        10,
        "phone",
        "Har fået tid i jobcentret på mandag kl. 10.",
        then=(-38, "Hør, hvordan mødet gik"),
        done=[papers],
        facts=[VisitFact.MUNICIPALITY],
        duration_minutes=10,
    )
    told.visit(
        38,
        11,
        "reached",
        "Ydelsen er bevilget. Er begyndt at gå tur om morgenen.",
        then=(-19, "Sidste besøg"),
        facts=[VisitFact.WORK_INCOME],
        duration_minutes=30,
    )
    told.visit(
        19,
        11,
        "reached",
        "Går på et forløb i jobcentret tre dage om ugen. Vi slutter her.",
        duration_minutes=30,
    )
