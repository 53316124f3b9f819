"""What programs are told about a list, and the rows they may send instead of a file."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from core.danish import format_date, format_kroner
from core.tabular import Note, notes
from evictions.choices import Bucket
from evictions.models import ArrearsList, ArrearsRow
from evictions.services.columns import LABELS
from residents.choices import ImportStatus

COUNTS: Final = ("rows", "new", "changed", "unchanged", "missing", "rejected", "notices")
JSON_KEYS: Final = (
    "tenancy", "estate", "dwelling", "tenant_number", "amount", "due_date", "line_type", "months", "stage",
    "demand_received_on", "phone", "children",
)  # fmt: skip


def list_summary(arrears_list: ArrearsList, *, errors: bool = True) -> dict[str, Any]:
    """What programs are told, as plain JSON values:

    rows        data rows of the file (totals, footers and empty rows are not counted)
    new         tenancies that got a notice
    changed     tenancies whose open notice got a new revision
    unchanged   tenancies of which the list says nothing new (also those with nothing owing)
    missing     open notices proposed for closing, because the list leaves them out
    rejected    rows that wait (invalid, unknown tenancy, jump, duplicate)
    notices     notices made by it, each with its delivery
    errors      one {"row", "column", "value", "message"} per row that waits, in the order of the file;
                one {"row": None, "column": "", "value": "", "message": …} when the file was refused
    """
    if hasattr(arrears_list, "dry_run_summary"):
        return dict(arrears_list.dry_run_summary)
    summary: dict[str, Any] = {name: arrears_list.counts.get(name, 0) for name in COUNTS}
    if errors:
        summary["errors"] = list(list_errors(arrears_list))
    return summary


def list_notes(arrears_list: ArrearsList) -> list[Note]:
    """What of the file was not read: other sheets, totals, what is printed around the table."""
    return notes(arrears_list.counts.get("left_out", {}))


def list_errors(arrears_list: ArrearsList) -> Iterator[dict[str, Any]]:
    if arrears_list.status == ImportStatus.FAILED:
        yield {"row": None, "column": "", "value": "", "message": arrears_list.message}
    for row in waiting_rows(arrears_list).iterator():
        yield {
            "row": row.row_number,
            "column": column_name(arrears_list, row.column),
            "value": original_value(row, row.column),
            "message": row.message,
        }


def waiting_rows(arrears_list: ArrearsList) -> Any:
    return arrears_list.rows.filter(bucket=Bucket.ERROR).order_by("row_number")


def error_table(arrears_list: ArrearsList) -> Iterator[list[Any]]:
    """The errors once more, with the tenancy of each row, for whoever corrects them in the rent ledger."""
    rows = {row.row_number: row for row in waiting_rows(arrears_list)}
    for error in list_errors(arrears_list):
        row = rows.get(error["row"])
        place = reference_of(row) if row else ""
        yield [place, error["row"], error["column"], error["value"], error["message"]]


def reference_of(row: ArrearsRow) -> str:
    """What the list calls the tenancy, whether in one column or in several."""
    values = original_values(row)
    parts = (values.get(name, "") for name in ("estate", "dwelling", "tenant_number"))
    return values.get("tenancy") or row.reference_key or "-".join(filter(None, parts))


def left_out_rows(arrears_list: ArrearsList) -> Any:
    """What somebody left out, and who. Not to be confused with what of the file was not read (list_notes)."""
    return arrears_list.rows.filter(bucket=Bucket.LEFT_OUT).order_by("row_number")


def column_name(arrears_list: ArrearsList, field: str) -> str:
    """The header of the list's own column; the name of the field where there is none."""
    column = arrears_list.mapping.get(field)
    if column is not None and column < len(arrears_list.header):
        return str(arrears_list.header[column])
    return str(LABELS.get(field, field))


def original_value(row: ArrearsRow, field: str) -> str:
    """What stood in the file; of a row that could be read, the same value the Danish way."""
    return original_values(row).get(field, "")


def original_values(row: ArrearsRow) -> dict[str, str]:
    read = {
        "amount": "" if row.amount is None else format_kroner(row.amount),
        "due_date": _date(row.due_date),
        "line_type": row.line_type,
        "months": "" if row.months is None else f"{row.months.normalize():f}".replace(".", ","),
        "stage": row.stage,
        "demand_received_on": _date(row.demand_received_on),
        "phone": row.phone,
        "children": row.children,
    }
    return read | row.values


def _date(day: Any) -> str:
    return format_date(day) if day else ""


def rows_as_file(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON rows of the API as the CSV `take_list` reads: keys tenancy (or estate, dwelling,
    tenant_number), amount, due_date, line_type, months, stage, demand_received_on, phone, children.
    Row n of `rows` (counted from 1) is row n + 1 of the file."""
    kept = list(rows)
    present = [key for key in JSON_KEYS if any(row.get(key) is not None for row in kept)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(present)
    writer.writerows([_cell(row.get(key)) for key in present] for row in kept)
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return " ".join(str(value).split())
