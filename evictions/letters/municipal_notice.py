"""The notice to the municipality: ALL § 92(2) [A]. Name, address and that an arrears case is filed at the
bailiff court; nothing else, not even our number of the case. It is sent before, or with, the filing."""

from core import papers
from core.papers import Block
from evictions.letters.facts import Facts
from evictions.letters.parts import from_the_office
from evictions.letters.saying import say_date, say_names

DA, EN = "da", "en"


def danish_1(facts: Facts) -> list[Block]:
    return [
        *_to_the_municipality(facts, DA),
        papers.title("Underretning om en sag i fogedretten"),
        papers.text(
            "Vi sender en sag om huslejerestance til fogedretten og underretter hermed kommunen efter "
            "almenlejelovens § 92, stk. 2. Sagen gælder:"
        ),
        papers.facts([("Navn", say_names(list(facts.names), DA)), ("Adresse", ", ".join(facts.address))]),
        *from_the_office(facts, DA),
    ]


def english_1(facts: Facts) -> list[Block]:
    return [
        *_to_the_municipality(facts, EN),
        papers.title("Notice of a case at the bailiff court"),
        papers.text(
            "We are filing a case about rent arrears at the bailiff court (fogedretten) and hereby notify "
            "the municipality under section 92(2) of the Danish act on renting social housing "
            "(almenlejeloven). The case concerns:"
        ),
        papers.facts([("Name", say_names(list(facts.names), EN)), ("Address", ", ".join(facts.address))]),
        *from_the_office(facts, EN),
    ]


def _to_the_municipality(facts: Facts, language: str) -> list[Block]:
    return [
        papers.sender(facts.organisation),
        papers.address(facts.asked["municipality"]),
        papers.day(say_date(facts.on, language)),
    ]


VERSIONS = {DA: {1: danish_1}, EN: {1: english_1}}
