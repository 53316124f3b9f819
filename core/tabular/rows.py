"""From all records below the header to the rows that are data: totals, footers and repeats left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
    footers_rows: list[int] = field(default_factory=list)
    """The row numbers, the first hundred of each."""

    def total(self, row_number: int) -> None:
        self.totals += 1
        if len(self.totals_rows) < 100:
            self.totals_rows.append(row_number)

    def footer(self, row_number: int) -> None:
        self.footers += 1
        if len(self.footers_rows) < 100:
            self.footers_rows.append(row_number)


_TOTAL_WORD = re.compile(
    r"\W*(?:i\s?alt|total(?:er|t|sum)?|grand total|sub-?total|sum|samlet|hovedtotal|slutsum|mellemsum)"
    r"\b.{0,60}",
    re.IGNORECASE,
).fullmatch
_ONLY_TOTAL_WORD = re.compile(
    r"\W*(?:i\s?alt|total|sum|hovedtotal|slutsum|grand total)\W*", re.IGNORECASE
).fullmatch
_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*").fullmatch
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
_FIRST_CHARS: Final = frozenset("iItTgGsSmMhHuUdDpPaA-=_*.~(")
_WAITING_MOST: Final = 6


def data_rows(records: Iterable[Record], header: Sequence[str], skipped: Skipped) -> Iterator[Record]:
    """Rows of at least len(header) cells. What may be a totals row or a footer waits to see if rows follow.

    "I alt" is passed over wherever it stands; amounts without a first cell and single cells only at
    the end, because in the middle they are rows somebody has to look at.
    """
    width, header_cells = len(header), list(header)
    # A table may begin some columns in.
    lead = next((column for column, name in enumerate(header_cells) if name), 0)
    second, third = min(lead + 1, width - 1), min(lead + 2, width - 1)
    look_closer = _FIRST_CHARS | {header_cells[lead][:1]}
    waiting: list[tuple[Record, str]] = []
    for record in records:
        cells = record[1]
        if len(cells) != width:
            cells = _fitted(cells, width)
            record = record[0], cells
        first = cells[lead]
        if first and first[0] not in look_closer and (cells[second] or cells[third]):
            if waiting:
                yield from _released(waiting)
            yield record
            continue
        kind = _kind(cells, header_cells, lead)
        if kind in _CERTAIN:
            _count(skipped, kind, record[0])
        elif kind:
            waiting.append((record, kind))
            if len(waiting) > _WAITING_MOST:
                yield waiting.pop(0)[0]
        else:
            yield from _released(waiting)
            yield record
    for held, kind in waiting:
        _count(skipped, kind, held[0])


def _released(waiting: list[tuple[Record, str]]) -> list[Record]:
    """The rows that waited and turn out to be data, in their order."""
    records = [record for record, _kind_of in waiting]
    waiting.clear()
    return records


def _fitted(cells: list[str], width: int) -> list[str]:
    """Missing cells added; empty surplus ones dropped; surplus with something in it kept, as a flag."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    end = len(cells)
    while end > width and not cells[end - 1]:
        end -= 1
    return cells[:end]


_CERTAIN: Final = frozenset({"blank", "total", "footer", "header"})


def _kind(cells: list[str], header: list[str], lead: int) -> str:
    """'' for data; 'blank', 'total', 'footer', 'header'; 'amounts' and 'note' only count at the end."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "blank"
    first, others = filled[0], filled[1:]
    if _is_total(first, others):
        return "total"
    if cells[: len(header)] == header:
        return "header"
    if all(_RULE(cell) for cell in filled):
        return "footer"
    if len(filled) <= 2 and len(header) > 2 and _FOOTER(first):
        return "footer"
    named = len(header) - lead
    if not cells[lead] and len(filled) <= max(1, named // 2) and all(_AMOUNT(cell) for cell in filled):
        return "amounts"
    if len(filled) == 1 and named > 3 and " " in first and not first[0].isdigit():
        return "note"
    return ""


def _is_total(first: str, others: list[str]) -> bool:
    """'I alt afd. 12' with amounts; a bare 'I alt' also with '405 lejemål', but not with a date."""
    if _TOTAL_WORD(first) and all(_AMOUNT(cell) or _TOTAL_WORD(cell) for cell in others):
        return True
    return bool(_ONLY_TOTAL_WORD(first)) and not any(_DATE(cell) for cell in others)


def _count(skipped: Skipped, kind: str, number: int) -> None:
    if kind in {"total", "amounts"}:
        skipped.total(number)
    elif kind == "header":
        skipped.headers += 1
    elif kind == "blank":
        skipped.blank += 1
    else:
        skipped.footer(number)
