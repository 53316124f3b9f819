"""The agreement as one party gets it: the points, who accepted, when it is followed up, and that it admits
nothing. Until all have accepted it is a proposal, with room to sign."""

from collections.abc import Sequence

from core import papers
from core.papers import Block, Paper
from disputes.choices import AgreementStatus
from disputes.models import Acceptance, Agreement, AgreementFollowUp, AgreementPoint, Party
from disputes.papers.facts import EN, Recipient, foot, head, only
from evictions.letters.saying import say_date

NO_ADMISSION = {
    "da": "Aftalen er frivillig. Ingen indrømmer noget med den, og den kan ikke bruges som bevis mod nogen.",
    "en": "The agreement is voluntary. Nobody admits anything by it, and it cannot be used as evidence "
    "against anybody.",
}
WORDS = {
    "da": {
        "draft": "Forslag til aftale",
        "accepted": "Jeres aftale",
        "lead": "Det her er I kommet frem til sammen.",
        "between": "Aftalen er mellem",
        "points": "Det har I aftalt",
        "talk_first": "Sådan taler I sammen først",
        "if_it_fails": "Hvis det ikke holder",
        "who": "Hvem har godkendt",
        "not_yet": "ikke godkendt endnu",
        "follow_up": "Vi følger op",
        "sign": "Dato og underskrift",
        "everybody": "Alle",
    },
    "en": {
        "draft": "Proposal for an agreement",
        "accepted": "Your agreement",
        "lead": "This is what you have come to together.",
        "between": "The agreement is between",
        "points": "What you have agreed",
        "talk_first": "How you speak to each other first",
        "if_it_fails": "If it does not hold",
        "who": "Who has accepted",
        "not_yet": "not accepted yet",
        "follow_up": "We follow up",
        "sign": "Date and signature",
        "everybody": "Everybody",
    },
}
LINE = "_" * 30


def agreement_paper(
    to: Recipient,
    party: Party,
    agreement: Agreement,
    *,
    parties: Sequence[Party],
    language: str,
) -> Paper:
    """`parties`: those of the mediation, of whom the letter and the name are used."""
    words = WORDS[language]
    is_accepted = agreement.status == AgreementStatus.ACCEPTED
    title = words["accepted" if is_accepted else "draft"]
    labels = {each.pk: each.label for each in parties}
    here = [each for each in parties if each.left_on is None]
    accepted = {each.party_id: each for each in agreement.acceptances.all()}
    return Paper(
        language=language,
        title=title,
        foot=f"{to.organisation}, {to.number}",
        blocks=only(
            head(to, language),
            papers.title(title),
            papers.text(words["lead"]),
            papers.heading(words["between"]),
            papers.facts([(each.label, each.name) for each in here]),
            papers.heading(words["points"]),
            papers.items(*(_point(point, labels, language) for point in agreement.points.all())),
            _said(words["talk_first"], agreement.talk_first),
            _said(words["if_it_fails"], agreement.if_it_fails),
            papers.heading(words["who"]),
            papers.facts([(each.label, _accepted(accepted.get(each.pk), language)) for each in here]),
            None if party.pk in accepted else papers.facts([(f"{words['sign']}, {party.label}", LINE)]),
            _follow_ups(list(agreement.follow_ups.all()), language),
            papers.strong(NO_ADMISSION[language]),
            papers.text(_kept(to, language)),
            foot(to, language),
        ),
    )


def _point(point: AgreementPoint, labels: dict[int, str], language: str) -> str:
    """'1. B: Ro efter kl. 22 fra 1. december 2026'"""
    who = labels.get(point.party_id or 0, WORDS[language]["everybody"])
    from_when = ""
    if point.starts_on:
        from_when = f" {'from' if language == EN else 'fra'} {say_date(point.starts_on, language)}"
    text = point.text.rstrip(".") if from_when else point.text
    return f"{point.number}. {who}: {text}{from_when}"


def _said(heading: str, text: str) -> list[Block] | None:
    return [papers.heading(heading), papers.text(text)] if text else None


def _accepted(acceptance: Acceptance | None, language: str) -> str:
    """When; how a neighbour said yes is theirs."""
    if acceptance is None:
        return WORDS[language]["not_yet"]
    day = say_date(acceptance.on, language)
    return f"accepted {day}" if language == EN else f"godkendt {day}"


def _follow_ups(rows: Sequence[AgreementFollowUp], language: str) -> list[Block] | None:
    """The days, and no answer that was given on one."""
    if not rows:
        return None
    days = [say_date(row.due_on, language) for row in rows]
    asks = (
        "Then the mediator asks each of you how it goes."
        if language == EN
        else ("Så spørger mægleren jer hver for sig, hvordan det går.")
    )
    return [papers.heading(WORDS[language]["follow_up"]), papers.items(*days), papers.text(asks)]


def _kept(to: Recipient, language: str) -> str:
    if language == EN:
        return (
            f"{to.organisation} does not see the agreement, only that a mediation was held. Our copy is "
            "deleted at the latest 3 months after the last follow-up. Keep yours."
        )
    return (
        f"{to.organisation} ser ikke aftalen, kun at der er holdt mægling. Vores eksemplar slettes senest "
        "3 måneder efter den sidste opfølgning. Gem dit eget."
    )
