"""What several letters have in common."""

from core import papers
from core.papers import Block
from evictions.letters.facts import Facts
from evictions.letters.saying import say_date, say_names


def to_the_resident(facts: Facts, language: str) -> list[Block]:
    return [
        papers.sender(facts.organisation),
        papers.address(*facts.names, *facts.address),
        papers.day(say_date(facts.on, language)),
    ]


def dear(facts: Facts, language: str) -> Block:
    names = say_names(list(facts.names), language)
    return papers.text(f"Dear {names}," if language == "en" else f"Kære {names}")


def from_the_caretaker(facts: Facts, language: str) -> list[Block]:
    if language == "en":
        role = f"Social caretaker (social vicevært), {facts.organisation}"
    else:
        role = f"Social vicevært, {facts.organisation}"
    hello = "Kind regards," if language == "en" else "Venlig hilsen"
    return [papers.text(hello), papers.strong(facts.writer), papers.text(role)]


def from_the_office(facts: Facts, language: str) -> list[Block]:
    return [
        papers.text("Kind regards," if language == "en" else "Venlig hilsen"),
        papers.strong(facts.organisation),
    ]
