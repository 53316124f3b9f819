"""From all records below the header to the rows that are data: totals, footers and repeats left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

Record = tuple[int, list[str]]


@dataclass
class Skipped:
    """What was passed over, so that the receipt can say so."""

    totals: int = 0
    footers: int = 0
    headers: int = 0
    blank: int = 0
    totals_rows: list[int] = field(default_factory=list)
    """The row numbers, the first hundred."""

    def total(self, row_number: int) -> None:
        self.totals += 1
        if len(self.totals_rows) < 100:
            self.totals_rows.append(row_number)


_TOTAL_WORD = re.compile(
    r"\W*(?:i\s?alt|total(?:er|t|sum)?|grand total|sub-?total|sum|samlet|hovedtotal|slutsum|mellemsum)"
    r"\b.{0,60}",
    re.IGNORECASE,
).fullmatch
_FOOTER = re.compile(
    r"\W*(?:udskrevet|udskriftsdato|udskrift|dannet|genereret|printed|side \d+|antal |slut på|slut|"
    r"\(?\d+ (?:rækker|rows|poster|linjer))\b.{0,80}\W*",
    re.IGNORECASE,
).fullmatch
_AMOUNT = re.compile(
    r"[-−+(]? ?(?:kr\.? ?)?[0-9]{1,3}(?:[. \xa0]?[0-9]{3})*(?:[.,][0-9]{1,2})?(?: ?kr\.?)? ?[-)]?",
    re.IGNORECASE,
).fullmatch
_RULE = re.compile(r"[-=_*.~ ]{2,}").fullmatch
# Only rows beginning with one of these are looked at more closely; the others are data.
_FIRST_CHARS: Final = frozenset("iItTgGsSmMhHuUdDpPaA0123456789-=_*.~( ")
_WAITING_MOST: Final = 6


def data_rows(records: Iterator[Record], header: Sequence[str], skipped: Skipped) -> Iterator[Record]:
    """Rows of at least len(header) cells. What may be a totals row or a footer waits to see if rows follow.

    "I alt" is passed over wherever it stands; amounts without a first cell and single cells only at
    the end, because in the middle they are rows somebody has to look at.
    """
    width = len(header)
    header_cells = list(header)
    first_chars = _FIRST_CHARS - frozenset("0123456789") | {header_cells[0][:1]}
    waiting: list[tuple[Record, str]] = []
    for number, cells in records:
        if len(cells) != width:
            cells = _fitted(cells, width)
        if cells[0] and cells[0][0] not in first_chars and (width < 3 or cells[1] or cells[2]):
            kind = ""
        else:
            kind = _kind(cells, header_cells)
        if not kind:
            if waiting:
                yield from (record for record, _kind_of in waiting)
                waiting = []
            yield number, cells
        elif kind in _CERTAIN:
            _count(skipped, kind, number)
        else:
            waiting.append(((number, cells), kind))
            if len(waiting) > _WAITING_MOST:
                yield waiting.pop(0)[0]
    for (number, _cells), kind in waiting:
        _count(skipped, kind, number)


def _fitted(cells: list[str], width: int) -> list[str]:
    """Missing cells added; empty surplus ones dropped; surplus with something in it kept, as a flag."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    end = len(cells)
    while end > width and not cells[end - 1]:
        end -= 1
    return cells[:end]


_CERTAIN: Final = frozenset({"blank", "total", "footer", "header"})


def _kind(cells: list[str], header: list[str]) -> str:
    """'' for data; 'blank', 'total', 'footer', 'header'; 'amounts' and 'note' only count at the end."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "blank"
    first, others = filled[0], filled[1:]
    if _TOTAL_WORD(first) and all(_AMOUNT(cell) or _TOTAL_WORD(cell) for cell in others):
        return "total"
    if cells[: len(header)] == header:
        return "header"
    if all(_RULE(cell) for cell in filled):
        return "footer"
    if len(filled) <= 2 and len(header) > 2 and _FOOTER(first):
        return "footer"
    if not cells[0] and len(filled) <= max(1, len(header) // 2) and all(_AMOUNT(cell) for cell in filled):
        return "amounts"
    if len(filled) == 1 and len(header) > 3 and cells[0] and not cells[0][0].isdigit():
        return "note"
    return ""


def _count(skipped: Skipped, kind: str, number: int) -> None:
    if kind in {"total", "amounts"}:
        skipped.total(number)
    elif kind == "header":
        skipped.headers += 1
    elif kind == "blank":
        skipped.blank += 1
    else:
        skipped.footers += 1
