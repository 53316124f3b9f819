"""Workbooks made by hand, also ones no program would write."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

HEADER_AND_ROW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Lejemål</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Beløb</t></is></c></row>'
    '<row r="2"><c r="A2"><v>1204</v></c><c r="B2"><v>4310.5</v></c></row>'
)


def workbook(rows: list[list[Any]], **formats: str) -> bytes:
    """Written by openpyxl; formats as A2="dd-mm-yyyy"."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, code in formats.items():
        book.active[cell].number_format = code
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts(
    sheet_data: str = HEADER_AND_ROW, *, prolog: str = "", strings: str | None = None
) -> dict[str, str]:
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}'
        "</sheetData></worksheet>",
    }
    if strings is not None:
        files["xl/sharedStrings.xml"] = strings
    return files


def packed(files: dict[str, str] | dict[str, bytes] | dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def by_hand(sheet_data: str = HEADER_AND_ROW, *, prolog: str = "", strings: str | None = None) -> bytes:
    return packed(parts(sheet_data, prolog=prolog, strings=strings))
