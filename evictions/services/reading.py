"""A file → the staging table. Finds the columns first; refuses with a sentence what is no table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from core.tabular import header_fingerprint, left_out, open_table
from evictions.models import ArrearsList
from evictions.services import columns
from evictions.services.parsing import RowReader, kept_reference
from evictions.services.staging import copy_lines
from residents.choices import LayoutKind
from residents.models import ColumnLayout


@dataclass
class Reading:
    """What was found in the file. `lacking`: required fields without a column; then no row was read."""

    header: list[str]
    mapping: dict[str, int]
    lacking: list[str] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()
    sample: list[list[str]] = field(default_factory=list)
    rows: int = 0
    left_out: dict[str, Any] = field(default_factory=dict)


def read_into_staging(
    cursor: Any, arrears_list: ArrearsList, content: bytes, on_chunk: Callable[[int], None]
) -> Reading:
    """COPY every row of the file, checked. TableError (a DomainError) when it is no table."""
    with open_table(content, arrears_list.file_name, vocabulary=columns.WORDS) as table:
        rows = iter(table)
        sample = list(islice(rows, columns.SAMPLE_ROWS))
        reading = _find_columns(arrears_list, table.header, [cells for _number, cells in sample])
        if not reading.lacking:
            reader = RowReader(reading.mapping, len(table.header), arrears_list.organisation.number)
            reading.rows = copy_lines(cursor, _lines(reader, chain(sample, rows)), on_chunk)
            reading.left_out = left_out(table)
        return reading


def _lines(reader: RowReader, rows: Iterator[tuple[int, list[str]]]) -> Iterator[str]:
    line = reader.line
    return (line(row_number, cells) for row_number, cells in rows)


def look_at(arrears_list: ArrearsList, content: bytes, rows: int = 3) -> Reading:
    """The header and the first rows, for the page where columns are chosen by hand."""
    with open_table(content, arrears_list.file_name, vocabulary=columns.WORDS) as table:
        sample = [cells for _number, cells in islice(table, columns.SAMPLE_ROWS)]
        reading = _find_columns(arrears_list, table.header, sample)
        reading.sample = [[kept_reference(cell) for cell in cells] for cells in sample[:rows]]
        return reading


def _find_columns(arrears_list: ArrearsList, header: list[str], sample: list[list[str]]) -> Reading:
    """Chosen by hand for this list, else remembered for this layout, else recognised."""
    hidden = columns.cpr_columns(header, sample)
    chosen = arrears_list.mapping or _remembered(arrears_list, header)
    mapping = (
        columns.usable_mapping(chosen, len(header), hidden)
        if chosen
        else columns.recognise_columns(header, sample)
    )
    return Reading(header, mapping, columns.lacking(mapping), hidden)


def _remembered(arrears_list: ArrearsList, header: list[str]) -> dict[str, int]:
    layouts = ColumnLayout.objects.filter(
        organisation_id=arrears_list.organisation_id, kind=LayoutKind.ARREARS
    )
    mapping = layouts.filter(fingerprint=header_fingerprint(header)).values_list("mapping", flat=True).first()
    return dict(mapping or {})


def remember_columns(arrears_list: ArrearsList, mapping: dict[str, int]) -> None:
    ColumnLayout.objects.update_or_create(
        organisation_id=arrears_list.organisation_id,
        kind=LayoutKind.ARREARS,
        fingerprint=header_fingerprint(arrears_list.header),
        defaults={"mapping": mapping},
    )
