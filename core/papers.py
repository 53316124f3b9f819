"""A letter as blocks of text, in reading order: drawn as a page (templates/core/_paper.html) and as a PDF
(core/tagged_pdf.py). Strings only, so that it can be kept as it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

LANGUAGES = {"da": "da", "en": "en-GB"}


@dataclass(frozen=True)
class Block:
    """`kind`: sender · address · day · title (once) · heading · text · strong · list · ticks (a box before
    each) · blank (a label, and rows to write on) · facts (label, value) · table and grid (the first row names
    the columns; a grid's others are to be written in). Facts, table and grid have `rows`, the others `lines`.
    """

    kind: str
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [*self.lines, *(cell for row in self.rows for cell in row)]


@dataclass(frozen=True)
class Paper:
    """`language` is a key of LANGUAGES; `foot` stands on every page, before its number."""

    language: str
    title: str
    foot: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def lang(self) -> str:
        """For the `lang` attribute."""
        return LANGUAGES[self.language]

    @property
    def words(self) -> list[str]:
        """Every piece of text in reading order, without the foot."""
        return [words for block in self.blocks for words in block.words]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Paper":
        return cls(**{**data, "blocks": [Block(**block) for block in data["blocks"]]})


def sender(name: str) -> Block:
    return Block("sender", [name])


def address(*lines: str) -> Block:
    """Each line of it, also of lines that hold several; empty ones are left out."""
    return Block("address", [part for line in lines for part in line.splitlines() if part.strip()])


def day(words: str) -> Block:
    return Block("day", [words])


def title(words: str) -> Block:
    return Block("title", [words])


def heading(words: str) -> Block:
    return Block("heading", [words])


def text(words: str) -> Block:
    return Block("text", words.replace("\r", "").split("\n"))


def strong(words: str) -> Block:
    return Block("strong", [words])


def items(*lines: str) -> Block:
    return Block("list", list(lines))


def facts(rows: Sequence[tuple[str, str]]) -> Block:
    return Block("facts", rows=[list(row) for row in rows])


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return Block("table", rows=[list(columns), *(list(row) for row in rows)])


def ticks(*lines: str) -> Block:
    return Block("ticks", list(lines))


def blank(label: str, lines: int = 1) -> Block:
    """To be filled in by hand."""
    return Block("blank", [label], [[""]] * lines)


def grid(columns: Sequence[str], count: int) -> Block:
    """A table to be filled in by hand; each column is as wide as its heading asks."""
    return Block("grid", rows=[list(columns), *([""] * len(columns) for _row in range(count))])


def only(*blocks: Block | None) -> list[Block]:
    """Those that there are."""
    return [block for block in blocks if block is not None]


def every_line(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from block.words
