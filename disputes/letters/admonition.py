"""Påmindelse, ALL § 82: the administration to the household. It says what is complained about and what must
stop; who complains it says of those that are shown, and of nobody else."""

from disputes.letters.categories import say_category
from disputes.letters.facts import Facts, Happened
from evictions.letters.saying import say_clock, say_date, say_names

DA, EN = "da", "en"


def danish(facts: Facts) -> tuple[str, str]:
    """(title, text): paragraphs with a line between, "- " before each line of a list."""
    text = [
        f"Kære {say_names(list(facts.names), DA)}",
        f"Vi har den {say_date(facts.received_on, DA)} fået en klage over "
        f"{say_category(facts.category, DA)} fra jeres bolig. Vi skriver for at minde jer om husets "
        "orden og for at bede jer om, at det holder op.",
        *_shown(facts, "Klagen kommer fra {names}.", DA),
        *_list(facts, "Det er det, klagen handler om:", DA),
        "Dette er en påmindelse efter almenlejelovens § 82. Fortsætter generne, kan vi indbringe sagen for "
        "beboerklagenævnet, som kan give en advarsel eller gøre lejeforholdet betinget af vilkår i et år.",
        "Er I ikke enige, eller er der noget, vi bør vide, så skriv eller ring til os. I er velkomne til "
        "at tale med den sociale vicevært, som ikke er en myndighed. Det er gratis og frivilligt.",
        f"Venlig hilsen\n{facts.organisation}",
    ]
    return "Påmindelse om husets orden", "\n\n".join(text)


def english(facts: Facts) -> tuple[str, str]:
    text = [
        f"Dear {say_names(list(facts.names), EN)},",
        f"On {say_date(facts.received_on, EN)} we received a complaint about "
        f"{say_category(facts.category, EN)} from your home. We are writing to remind you of the rules "
        "of good order and to ask that it stops.",
        *_shown(facts, "The complaint comes from {names}.", EN),
        *_list(facts, "This is what the complaint is about:", EN),
        "This is a formal reminder (påmindelse) under section 82 of the Danish act on renting social "
        "housing (almenlejeloven). If it continues, we may bring the case before the residents' "
        "complaints board (beboerklagenævnet), which can give a warning or make your tenancy conditional "
        "for a year.",
        "If you disagree, or if there is something we should know, please write or call us. You are "
        "welcome to talk to the social caretaker (social vicevært), who is not a public authority. It is "
        "free and voluntary.",
        f"Kind regards,\n{facts.organisation}",
    ]
    return "Reminder of good order", "\n\n".join(text)


def _shown(facts: Facts, words: str, language: str) -> list[str]:
    return [words.format(names=say_names(list(facts.shown), language))] if facts.shown else []


def _list(facts: Facts, lead: str, language: str) -> list[str]:
    lines = [f"- {_line(each, language)}" for each in facts.happened]
    return ["\n".join([lead, *lines])] if lines else []


def _line(each: Happened, language: str) -> str:
    when = say_date(each.on, language)
    if each.starts_at:
        when += f" {say_clock(each.starts_at, language)}"
        when += f"-{say_clock(each.ends_at, language).removeprefix('kl. ')}" if each.ends_at else ""
    return ": ".join(filter(None, [", ".join(filter(None, [when, each.place])), each.text]))


TEMPLATES = {DA: danish, EN: english}
