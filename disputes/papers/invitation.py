"""The invitation to a meeting: where, when, and that it is voluntary and confidential. Not whom one meets,
nor what it is about: both parties know, and a letter may be opened by others."""

from core import papers
from core.papers import Block, Paper
from disputes.models import MediationMeeting
from disputes.papers.facts import EN, Recipient, dear, foot, head, only, say_hour


def invitation(to: Recipient, meeting: MediationMeeting, language: str) -> Paper:
    said = _english(to, meeting) if language == EN else _danish(to, meeting)
    title = "Invitation to a meeting" if language == EN else "Indbydelse til et møde"
    return Paper(
        language=language,
        title=title,
        foot=f"{to.organisation}, {to.number}",
        blocks=only(head(to, language), papers.title(title), dear(to, language), said, foot(to, language)),
    )


def _danish(to: Recipient, meeting: MediationMeeting) -> list[Block]:
    return [
        papers.text("Tak, fordi du vil mødes med din nabo og prøve at finde en løsning. Her er tid og sted."),
        papers.facts(
            [
                ("Hvornår", say_hour(meeting.starts_at, "da")),
                ("Hvor længe", f"Cirka {meeting.minutes} minutter"),
                ("Hvor", meeting.place),
            ]
        ),
        papers.heading("Sådan foregår det"),
        papers.items(
            "I får begge tid til at fortælle, hvordan I oplever det, uden at blive afbrudt.",
            "Mægleren holder ikke med nogen og afgør ikke, hvem der har ret.",
            "I finder selv ud af, hvad I vil aftale. I behøver ikke at blive enige.",
        ),
        papers.heading("Det er frivilligt"),
        papers.text("Du kan sige nej nu, eller stoppe undervejs, uden at sige hvorfor."),
        papers.heading("Det er fortroligt"),
        papers.text(
            f"Det, der bliver sagt, bliver mellem jer og mægleren. {to.organisation} får kun at vide, om "
            "mødet blev holdt eller ikke. Mæglerens notater slettes senest 3 måneder efter, at mæglingen "
            "er slut."
        ),
        papers.text(
            "Kan du ikke den dag, eller har du brug for en tolk eller en at have med, så sig det til "
            "mægleren i god tid."
        ),
    ]


def _english(to: Recipient, meeting: MediationMeeting) -> list[Block]:
    return [
        papers.text(
            "Thank you for being willing to meet your neighbour and try to find a solution. Here is when and "
            "where."
        ),
        papers.facts(
            [
                ("When", say_hour(meeting.starts_at, "en")),
                ("How long", f"About {meeting.minutes} minutes"),
                ("Where", meeting.place),
            ]
        ),
        papers.heading("What happens"),
        papers.items(
            "Each of you has time to say how you see it, without being interrupted.",
            "The mediator takes no side and does not decide who is right.",
            "You decide yourselves what to agree on. You do not have to agree.",
        ),
        papers.heading("It is voluntary"),
        papers.text("You can say no now, or stop on the way, without saying why."),
        papers.heading("It is confidential"),
        papers.text(
            f"What is said stays between you and the mediator. {to.organisation} is only told whether the "
            "meeting was held or not. The mediator's notes are deleted at the latest 3 months after the "
            "mediation has ended."
        ),
        papers.text(
            "If you cannot come that day, or need an interpreter or somebody with you, please tell the "
            "mediator in good time."
        ),
    ]
