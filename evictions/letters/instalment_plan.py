"""The agreement on instalments in writing: the administration to the resident."""

from decimal import Decimal

from core import papers
from core.papers import Block
from evictions.letters.facts import Facts
from evictions.letters.parts import dear, from_the_office, to_the_resident
from evictions.letters.saying import say_date, say_kroner

DA, EN = "da", "en"


def danish_1(facts: Facts) -> list[Block]:
    return [
        *to_the_resident(facts, DA),
        papers.title("Vores aftale om afdrag"),
        dear(facts, DA),
        papers.text("Vi har aftalt, at du betaler i rater. Her er aftalen på skrift, så du har den."),
        papers.facts(
            [
                ("Aftalt", say_date(facts.agreed_on or facts.on, DA)),
                ("Beløb, da vi lavede aftalen", say_kroner(facts.owed, DA)),
                ("Vores sag", facts.number),
            ]
        ),
        papers.heading("Raterne"),
        papers.table(["Rate", "Betales senest", "Beløb"], _rows(facts, DA)),
        papers.text(
            f"Raterne er i alt {say_kroner(_total(facts), DA)} De betales ud over den almindelige husleje, "
            "som betales til tiden, som den plejer."
        ),
        papers.heading("Hvis det bliver svært"),
        papers.text(
            f"Kan du ikke betale en rate til tiden, så ring til os på {facts.asked['phone']}, helst før "
            "dagen kommer. Så ser vi på det sammen. Bliver raterne ikke betalt, kan sagen gå videre."
        ),
        papers.text(
            "Du kan også tale med den sociale vicevært, som ikke er en myndighed. Det er gratis og "
            "frivilligt."
        ),
        *from_the_office(facts, DA),
    ]


def english_1(facts: Facts) -> list[Block]:
    return [
        *to_the_resident(facts, EN),
        papers.title("Our agreement on instalments"),
        dear(facts, EN),
        papers.text("We have agreed that you pay in instalments. Here is the agreement in writing."),
        papers.facts(
            [
                ("Agreed", say_date(facts.agreed_on or facts.on, EN)),
                ("Amount when we made the agreement", say_kroner(facts.owed, EN)),
                ("Our case", facts.number),
            ]
        ),
        papers.heading("The instalments"),
        papers.table(["Instalment", "To be paid by", "Amount"], _rows(facts, EN)),
        papers.text(
            f"The instalments come to {say_kroner(_total(facts), EN)} in all. They are paid on top of the "
            "ordinary rent, which is paid on time as usual."
        ),
        papers.heading("If it becomes difficult"),
        papers.text(
            f"If you cannot pay an instalment on time, call us on {facts.asked['phone']}, if possible before "
            "the day. Then we look at it together. If the instalments are not paid, the case may go on."
        ),
        papers.text(
            "You can also talk to the social caretaker (social vicevært), who is not a public authority. It "
            "is free and voluntary."
        ),
        *from_the_office(facts, EN),
    ]


def _rows(facts: Facts, language: str) -> list[list[str]]:
    return [
        [str(number), say_date(due, language), say_kroner(amount, language)]
        for number, (due, amount) in enumerate(facts.instalments, 1)
    ]


def _total(facts: Facts) -> Decimal:
    return sum((amount for _due, amount in facts.instalments), Decimal(0))


VERSIONS = {DA: {1: danish_1}, EN: {1: english_1}}
