"""Register files for tests: rows as dicts of the fields that matter, the rest as usual."""

import datetime as dt
from pathlib import Path

from django.db import connection

from residents.columns import FIELDS
from residents.services.registers import take_register

ROW = {
    "estate": "1204",
    "estate_name": "Lærkeparken",
    "street": "Lærkevej",
    "house_number": "8",
    "floor": "3",
    "side": "th",
    "postal_code": "8000",
    "city": "Eksempelby",
    "dwelling": "0033",
    "tenant": "02",
    "starts_on": "01-05-2019",
    "rent": "7.500,00",
    "name": "Prøve Beboersen",
    "kind": "lejer",
    "phone": "20 00 00 00",
    "email": "proeve@eksempel.dk",
}
VACANT = {"tenant": "", "starts_on": "", "rent": "", "name": "", "kind": "", "phone": "", "email": ""}


def row(**changes) -> dict[str, str]:
    return ROW | changes


def csv_of(*rows: dict[str, str], fields=None, encoding="utf-8-sig") -> bytes:
    used = [spec for spec in FIELDS if fields is None or spec.name in fields]
    lines = [";".join(spec.label_da for spec in used)]
    lines += [";".join(entry.get(spec.name, "") for spec in used) for entry in rows]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def take(actor, *rows, organisation=None, content=None, fields=None, **options):
    """Import these rows as the command line does. → the run and its refused rows."""
    return take_register(
        actor=actor,
        organisation=organisation or actor.membership.organisation,
        file_name="register.csv",
        source=content or csv_of(*rows, fields=fields),
        **options,
    )


def counts(taken) -> dict[str, int]:
    return {key: value for key, value in taken.run.counts.items() if value}


def refusals(taken) -> list[tuple[int, str, str]]:
    return [(r.row_number, r.column, r.message) for r in taken.refused]


TABLES = ("estate", "stairwell", "dwelling", "tenancy", "resident")


def versions() -> dict[str, list[tuple]]:
    """Which transaction wrote every row of the register last, and how many events were recorded."""
    seen = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT id, xmin::text, xmax::text, ctid::text FROM residents_{table} ORDER BY id"
            )
            seen[table] = cursor.fetchall()
            cursor.execute(f"SELECT count(*) FROM residents_{table}event")
            seen[f"{table}event"] = cursor.fetchall()
    return seen


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d-%m-%Y").date()


def on_disk(folder: Path, content: bytes) -> Path:
    path = folder / "register.csv"
    path.write_bytes(content)
    return path
