"""Arrears, since nobody opened the letters."""

from cases.choices import (
    ActionOwner,
    CaseOrigin,
    CaseOutcome,
    DataKind,
    ReferralStatus,
    VisitFact,
    VisitKind,
)
from cases.models import Partner, Referral, SupportPlanAction, SupportPlanGoal
from cases.services.referrals import Words
from demo.teller import Teller


def letters_in_piles(told: Teller, partners: dict[str, Partner]) -> None:
    """Ends with the rent paid, and paid by itself from now on."""
    first_contact(told)
    goal = told.goal(53, "Have styr på posten og betale huslejen til tiden")
    bank = told.action(53, "Oprette betalingsservice i banken", -40, ActionOwner.RESIDENT, goal=goal)
    budget = told.action(53, "Lægge et budget", -30, ActionOwner.PARTNER, goal=goal)
    open_the_letters(told, goal)
    advice = refer_to_advice(told, partners["gæld"], budget)
    follow_through(told, bank, budget, advice)
    told.visit(
        13,
        16,
        "reached",
        "Huslejen er betalt, og posten ligger åbnet på bordet. Vi er enige om at slutte her; mit "
        "nummer hænger på køleskabet.",
        duration_minutes=30,
        facts=[VisitFact.AGREEMENT],
    )
    told.reach(13, goal)
    told.close(12, CaseOutcome.HELPED, "Restancen er betalt, og huslejen betales nu automatisk.")


def first_contact(told: Teller) -> None:
    told.visit(60, 10, "not_home")
    told.visit(
        57,
        17,
        "reached",
        "Åbnede på klem. Har ikke åbnet post længe og tør ikke begynde. Jeg må komme igen på "
        "fredag, så åbner vi den sammen.",
        then=(-53, "Åbn posten sammen"),
        facts=[VisitFact.LETTERS, VisitFact.AGREEMENT],
        duration_minutes=15,
    )
    told.open(57, CaseOrigin.NOTICE, "Post i bunker og to måneders husleje")


def open_the_letters(told: Teller, goal: SupportPlanGoal) -> None:
    sort = told.action(53, "Åbne og sortere posten sammen", -53, goal=goal)
    told.visit(
        53,
        14,
        "reached",
        "Vi åbnede alt. 31 breve, to rykkere og en påmindelse om boligstøtte. Vil gerne have hjælp "
        "til et budget.",
        then=(-46, "Ring, om banken er på plads"),
        done=[sort],
        facts=[VisitFact.LETTERS, VisitFact.DEBT_ADVICE, VisitFact.HOUSING_BENEFIT],
        duration_minutes=90,
    )


def refer_to_advice(told: Teller, advice: Partner, budget: SupportPlanAction) -> Referral:
    consent = told.consent(
        53,
        "Hjælp til budget og til at afdrage på gæld",
        [DataKind.CONTACT, DataKind.ARREARS, DataKind.SUPPORT],
        [advice],
    )
    referral = told.refer(
        53,
        advice,
        Words(
            subject="Et møde om budget og gæld",
            summary="Har åbnet al post sammen med mig og er klar til et møde.",
            data_kinds=[DataKind.CONTACT, DataKind.SUPPORT],
            consent=consent,
            texts={DataKind.SUPPORT: "Vi åbner posten sammen hver fredag."},
            action_ids=[budget.pk],
        ),
    )
    return told.answer(48, referral, ReferralStatus.ACCEPTED)


def follow_through(
    told: Teller, bank: SupportPlanAction, budget: SupportPlanAction, advice: Referral
) -> None:
    told.visit(
        46,
        9,
        "phone",
        "Betalingsservice er oprettet. Har tid i gældsrådgivningen på torsdag; jeg går med.",
        then=(-41, "Gå med til gældsrådgivningen"),
        done=[bank],
        facts=[VisitFact.DEBT_ADVICE],
        duration_minutes=5,
    )
    told.visit(
        41,
        13,
        "other",
        "Med til møde i gældsrådgivningen. Budget lagt; der er plads til huslejen, når "
        "abonnementerne er sagt op.",
        then=(-14, "Se om huslejen er betalt den 1."),
        done=[budget],
        kind=VisitKind.WORK,
        facts=[VisitFact.DEBT_ADVICE],
        duration_minutes=60,
    )
    told.answer(40, advice, ReferralStatus.DONE)
