"""The answer to one who complains: that it was taken in and acted on. What was done about the neighbour is
the neighbour's, so it says nothing of it, nor who else complains."""

from disputes.letters.categories import say_category
from disputes.letters.facts import Facts
from evictions.letters.saying import say_date, say_names

DA, EN = "da", "en"


def danish(facts: Facts) -> tuple[str, str]:
    text = [
        f"Kære {say_names(list(facts.names), DA)}",
        f"Tak for din klage over {say_category(facts.category, DA)}, som vi fik den "
        f"{say_date(facts.received_on, DA)}.",
        "Vi har set på klagen, og vi har handlet på den. Hvad vi har gjort, og hvad andre har fortalt "
        "os, kan vi ikke fortælle: det er deres, ligesom det er dit, at vi ikke siger, hvem der har "
        "klaget.",
        "Fortsætter det, så skriv ned, hver gang det sker: dag og tid, hvor det var, og hvad der skete. "
        "Send det til os, så lægger vi det til sagen.",
        "Synes du ikke, at vi gør nok? Har vi ikke handlet inden 4 uger efter en skriftlig, begrundet "
        "klage (juli tæller ikke med), kan du selv gå til beboerklagenævnet i kommunen (almenlejelovens "
        "§ 83).",
        _from(facts, "Venlig hilsen", "Social vicevært"),
    ]
    return "Svar på din klage", "\n\n".join(text)


def english(facts: Facts) -> tuple[str, str]:
    text = [
        f"Dear {say_names(list(facts.names), EN)},",
        f"Thank you for your complaint about {say_category(facts.category, EN)}, which we received on "
        f"{say_date(facts.received_on, EN)}.",
        "We have looked into the complaint, and we have acted on it. What we have done, and what others "
        "have told us, we cannot tell: that is theirs, just as we do not say who has complained.",
        "If it continues, please write down each time it happens: the day and time, where it was, and "
        "what happened. Send it to us, and we will add it to the case.",
        "Do you think we are not doing enough? If we have not acted within 4 weeks of a written "
        "complaint that gives its reasons (July does not count), you can go to the residents' complaints "
        "board (beboerklagenævnet) of the municipality yourself (section 83 of almenlejeloven).",
        _from(facts, "Kind regards,", "Social caretaker (social vicevært)"),
    ]
    return "Answer to your complaint", "\n\n".join(text)


def _from(facts: Facts, hello: str, role: str) -> str:
    if facts.by_caretaker:
        return f"{hello}\n{facts.writer}\n{role}, {facts.organisation}"
    return f"{hello}\n{facts.organisation}"


TEMPLATES = {DA: danish, EN: english}
