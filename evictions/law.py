"""The law as dated data: each rule in plain Danish with its source, how sure we are and when we looked.

None of it is legal advice. Labels: A statute text read · A- read in a parallel or an amending act ·
B serious secondary source · C weak · P our own proposal. `valid_from` is the earliest day the rule is known
to hold for (a statute or a decided case), not the day it was made: before it, a screen says so.
The functions that compute are in evictions/rules.py.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKED_ON: Final = dt.date(2026, 11, 22)
DECIDED_CASE: Final = dt.date(2021, 10, 1)
"""The course of a court case of October 2021 is computed to the day by the rules below."""
CERTAINTY: Final[dict[str, str | Promise]] = {
    "A": _("Lovteksten er læst"),
    "A-": _("Læst i en parallel lov eller en ændringslov"),
    "B": _("God kilde, men ikke lovteksten selv"),
    "C": _("Svag kilde"),
    "P": _("Vores eget forslag"),
}


@dataclass(frozen=True)
class Rule:
    """A rule as people read it. `label`: one or more keys of CERTAINTY, with ", " between."""

    key: str
    title: str | Promise
    text: str | Promise
    source: str | Promise
    label: str
    valid_from: dt.date = DECIDED_CASE
    checked_on: dt.date = CHECKED_ON

    @property
    def certainty(self) -> str:
        """'Lovteksten er læst · God kilde, men ikke lovteksten selv'."""
        return " · ".join(str(CERTAINTY[label]) for label in self.label.split(", "))


RULES: Final[dict[str, Rule]] = {
    rule.key: rule
    for rule in [
        Rule(
            "last_timely_day",
            _("Sidste rettidige dag"),
            _(
                "Falder forfaldsdagen på en lørdag, en helligdag eller grundlovsdag, kan huslejen betales "
                "den næste hverdag."
            ),
            _("Almenlejeloven § 44, stk. 2"),
            "A",
        ),
        Rule(
            "earliest_demand",
            _("Tidligste påkrav"),
            _(
                "Et påkrav kan tidligst sendes efter den 3. hverdag efter den sidste rettidige dag. Det er "
                "omstridt, om en lørdag tæller med; derfor vises begge datoer, og den seneste er den sikre."
            ),
            _("Almenlejeloven § 90, stk. 1, nr. 1, og stk. 2"),
            "A, A-, B",
        ),
        Rule(
            "demand_channel",
            _("Sådan skal påkravet sendes"),
            _(
                "Med Digital Post eller som brev på papir. En almindelig e-mail gælder ikke. Påkravet skal "
                "sige, at lejemålet kan ophæves, og beløbet skal være nøjagtigt og delt op."
            ),
            _("Almenlejeloven § 90, stk. 2, og praksis"),
            "B",
        ),
        Rule(
            "demand_deadline",
            _("Påkravsfrist"),
            _(
                "14 dage efter at påkravet er kommet frem. Dagen, det kom frem, tæller ikke med. Falder den "
                "sidste dag på en lørdag, en helligdag eller grundlovsdag, er fristen den næste hverdag. "
                "Uden bevis for, hvornår påkravet kom frem, er fristen ukendt."
            ),
            _("Almenlejeloven § 90, stk. 1, nr. 1"),
            "A, A-",
        ),
        Rule(
            "demand_fee",
            _("Påkravsgebyr"),
            _(
                "250 kr. i 2009, reguleret hvert år. For et år, vi ikke har efterprøvet, regner programmet "
                "ikke noget ud."
            ),
            _("Almenlejeloven § 90 og de årlige satser"),
            "B",
            valid_from=dt.date(2017, 1, 1),
        ),
        Rule(
            "termination",
            _("Ophævelse"),
            _(
                "Lejemålet kan først ophæves efter påkravsfristen. Betaling bagefter redder ikke i sig selv "
                "lejemålet; udlejeren kan frafalde ophævelsen eller fastholde den."
            ),
            _("Almenlejeloven § 92, stk. 1"),
            "A, B",
        ),
        Rule(
            "municipal_notice",
            _("Underretning til kommunen"),
            _(
                "Når sagen sendes til fogedretten, skal udlejeren senest samtidig underrette kommunen "
                "skriftligt, også når der ikke er børn."
            ),
            _("Almenlejeloven § 92, stk. 2"),
            "A",
        ),
        Rule(
            "hearing",
            _("Fogedmødet"),
            _(
                "Fogedmødet ligger typisk 2-5 uger efter, at sagen er sendt til fogedretten, ofte på "
                "adressen. Kommunen skal straks se på, om der er brug for hjælp, når der er børn under 18 "
                "eller andre tegn på det. At siden advarer 7 dage før, er vores eget valg."
            ),
            _("Retssikkerhedslovens § 5 a (2007) og praksis"),
            "B, P",
        ),
        Rule(
            "standstill",
            _("Henstand"),
            _(
                "Udlejeren kan lade sagen hvile, fx mens kommunen afgør en ansøgning om midlertidig "
                "huslejehjælp. Aftalen bør være skriftlig. Når den er slut, fortsætter sagen, hvor den var. "
                "At siden advarer 7 dage før, er vores eget valg."
            ),
            _("Aftale mellem parterne; huslejehjælpen efter aktivlovens § 81 a"),
            "B, P",
        ),
        Rule(
            "complaint_action_due",
            _("Udlejers svar på en klage"),
            _(
                "Udlejeren skal handle senest 4 uger efter en skriftlig, begrundet klage. Juli tæller ikke "
                "med. Ender fristen på en lørdag, en helligdag eller grundlovsdag, vises den næste hverdag."
            ),
            _("Almenlejeloven § 83, stk. 2"),
            "A",
        ),
        Rule(
            "complaint_board_by_complainant",
            _("Klageren kan selv gå til beboerklagenævnet"),
            _(
                "Handler udlejeren ikke inden de 4 uger, kan den, der har klaget, selv indbringe sagen for "
                "beboerklagenævnet. Hvad der skal til for at have handlet, står ikke i det, vi har læst: her "
                "tæller en samtale, et svar til klageren, en påmindelse, at sagen er indbragt for nævnet, "
                "og at den er afsluttet med et udfald. Det er vores egen læsning."
            ),
            _("Almenlejeloven § 83, stk. 2"),
            "A, P",
        ),
        Rule(
            "complaint_categories",
            _("Hvad der kan klages over"),
            _(
                "Udlejeren sørger for god orden. Loven nævner, hvad der ikke må ske: vold og trusler, fare, "
                "utryghed, chikane, støj, ødelæggelse, forsømmelse af boligen, gener fra husdyr og andet til "
                "gene. Klagesagens kategorier følger listen."
            ),
            _("Almenlejeloven §§ 80 og 81"),
            "A-",
        ),
        Rule(
            "complaint_admonition",
            _("Påmindelse før en sanktion"),
            _(
                "Betinget lejeforhold og advarsel kræver, at lejeren først har fået en påmindelse. Uden den "
                "kan der ikke skrives en sanktion ind."
            ),
            _("Almenlejeloven § 82"),
            "A",
        ),
        Rule(
            "complaint_sanction",
            _("Betinget lejeforhold"),
            _(
                "Nævnet kan gøre lejeforholdet betinget i 1 år af vilkår, lejeren skal overholde, eller give "
                "en advarsel. Året regnes her til samme dato året efter."
            ),
            _("Almenlejeloven § 82"),
            "A, P",
        ),
        Rule(
            "complaint_board_decision",
            _("Nævnets afgørelse"),
            _(
                "Beboerklagenævnet afgør sagen senest 4 uger efter, at den indklagedes svar er kommet. Om "
                "juli tæller med, og om fristen flyttes fra en weekend eller en helligdag, står ikke i det, "
                "vi har læst. Derfor vises dagen 28 dage efter uden nogen af delene."
            ),
            _("Almenlejeloven § 105"),
            "A",
        ),
        Rule(
            "complaint_appeal",
            _("Nævnets afgørelse kan indbringes for retten"),
            _(
                "Senest 4 uger efter afgørelsen. Også her vises dagen 28 dage efter, uden at flytte den: "
                "regn med den sidste hverdag før, hvis den falder på en weekend eller en helligdag."
            ),
            _("Almenlejeloven § 106"),
            "A",
        ),
        Rule(
            "rent_support",
            _("Hjælp fra kommunen til huslejen"),
            _(
                "Den, der er truet af udsættelse, kan søge midlertidig hjælp til huslejen (§ 81 a) eller "
                "hjælp til en enkelt udgift (§ 81). Der skal søges, før der betales."
            ),
            _("Aktivloven §§ 81 og 81 a"),
            "C",
        ),
        Rule(
            "allocation",
            _("Kommunens anvisning"),
            _("Kommunen råder over hver fjerde ledige almene bolig."),
            _("Almenboligloven § 59"),
            "C",
        ),
    ]
}


@dataclass(frozen=True)
class Fee:
    """What the demand may cost the tenant in a year, in kroner."""

    year: int
    amount: Decimal
    source: str | Promise = RULES["demand_fee"].source
    label: str = "B"
    checked_on: dt.date = CHECKED_ON


DEMAND_FEES: Final[dict[int, Fee]] = {
    year: Fee(year, Decimal(kroner))
    for year, kroner in {2017: 279, 2020: 286, 2021: 287, 2022: 291, 2023: 314}.items()
}
"""Years that are not here are not verified: nothing is computed for them."""
