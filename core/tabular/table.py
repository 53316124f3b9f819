"""The table: one header, a stream of numbered rows, whatever the file format."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO, Final, Self

from core.tabular import errors
from core.tabular.errors import LIMITS, Limits
from core.tabular.header import Vocabulary, best_score, clean_header, find_header
from core.tabular.rows import Record, Skipped, data_rows
from core.tabular.source import Source, kind_of, open_source
from core.tabular.textfile import open_text
from core.tabular.workbook import Workbook

SAMPLE_ROWS: Final = 100
SHEETS: Final = 40
KNOWN_HEADERS: Final = 3
_Iterator = Iterator[Record]


class Table:
    """Made by open_table; iterate over it once."""

    def __init__(self, source: Source, kind: str) -> None:
        self._source = source
        self._workbook: Workbook | None = None
        self._rows: _Iterator = iter(())
        self.kind = kind
        self.header: list[str] = []
        self.header_row_number = 0
        self.encoding = ""
        self.delimiter = ""
        self.sheet_name = ""
        self.other_sheets: list[str] = []
        self.skipped = Skipped()

    def __iter__(self) -> _Iterator:
        return self._rows

    def _begin(self, records: _Iterator, vocabulary: Vocabulary, limits: Limits) -> None:
        """Find the header and the first row below it; raises TableError when either is missing."""
        sample = list(islice(records, SAMPLE_ROWS))
        filled = [(number, cells) for number, cells in sample if any(cells)]
        index = find_header(filled, vocabulary, may_be_prose=self.delimiter == ",")
        if index is None:
            raise errors.no_header() if filled else errors.empty_file()
        self.header_row_number = filled[index][0]
        self.header = clean_header(filled[index][1], [cells for _number, cells in filled[index + 1 :]])
        if len(self.header) > limits.columns:
            raise errors.too_many_columns(limits)
        below = [record for record in sample if record[0] > self.header_row_number]
        rows = data_rows(chain(below, records), self.header, self.skipped)
        first = next(rows, None)
        if first is None:
            # One line in which nothing is known is a letter, or what not; no header without rows.
            alone = len(filled) == 1 and vocabulary.score(self.header) <= 1
            raise errors.not_a_table() if alone else errors.header_only()
        self._rows = chain([first], rows)

    def open_text(self, vocabulary: Vocabulary, limits: Limits) -> None:
        text = open_text(self._source.file, limits, lambda records: best_score(records, vocabulary))
        self.encoding, self.delimiter = text.encoding.name, text.delimiter
        self._begin(text.records(), vocabulary, limits)

    def open_workbook(self, vocabulary: Vocabulary, limits: Limits) -> None:
        """The first visible sheet with known headers; else the first one with a table; else the first."""
        self._workbook = workbook = Workbook(self._source.file, limits)
        ranks: dict[str, int] = {}
        for name in workbook.sheet_names()[:SHEETS]:
            rank = _rank([r for r in islice(workbook.records(name), SAMPLE_ROWS) if any(r[1])], vocabulary)
            if rank and (workbook.is_visible(name) or not ranks):
                ranks[name] = rank
        if not ranks:
            raise errors.empty_file()
        best = max(ranks.values())
        self.sheet_name, *alike = [name for name, rank in ranks.items() if rank == best]
        self.other_sheets = alike if best == KNOWN_HEADERS else []
        self._begin(workbook.records(self.sheet_name), vocabulary, limits)

    def close(self) -> None:
        if self._workbook:
            self._workbook.close()
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def _rank(sample: list[Record], vocabulary: Vocabulary) -> int:
    if not sample:
        return 0
    if best_score([cells for _number, cells in sample], vocabulary) > 3:
        return KNOWN_HEADERS
    return 2 if find_header(sample, vocabulary, may_be_prose=False) is not None else 1


def open_table(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    filename: str = "",
    *,
    vocabulary: Iterable[str] = (),
    limits: Limits = LIMITS,
) -> Table:
    """See the package's docstring. `filename` is for the caller's records; the content decides."""
    opened = open_source(source, limits)
    table: Table | None = None
    try:
        kind = kind_of(opened.file)
        table = Table(opened, "xlsx" if kind == "zip" else "csv")
        start = table.open_workbook if kind == "zip" else table.open_text
        start(Vocabulary(vocabulary), limits)
    except BaseException:
        (table or opened).close()
        raise
    return table
