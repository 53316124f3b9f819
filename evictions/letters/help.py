"""'Vi vil gerne hjælpe': the caretaker to the resident. It says nothing of a debt anywhere: whoever happens
to see it lying there learns nothing. No threat and no deadline; it is an offer."""

from core import papers
from core.papers import Block
from evictions.letters.facts import Facts
from evictions.letters.parts import dear, from_the_caretaker, to_the_resident

DA, EN = "da", "en"


def danish_1(facts: Facts) -> list[Block]:
    return [
        *to_the_resident(facts, DA),
        papers.title("Vi vil gerne hjælpe"),
        dear(facts, DA),
        papers.text(
            f"Jeg hedder {facts.writer}, og jeg er social vicevært her, hvor du bor. Jeg er ikke en "
            "myndighed. Det er gratis at tale med mig, og du bestemmer selv, om du vil."
        ),
        papers.text(
            "Nogle breve kan være svære at stå alene med. Jeg vil gerne hjælpe dig med at finde en løsning. "
            "Der er næsten altid noget, man kan gøre, og det er lettere, jo før vi taler sammen."
        ),
        papers.heading("Det kan jeg hjælpe med"),
        papers.items(
            "at læse og forstå de breve, du har fået",
            "at lave en aftale, du kan holde",
            "at søge om hjælp hos kommunen",
            "at få gratis råd om penge",
            "at tale med andre, der kan hjælpe",
        ),
        papers.heading("Sådan får du fat i mig"),
        papers.text(f"Ring eller send en sms til mig på {facts.asked['phone']}."),
        *_more(facts),
        papers.text(
            "Vi kan også mødes hos dig eller et andet sted. Jeg kommer kun ind, hvis du siger ja. Det, du "
            "fortæller mig, giver jeg kun videre, hvis du siger ja, eller hvis loven kræver det."
        ),
        *from_the_caretaker(facts, DA),
    ]


def english_1(facts: Facts) -> list[Block]:
    return [
        *to_the_resident(facts, EN),
        papers.title("We would like to help"),
        dear(facts, EN),
        papers.text(
            f"My name is {facts.writer}, and I am the social caretaker where you live. I am not a public "
            "authority. Talking to me is free, and it is up to you whether you want to."
        ),
        papers.text(
            "Some letters are hard to face alone. I would like to help you find a way. There is almost "
            "always something that can be done, and it is easier the sooner we talk."
        ),
        papers.heading("What I can help with"),
        papers.items(
            "reading and understanding the letters you have received",
            "making an agreement you can keep",
            "applying to the municipality for help",
            "getting free advice about money",
            "talking to others who can help",
        ),
        papers.heading("How to reach me"),
        papers.text(f"Call or text me on {facts.asked['phone']}."),
        *_more(facts),
        papers.text(
            "We can also meet at your home or somewhere else. I only come in if you say yes. I only pass on "
            "what you tell me if you say yes, or if the law requires it."
        ),
        *from_the_caretaker(facts, EN),
    ]


def _more(facts: Facts) -> list[Block]:
    return [papers.text(facts.asked["more"])] if facts.asked.get("more") else []


VERSIONS = {DA: {1: danish_1}, EN: {1: english_1}}
