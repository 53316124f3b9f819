"""XLSX and CSV out: streamed, text stays text, numbers and dates stay what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.http import HttpResponseBase

Cell = str | int | Decimal | date | datetime | bool | None


def write_xlsx(
    stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "Ark1"
) -> int:
    """Write a workbook with one sheet; returns the number of rows."""
    raise NotImplementedError


def xlsx_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    raise NotImplementedError


def write_csv(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """UTF-8 with BOM, `;`, decimal comma, as a Danish Excel opens it; returns the number of rows."""
    raise NotImplementedError


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    raise NotImplementedError
