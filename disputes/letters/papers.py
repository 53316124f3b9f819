"""The text of a letter as a sheet: whom it is to, the day, the title, and its paragraphs and lists."""

import datetime as dt
from collections.abc import Sequence

from core import papers
from core.papers import Block, Paper
from disputes.models import ComplaintLetter
from evictions.letters.saying import say_date

BULLET = "- "


def paper(*, sender: str, to: Sequence[str], on: dt.date, title: str, text: str, language: str) -> Paper:
    """`to`: names and address, a line each."""
    head = [
        papers.sender(sender),
        papers.address(*to),
        papers.day(say_date(on, language)),
        papers.title(title),
    ]
    return Paper(language=language, title=title, foot=sender, blocks=[*head, *blocks(text)])


def paper_of(letter: ComplaintLetter) -> Paper:
    """As it was sent. To whom stands in the first line of it, and where they live in the register."""
    return paper(
        sender=letter.organisation.name,
        to=letter.recipient.splitlines(),
        on=letter.sent_on,
        title=letter.title,
        text=letter.text,
        language=letter.language,
    )


def blocks(text: str) -> list[Block]:
    """Paragraphs have a line between them; lines that begin with "- " are a list."""
    found: list[Block] = []
    for part in text.replace("\r", "").split("\n\n"):
        lines = [line for line in part.split("\n") if line.strip()]
        words = [line for line in lines if not line.startswith(BULLET)]
        items = [line.removeprefix(BULLET) for line in lines if line.startswith(BULLET)]
        found += papers.only(
            papers.text("\n".join(words)) if words else None, papers.items(*items) if items else None
        )
    return found
