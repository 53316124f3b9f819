"""A meeting the caretaker proposes to the resident, who may always say no or another time."""

import datetime as dt

from core import papers
from core.papers import Block
from evictions.letters.facts import Facts
from evictions.letters.parts import dear, from_the_caretaker, to_the_resident
from evictions.letters.saying import say_clock, say_weekday

DA, EN = "da", "en"


def danish_1(facts: Facts) -> list[Block]:
    day, clock = _when(facts, DA)
    return [
        *to_the_resident(facts, DA),
        papers.title("Skal vi mødes?"),
        dear(facts, DA),
        papers.text("Jeg vil gerne tale med dig om, hvad jeg kan hjælpe med. Jeg foreslår, at vi mødes her:"),
        papers.facts([("Dag", day), ("Tid", clock), ("Sted", facts.asked["place"])]),
        papers.text(
            "Vi begynder med det, der er vigtigst for dig. Du må gerne tage en med, du stoler på. Har du "
            "breve, du er i tvivl om, så tag dem med. Du behøver ikke at have åbnet dem."
        ),
        papers.text(
            f"Passer tiden ikke, så ring eller send en sms til mig på {facts.asked['phone']}, og så finder "
            "vi en anden. Du behøver ikke at sige hvorfor. Mødes vi hos dig, kommer jeg kun ind, hvis du "
            "siger ja."
        ),
        *from_the_caretaker(facts, DA),
    ]


def english_1(facts: Facts) -> list[Block]:
    day, clock = _when(facts, EN)
    return [
        *to_the_resident(facts, EN),
        papers.title("Shall we meet?"),
        dear(facts, EN),
        papers.text("I would like to talk to you about what I can help with. I suggest that we meet here:"),
        papers.facts([("Day", day), ("Time", clock), ("Place", facts.asked["place"])]),
        papers.text(
            "We begin with what matters most to you. You are welcome to bring somebody you trust. If there "
            "are letters you are unsure about, bring them along. You need not have opened them."
        ),
        papers.text(
            f"If the time does not suit you, call or text me on {facts.asked['phone']}, and we will find "
            "another. You need not say why. If we meet at your home, I only come in if you say yes."
        ),
        *from_the_caretaker(facts, EN),
    ]


def _when(facts: Facts, language: str) -> tuple[str, str]:
    day, clock = dt.date.fromisoformat(facts.asked["on"]), dt.time.fromisoformat(facts.asked["clock"])
    return say_weekday(day, language), say_clock(clock, language)


VERSIONS = {DA: {1: danish_1}, EN: {1: english_1}}
