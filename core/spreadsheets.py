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
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.danish import COPENHAGEN, format_date

Cell = str | int | float | Decimal | date | datetime | bool | None

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"
_IN_MEMORY: Final = 2 * 1024 * 1024
_SAMPLE_ROWS: Final = 200
_WIDEST: Final = 60
_LONGEST_TEXT: Final = 32_767

_FORMATS: Final = {"kroner": "#,##0.00", "date": "dd-mm-yyyy", "moment": "dd-mm-yyyy hh:mm"}
# XML 1.0 has no control characters but tab and line breaks, and no lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_LIKE: Final = ("=", "+", "-", "@", "\t", "\r")
_HARMLESS = re.compile(r"[+-]?[0-9 ().,/-]*").fullmatch
_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")


def write_xlsx(
    stream: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Ark1"
) -> int:
    """Write a workbook with one sheet, the header fixed and filterable; returns the number of rows."""
    workbook = Workbook(write_only=True)
    worksheet = workbook.create_sheet(_SHEET_NAME_FORBIDS.sub(" ", sheet)[:31])
    remaining = iter(rows)
    sample = list(islice(remaining, _SAMPLE_ROWS))
    for index, width in enumerate(_widths(header, sample), 1):
        worksheet.column_dimensions[get_column_letter(index)].width = width
    worksheet.freeze_panes = "A2"
    make = _CellMaker(worksheet)
    worksheet.append([make.bold(text) for text in header])
    count = 0
    for row in chain(sample, remaining):
        worksheet.append([make(value) for value in row])
        count += 1
    if header:
        worksheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count + 1}"
    workbook.save(stream)
    return count


class _CellMaker:
    """Cells with the few styles we use; looked up once, since openpyxl takes its time over each."""

    def __init__(self, worksheet: Any) -> None:
        self._worksheet = worksheet
        self._styles = {name: self._style(number_format=code) for name, code in _FORMATS.items()}
        self._text_style = self._style(quotePrefix=True)
        self._bold_style = self._style(font=Font(bold=True))

    def _style(self, **attributes: object) -> Any:
        cell = WriteOnlyCell(self._worksheet, "")
        for name, value in attributes.items():
            setattr(cell, name, value)
        return cell._style

    def _cell(self, value: Cell, style: Any) -> Any:
        cell = WriteOnlyCell(self._worksheet, value)
        cell._style = style
        return cell

    def bold(self, text: str) -> Any:
        cell = self._cell(_printable(text), self._bold_style)
        cell.data_type = "s"
        return cell

    def __call__(self, value: Cell) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            return self._text(_printable(value))
        if isinstance(value, bool):
            return _yes_no(value)
        if isinstance(value, datetime):
            return self._cell(_local(value), self._styles["moment"])
        if isinstance(value, date):
            return self._cell(value, self._styles["date"])
        return self._cell(value, self._styles["kroner"]) if isinstance(value, Decimal) else value

    def _text(self, text: str) -> Any:
        if not text.startswith(_FORMULA_LIKE):
            return text
        cell = self._cell(text, self._text_style)
        cell.data_type = "s"
        return cell


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)[:_LONGEST_TEXT]


def _yes_no(value: bool) -> str:
    return _("ja") if value else _("nej")


def _local(moment: datetime) -> datetime:
    """Spreadsheets have no time zones: the clock in Copenhagen."""
    return moment.astimezone(COPENHAGEN).replace(tzinfo=None) if moment.tzinfo else moment


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
        moment = _local(value)
        return f"{format_date(moment)} {moment:%H:%M}"
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
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="", write_through=False)
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
