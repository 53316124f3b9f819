"""Where the table begins: the header row among titles, dates of print and blank rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from core.tabular.columns import _compact, normalise_header

SEARCH_ROWS: Final = 30
_NUMERIC = re.compile(r"[-−(]?(?:kr\.? ?)?[0-9][0-9 .,:/\-]*(?:kr\.?)?[-)]?", re.IGNORECASE).fullmatch


class Vocabulary:
    """Known header words, to score a row by how many of its cells are headers."""

    def __init__(self, words: Iterable[str]) -> None:
        normalised = {normalise_header(word) for word in words}
        self.words = {_compact(word) for word in normalised if word}
        self.long_words = [word for word in self.words if len(word) >= 5]

    def score(self, cells: Sequence[str]) -> int:
        """Three for a known header, one for a cell with a known word in it; the same cell counts once."""
        known = sum(self._cell_score(text) for text in {normalise_header(cell) for cell in cells if cell})
        # "Selskab;12;Afdeling;4" is a line of facts above the table: headers are not numbers.
        return known - 2 * sum(1 for cell in cells if _NUMERIC(cell))

    def _cell_score(self, normalised: str) -> int:
        word = _compact(normalised)
        if word in self.words:
            return 3
        # A title such as "Restanceliste for afdeling 12" has the words too, but is a sentence.
        short = 0 < len(normalised) <= 40
        return int(short and any(known in word for known in self.long_words))


def best_score(records: Sequence[Sequence[str]], vocabulary: Vocabulary) -> int:
    """How well the best row among the first ones does as a header; 0 when nothing is recognised."""
    scores = [vocabulary.score(cells) for cells in records[:SEARCH_ROWS] if _filled(cells) > 1]
    best = max(scores, default=0)
    return best if best > 1 else 0


def find_header(
    records: Sequence[tuple[int, Sequence[str]]], vocabulary: Vocabulary, *, may_be_prose: bool
) -> int | None:
    """Index into `records` (non-blank rows) of the header, or None when there is none."""
    scores = [
        vocabulary.score(cells) if _filled(cells) > 1 else 0 for _number, cells in records[:SEARCH_ROWS]
    ]
    best = max(scores, default=0)
    if best > 1:
        return scores.index(best)
    index = _first_row_of_names(records)
    if index is not None and may_be_prose and not _hold_numbers(records[index + 1 :]):
        return None
    return index


def _first_row_of_names(records: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """Nothing known in it: the first row of different texts, as wide as most rows below."""
    widths = Counter(width for _number, cells in records if (width := _filled(cells)) > 1)
    if not widths:
        return None
    usual = widths.most_common(1)[0][0]
    if widths[usual] * 3 < len(records):
        return None
    for index, (_number, cells) in enumerate(records[:SEARCH_ROWS]):
        names = [cell for cell in cells if cell]
        if len(names) >= max(2, usual * 0.6) and _are_names(names):
            return index
    return None


def _hold_numbers(records: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Rows of a list have a number, an amount or a date somewhere; lines of prose hardly ever do."""
    numbered = sum(1 for _number, cells in records if any(_NUMERIC(cell) for cell in cells))
    return numbered * 3 >= len(records)


def _are_names(names: list[str]) -> bool:
    """Headers are short texts, none of them twice and hardly any of them a number."""
    numbers = sum(1 for name in names if _NUMERIC(name))
    return numbers * 5 <= len(names) and len(set(names)) == len(names) and max(map(len, names)) <= 60


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def clean_header(cells: Sequence[str], sample: Sequence[Sequence[str]]) -> list[str]:
    """Trimmed at the right, except for nameless columns that hold something in the rows below."""
    names = [" ".join(cell.split()) for cell in cells]
    physical = len(names)
    while names and not names[-1]:
        names.pop()
    for column in range(physical - 1, len(names) - 1, -1):
        used = sum(1 for row in sample if column < len(row) and row[column])
        # A single row that goes too far right is out of step; it does not make a column.
        if used and used >= min(2, len(sample)):
            return names + [""] * (column + 1 - len(names))
    return names
