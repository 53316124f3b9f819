"""XLSX and CSV out: streamed, text stays text, numbers and dates stay what they are.

Nothing a person has written can become a formula: in XLSX text is stored as text and marked so, in
CSV a text that Excel would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any, Final

from django.http import FileResponse
from django.utils.translation import gettext as _

from core.danish import COPENHAGEN, format_date
from core.xlsx import write_workbook

Cell = str | int | float | Decimal | date | datetime | bool | None

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"
_IN_MEMORY: Final = 2 * 1024 * 1024
_SAMPLE_ROWS: Final = 200
_WIDEST: Final = 60

_FORMULA_LIKE: Final = ("=", "+", "-", "@", "\t", "\r")
_HARMLESS = re.compile(r"[+-]?[0-9 ().,/-]*").fullmatch


def write_xlsx(
    stream: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Ark1"
) -> int:
    """Write a workbook with one sheet, the header fixed and filterable; returns the number of rows.

    Decimal is shown as kroner, date and datetime as dates, bool as ja/nej, None as an empty cell.
    """
    remaining = iter(rows)
    sample = list(islice(remaining, _SAMPLE_ROWS))
    return write_workbook(
        stream,
        header,
        chain(sample, remaining),
        sheet=sheet,
        widths=_widths(header, sample),
        yes_no=_yes_no,
    )


def _yes_no(value: bool) -> str:
    return _("ja") if value else _("nej")


def _widths(header: Sequence[str], sample: Sequence[Sequence[Cell]]) -> list[int]:
    return [
        min(_WIDEST, max([len(name) + 4, *(len(_written(row[i])) + 2 for row in sample if i < len(row))]))
        for i, name in enumerate(header)
    ]


def _written(value: Cell) -> str:
    """As a Danish Excel reads it from CSV: decimal comma, no thousand separators."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, datetime):
        local = value.astimezone(COPENHAGEN) if value.tzinfo else value
        return f"{format_date(local)} {local:%H:%M}"
    if isinstance(value, date):
        return format_date(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value).replace(".", ",")


def _safe(value: Cell) -> str:
    if not isinstance(value, str):
        return _written(value)
    text = value.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA_LIKE) and not _HARMLESS(text) else text


def write_csv(stream: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """UTF-8 with BOM, `;`, decimal comma, as a Danish Excel opens it; returns the number of rows."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    counted = _Counted(rows)
    try:
        writer.writerow([_safe(name) for name in header])
        writer.writerows([_safe(value) for value in row] for row in counted)
    finally:
        text.flush()
        text.detach()
    return counted.count


class _Counted:
    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            yield row


def xlsx_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Ark1"
) -> FileResponse:
    """A download. Written to disk before the answer begins, inside the view's transaction."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_xlsx(file, header, rows, sheet=sheet)
    return _download(file, filename, XLSX_TYPE)


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> FileResponse:
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_csv(file, header, rows)
    return _download(file, filename, CSV_TYPE)


def _download(file: Any, filename: str, content_type: str) -> FileResponse:
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
    response["Cache-Control"] = "no-store"
    return response
