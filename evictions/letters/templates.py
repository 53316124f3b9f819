"""Which template a letter is written with."""

from collections.abc import Callable, Mapping
from typing import Any

from core.papers import Block, Paper
from evictions.choices import LETTERS_OF_OFFICE, LetterKind
from evictions.letters import appointment, help, instalment_plan, municipal_notice
from evictions.letters.facts import Facts, facts_of
from evictions.models import EvictionCase

Template = Callable[[Facts], list[Block]]
TEMPLATES: dict[str, Mapping[str, Mapping[int, Template]]] = {
    LetterKind.HELP: help.VERSIONS,
    LetterKind.APPOINTMENT: appointment.VERSIONS,
    LetterKind.INSTALMENT_PLAN: instalment_plan.VERSIONS,
    LetterKind.MUNICIPAL_NOTICE: municipal_notice.VERSIONS,
}


def newest(kind: str, language: str) -> int:
    return max(TEMPLATES[kind][language])


def write_paper(
    case: EvictionCase, kind: str, language: str, writer: Any, asked: Mapping[str, str], version: int = 0
) -> Paper:
    """By the newest version, or the one asked for. DomainError when what it is about is not there."""
    facts = facts_of(case, kind, writer, asked)
    blocks = TEMPLATES[kind][language][version or newest(kind, language)](facts)
    (title,) = (block.lines[0] for block in blocks if block.kind == "title")
    return Paper(language=language, title=title, foot=facts.organisation, blocks=blocks)


def is_of_office(kind: str) -> bool:
    """Written and sent by the administration; the others by the caretaker."""
    return kind in LETTERS_OF_OFFICE
