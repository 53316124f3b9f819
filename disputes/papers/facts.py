"""All that a paper is made of."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core import papers
from core.papers import Block
from disputes.models import Party
from evictions.letters.saying import say_date, say_weekday

DA, EN = "da", "en"
LANGUAGES = (DA, EN)


@dataclass(frozen=True)
class Recipient:
    """Whom the paper is for, and who sends it."""

    organisation: str
    mediator: str
    number: str
    name: str
    address: str
    on: dt.date


def recipient_of(party: Party, writer: Any) -> Recipient:
    mediation = party.mediation
    return Recipient(
        organisation=mediation.organisation.name,
        mediator=writer.name,
        number=mediation.number,
        name=party.name,
        address=party.tenancy.dwelling.address,
        on=timezone.localdate(),
    )


def head(to: Recipient, language: str) -> list[Block]:
    return [
        papers.sender(to.organisation),
        papers.address(to.name, to.address),
        papers.day(say_date(to.on, language)),
    ]


def dear(to: Recipient, language: str) -> Block:
    return papers.text(f"Dear {to.name}," if language == EN else f"Kære {to.name}")


def foot(to: Recipient, language: str) -> list[Block]:
    if language == EN:
        return [
            papers.text("Kind regards,"),
            papers.strong(to.mediator),
            papers.text(f"Social caretaker (social vicevært) and mediator, {to.organisation}"),
        ]
    return [
        papers.text("Venlig hilsen"),
        papers.strong(to.mediator),
        papers.text(f"Social vicevært og mægler, {to.organisation}"),
    ]


def say_hour(moment: dt.datetime, language: str) -> str:
    """'tirsdag den 8. december 2026 kl. 16.30', 'Tuesday 8 December 2026 at 16:30'."""
    local = timezone.localtime(moment)
    day = say_weekday(local.date(), language)
    if language == EN:
        return f"{day} at {local.hour}:{local.minute:02d}"
    return f"{day} kl. {local.hour}.{local.minute:02d}"


def only(*blocks: Block | Sequence[Block] | None) -> list[Block]:
    """Flat, without those that are not there."""
    found: list[Block] = []
    for block in blocks:
        found += [block] if isinstance(block, Block) else block or []
    return found
