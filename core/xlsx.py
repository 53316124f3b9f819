"""A workbook with one sheet, written as a stream: a tenth of openpyxl's time, no row kept in memory.

Used through core.spreadsheets. Text is always stored as text; one that looks like a formula is also
marked (quotePrefix), so that it stays text when somebody edits the cell.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

from core.danish import COPENHAGEN

MOST_ROWS: Final = 1_048_575
_LONGEST_TEXT: Final = 32_767
_ROWS_AT_ONCE: Final = 500
# Days from 0001-01-01 to the day before Excel's first one.
_EPOCH: Final = 693_594

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_CONTENT_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_RELS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_WORKBOOK_RELS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
# Styles by number: 0 plain, 1 header, 2 kroner, 3 date, 4 date and time, 5 text like a formula.
_STYLES: Final = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd\\-mm\\-yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

# XML 1.0 has no control characters but tab and line breaks, and no lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ in a text as the character A.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE: Final = ("=", "+", "-", "@")
_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")


def write_workbook(
    stream: IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str,
    widths: Sequence[int],
    yes_no: Callable[[bool], str],
) -> int:
    """Header bold, fixed and filterable; returns the number of rows. ValueError when Excel has no room."""
    name = _escaped(_SHEET_NAME_FORBIDS.sub(" ", sheet)[:31]).replace('"', "&quot;") or "Ark1"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        for part, content in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELS),
            ("xl/_rels/workbook.xml.rels", _WORKBOOK_RELS),
            ("xl/styles.xml", _STYLES),
            ("xl/workbook.xml", _workbook_part(name)),
        ):
            archive.writestr(_member(part), content)
        with archive.open(_member("xl/worksheets/sheet1.xml"), "w") as member:
            return _write_sheet(member, header, rows, widths, yes_no)


def _member(name: str) -> zipfile.ZipInfo:
    """Without a clock, so that the same rows give the same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _workbook_part(sheet: str) -> str:
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _write_sheet(
    member: IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[int],
    yes_no: Callable[[bool], str],
) -> int:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(widths, 1)
    )
    member.write(
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>".encode()
    )
    letters = [column_letters(i) for i in range(len(header))]
    names = "".join(_text(f"{letter}1", name, 1) for letter, name in zip(letters, header, strict=True))
    lines = [f'<row r="1">{names}</row>']
    number = 1
    for number, row in enumerate(rows, 2):
        while len(letters) < len(row):
            letters.append(column_letters(len(letters)))
        cells = "".join(
            [_cell(f"{letter}{number}", value, yes_no) for letter, value in zip(letters, row, strict=False)]
        )
        lines.append(f'<row r="{number}">{cells}</row>')
        if len(lines) > _ROWS_AT_ONCE:
            member.write("".join(lines).encode())
            lines.clear()
            if number > MOST_ROWS:
                raise ValueError("more rows than a sheet has room for")
    member.write("".join(lines).encode())
    filtered = f'<autoFilter ref="A1:{letters[len(header) - 1]}{number}"/>' if header else ""
    member.write(f"</sheetData>{filtered}</worksheet>".encode())
    return number - 1


def column_letters(index: int) -> str:
    """0 → 'A', 27 → 'AB'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(place: str, value: Any, yes_no: Callable[[bool], str]) -> str:
    if isinstance(value, str):
        return _text(place, value, 5 if value.startswith(_FORMULA_LIKE) else 0) if value else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _text(place, yes_no(value), 0)
    if isinstance(value, Decimal):
        return f'<c r="{place}" s="2"><v>{value:f}</v></c>' if value.is_finite() else ""
    if isinstance(value, datetime):
        return f'<c r="{place}" s="4"><v>{_serial(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="3"><v>{value.toordinal() - _EPOCH}</v></c>'
    if isinstance(value, int | float):
        return _number(place, value)
    return _cell(place, str(value), yes_no)


def _number(place: str, value: float) -> str:
    """Excel keeps 15 digits: a longer number is an identifier, and stays whole as text."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return _text(place, str(value), 0)
    return f'<c r="{place}"><v>{value!r}</v></c>' if math.isfinite(value) else ""


def _text(place: str, text: str, style: int) -> str:
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    if not text.isalnum():
        text = _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if "_x" in text:
            text = _ESCAPE_LIKE.sub("_x005F_", text)
    return text[:_LONGEST_TEXT] if len(text) > _LONGEST_TEXT else text


def _serial(moment: datetime) -> str:
    """Spreadsheets have no time zones: the clock in Copenhagen."""
    local = moment.astimezone(COPENHAGEN) if moment.tzinfo else moment
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return f"{local.toordinal() - _EPOCH + seconds / 86400:.9f}"
