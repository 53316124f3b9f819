"""The empty complaint form, and the empty noise log: to be handed out, filled in by hand and given back."""

from collections.abc import Callable

from core import papers
from core.papers import Paper

ROWS_OF_FORM, ROWS_OF_LOG = 4, 10
LOG_DA = ("Dato", "Fra kl.", "Til kl.", "Sted", "Hvad skete der?", "Vidner")
LOG_EN = ("Date", "From", "To", "Place", "What happened?", "Witnesses")

KNOW_DA = (
    "Den, I klager over, får som regel ikke at vide, hvem der klager. Skal det vises, bliver det "
    "besluttet, skrevet ned, og I får det at vide først.",
    "Den, I klager over, kan bede om at læse, hvad der står om dem. Skriv derfor sagligt.",
    "Vi skal handle på en skriftlig klage, der siger, hvad der er sket, inden 4 uger. Juli tæller "
    "ikke med (almenlejelovens § 83, stk. 2). Sker der ikke noget, kan I gå til beboerklagenævnet.",
    "Ofte taler vi først med naboen, eller tilbyder en samtale mellem jer. Det er frivilligt.",
    "Vi bruger oplysningerne til at behandle klagen og gemmer dem, så længe det er nødvendigt. I kan "
    "altid spørge, hvad der står om jer. Skriv ikke CPR-nummer.",
)
KNOW_EN = (
    "As a rule the person you complain about is not told who complains. Telling them is a decision "
    "that is written down, and you are told first.",
    "The person you complain about may ask to read what is written about them. Keep to the facts.",
    "On a written complaint that says what has happened we must act within 4 weeks; July does not "
    "count (almenlejeloven § 83(2)). If nothing happens, you may go to the residents' complaints "
    "board (beboerklagenævnet).",
    "We often talk to the neighbour first, or offer a talk between you. It is voluntary.",
    "We use what you write to deal with the complaint, and keep it for as long as that is necessary. "
    "You may always ask what is written about you. Do not write your CPR number.",
)


def form_da(organisation: str) -> Paper:
    blocks = [
        papers.sender(organisation),
        papers.title("Klage over en nabo"),
        papers.text(
            "Udfyld skemaet, og giv det til ejendomskontoret, den sociale vicevært eller administrationen. "
            "Vil I hellere tale om det først, kan I ringe. Er det akut, så ring 112."
        ),
        papers.heading("Hvem klager?"),
        papers.text("Anonyme klager kan ikke tages. Flere husstande kan skrive under på den samme klage."),
        papers.blank("Navn"),
        papers.blank("Adresse, etage og side"),
        papers.blank("Telefon eller e-mail"),
        papers.heading("Hvem skriver også under?"),
        papers.grid(("Navn", "Adresse, etage og side", "Dato og underskrift"), 3),
        papers.heading("Hvem klager I over?"),
        papers.blank("Adresse, etage og side (og navn, hvis I kender det)"),
        papers.heading("Hvad drejer det sig om? Sæt kryds"),
        papers.ticks(
            "Støj",
            "Husdyr",
            "Chikane, trusler eller vold",
            "Fare, utryghed eller sundhedsfare",
            "Ødelæggelse eller en bolig, der ikke bliver passet",
            "Andet",
        ),
        papers.heading("Hvad er der sket?"),
        papers.text("Skriv kun det, I selv har set og hørt: hvilken dag, hvornår, hvor, og hvem der så det."),
        papers.blank("Med jeres egne ord", 3),
        papers.grid(LOG_DA, ROWS_OF_FORM),
        papers.text("Sker det igen, så skriv det på en støjlog dag for dag. Bed om den, hvor I fik skemaet."),
        papers.blank("Har I talt med naboen om det? Hvad kom der ud af det?", 2),
        papers.heading("Det skal I vide"),
        papers.items(*KNOW_DA),
        papers.blank("Dato og underskrift"),
    ]
    return Paper("da", "Klage over en nabo", organisation, blocks)


def form_en(organisation: str) -> Paper:
    blocks = [
        papers.sender(organisation),
        papers.title("Complaint about a neighbour"),
        papers.text(
            "Fill in this form and give it to the estate office, the social caretaker or the administration. "
            "If you would rather talk first, call us. In an emergency, call 112."
        ),
        papers.heading("Who is complaining?"),
        papers.text("We cannot take anonymous complaints. Several households may sign the same complaint."),
        papers.blank("Name"),
        papers.blank("Address, floor and side"),
        papers.blank("Telephone or e-mail"),
        papers.heading("Who else signs?"),
        papers.grid(("Name", "Address, floor and side", "Date and signature"), 3),
        papers.heading("Whom are you complaining about?"),
        papers.blank("Address, floor and side (and name, if you know it)"),
        papers.heading("What is it about? Tick"),
        papers.ticks(
            "Noise",
            "Pets",
            "Harassment, threats or violence",
            "Danger, insecurity or a risk to health",
            "Damage, or a home that is not looked after",
            "Something else",
        ),
        papers.heading("What has happened?"),
        papers.text(
            "Write only what you have seen and heard yourselves: which day, when, where, and who else saw it."
        ),
        papers.blank("In your own words", 2),
        papers.grid(LOG_EN, ROWS_OF_FORM),
        papers.text(
            "If it happens again, write it in a noise log, day by day. Ask for one where you got this form."
        ),
        papers.blank("Have you talked to the neighbour about it? What came of it?"),
        papers.heading("What you should know"),
        papers.items(*KNOW_EN),
        papers.blank("Date and signature"),
    ]
    return Paper("en", "Complaint about a neighbour", organisation, blocks)


def log_da(organisation: str) -> Paper:
    blocks = [
        papers.sender(organisation),
        papers.title("Støjlog"),
        papers.text(
            "Skriv hver gang, det sker: kun det, I selv har set og hørt. Skriv ikke CPR-nummer. Giv loggen "
            "til ejendomskontoret, den sociale vicevært eller administrationen, fx hver 14. dag."
        ),
        papers.blank("Jeres navn og adresse"),
        papers.blank("Hvem det drejer sig om (adresse, etage og side)"),
        papers.grid(LOG_DA, ROWS_OF_LOG),
    ]
    return Paper("da", "Støjlog", organisation, blocks)


def log_en(organisation: str) -> Paper:
    blocks = [
        papers.sender(organisation),
        papers.title("Noise log"),
        papers.text(
            "Write each time it happens: only what you have seen and heard yourselves. Do not write your CPR "
            "number. Give the log to the estate office, the social caretaker or the administration, for "
            "example every two weeks."
        ),
        papers.blank("Your name and address"),
        papers.blank("Whom it is about (address, floor and side)"),
        papers.grid(LOG_EN, ROWS_OF_LOG),
    ]
    return Paper("en", "Noise log", organisation, blocks)


PAPERS: dict[tuple[str, str], Callable[[str], Paper]] = {
    ("klage", "da"): form_da,
    ("klage", "en"): form_en,
    ("log", "da"): log_da,
    ("log", "en"): log_en,
}
"""By what it is and its language; each takes the name of the organisation."""
