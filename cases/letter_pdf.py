"""A letter to a partner as PDF (A4)."""

from django.utils.translation import gettext as _

from cases.letters import Letter, Part
from core import papers
from core.papers import Block, Paper
from core.tagged_pdf import tagged_pdf


def letter_pdf(letter: Letter) -> bytes:
    return tagged_pdf(paper_of(letter))


def paper_of(letter: Letter) -> Paper:
    return Paper(
        language="da",
        title=_("Henvisning, sag %(number)s") % {"number": letter.case_number},
        foot=_("%(organisation)s, sag %(number)s") % _of(letter),
        blocks=papers.only(
            *_head(letter), *(block for part in letter.parts for block in _part(part)), *_foot(letter)
        ),
    )


def _head(letter: Letter) -> list[Block | None]:
    attention = _("Att. %(name)s") % {"name": letter.attention} if letter.attention else ""
    return [
        papers.sender(letter.organisation),
        papers.address(letter.recipient, attention, letter.recipient_address),
        papers.day(letter.on),
        papers.title(letter.subject),
        papers.text(_("Vores sag %(number)s") % {"number": letter.case_number}),
        papers.text(letter.summary) if letter.summary else None,
    ]


def _part(part: Part) -> list[Block | None]:
    return [
        papers.heading(part.title),
        papers.facts([(label, value) for label, value in part.facts]) if part.facts else None,
        papers.text(part.text) if part.text else None,
    ]


def _foot(letter: Letter) -> list[Block | None]:
    return [
        papers.heading(_("Grundlag")),
        papers.text(letter.ground),
        papers.text(letter.answer) if letter.answer else None,
        papers.text(_("Venlig hilsen")),
        papers.strong(letter.written_by),
        papers.text(_("Social vicevært, %(organisation)s") % _of(letter)),
    ]


def _of(letter: Letter) -> dict[str, str]:
    return {"organisation": letter.organisation, "number": letter.case_number}
