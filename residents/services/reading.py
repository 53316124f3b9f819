"""From a file to findings: open, match the columns, stage, compare. The one path of web, job and command."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.utils import timezone

from core.tabular import LIMITS, Limits, Table, left_out, open_table
from residents import columns as register_columns
from residents.choices import LayoutKind
from residents.columns import Columns
from residents.models import ColumnLayout
from residents.services.comparing import Scope, compare
from residents.services.reporting import Findings, find_out
from residents.services.staging import Progress, prepare, stage

Source = str | os.PathLike[str] | bytes | BinaryIO
SAMPLE_ROWS = 200
SHOWN_ROWS = 3


@dataclass
class Reading:
    """`findings` is None when columns are lacking: then no row was read."""

    header: list[str]
    columns: Columns
    scope: Scope
    findings: Findings | None = None
    left_out: dict[str, Any] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    sample: list[list[str]] = field(default_factory=list)

    @property
    def notices(self) -> list[str]:
        return register_columns.cpr_notices(self.header, self.columns.cpr_columns)


def read_file(
    source: Source,
    file_name: str,
    *,
    organisation_id: int,
    progress: Progress,
    mapping: Mapping[str, int] | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Stage the file and find out what it would do. In a transaction; TableError when it is no table."""
    with open_table(source, file_name, vocabulary=register_columns.VOCABULARY, limits=limits) as table:
        sample, reading = _look(table, organisation_id, mapping)
        if reading.columns.missing:
            return reading
        prepare()
        reading.words = stage(table, sample, reading.columns, progress).words
        reading.left_out = left_out(table)
    progress("comparing", 0)
    compare(reading.scope)
    reading.findings = find_out(reading.scope)
    return reading


def look_at(
    source: Source, file_name: str, *, organisation_id: int, mapping: Mapping[str, int] | None = None
) -> Reading:
    """The header and a few rows, for the page where columns are chosen by hand."""
    with open_table(source, file_name, vocabulary=register_columns.VOCABULARY) as table:
        return _look(table, organisation_id, mapping)[1]


def _look(
    table: Table, organisation_id: int, mapping: Mapping[str, int] | None
) -> tuple[list[tuple[int, list[str]]], Reading]:
    sample = list(islice(table, SAMPLE_ROWS))
    cells = [row for _number, row in sample]
    remembered = mapping or remembered_mapping(organisation_id, table.header)
    matched = register_columns.match_columns(table.header, cells, remembered)
    scope = Scope(organisation_id=organisation_id, today=timezone.localdate(), columns=matched)
    hidden = set(matched.cpr_columns)
    shown = [
        ["" if index in hidden else cell for index, cell in enumerate(row[: len(table.header)])]
        for row in cells[:SHOWN_ROWS]
    ]
    return sample, Reading(header=table.header, columns=matched, scope=scope, sample=shown)


def remembered_mapping(organisation_id: int, header: list[str]) -> dict[str, int] | None:
    layout = ColumnLayout.objects.filter(
        organisation_id=organisation_id,
        kind=LayoutKind.REGISTER,
        fingerprint=register_columns.fingerprint(header),
    ).first()
    return layout.mapping if layout else None
