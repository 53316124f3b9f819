"""The table: one header, a stream of numbered rows, whatever the file format."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Self

from core.errors import DomainError


class TableError(DomainError):
    """The file cannot be read as a table. The message says in Danish what to do instead."""


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 500 * 1024 * 1024
    columns: int = 200
    rows: int = 1_048_576


LIMITS = Limits()


@dataclass
class Skipped:
    """What was passed over, so that the receipt can say so."""

    totals: int = 0
    footers: int = 0
    headers: int = 0
    blank: int = 0
    totals_rows: list[int] = field(default_factory=list)


class Table:
    header: list[str]
    header_row_number: int
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet_name: str = ""
    row_count: int = 0
    skipped: Skipped

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def open_table(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    filename: str = "",
    *,
    vocabulary: Iterable[str] = (),
    limits: Limits = LIMITS,
) -> Table:
    raise NotImplementedError
