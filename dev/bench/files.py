"""The files that are imported, and the same data as the plain COPY wants it: typed, keys worked out."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from demo.scale import organisation_rows
from residents.columns import LABELS
from residents.models import HousingOrganisation, Tenancy

REGISTER_COLUMNS = (
    "estate", "estate_name", "street", "house_number", "floor", "side", "postal_code", "city", "dwelling",
    "tenant", "starts_on", "rent", "name", "kind", "phone",
)  # fmt: skip
ARREARS_HEADER = ["Lejemål", "Posttype", "Beløb", "Forfaldsdato", "Måneder", "Status", "Telefon"]
STAGES = {"arrears": "Restance", "demand": "Påkrav", "termination": "Ophævelse"}


def write(
    path: Path, rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8", delimiter: str = ";"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_register(folder: Path, organisation: HousingOrganisation, count: int) -> tuple[Path, Path]:
    """The client's file, and the plain one (order: dev.bench.plain.REGISTER_COLUMNS)."""
    rows = organisation_rows(organisation, count)
    estates = {row[0]: row for row in rows.estates}
    stairwells = {row[0]: row for row in rows.stairwells}
    joined = list(zip(rows.dwellings, rows.tenancies, rows.residents, strict=True))

    def said() -> Iterable[Sequence[Any]]:
        yield [LABELS[name] for name in REGISTER_COLUMNS]
        for dwelling, tenancy, resident in joined:
            estate, stairwell = estates[dwelling[2]], stairwells[dwelling[3]]
            yield [
                *estate[2:4], *stairwell[3:5], dwelling[5], dwelling[6], *stairwell[5:7], dwelling[4],
                tenancy[4], f"{tenancy[7]:%d-%m-%Y}", f"{tenancy[8]},00", resident[3], "Lejer", resident[5],
            ]  # fmt: skip

    def typed() -> Iterable[Sequence[Any]]:
        for dwelling, tenancy, resident in joined:
            estate, stairwell = estates[dwelling[2]], stairwells[dwelling[3]]
            yield [
                *dwelling[1:4], *estate[2:4], *stairwell[3:7], *dwelling[4:9], *tenancy[3:11], *resident[3:7]
            ]  # fmt: skip

    return write(folder / "register.csv", said()), write(folder / "register-plain.csv", typed())


def write_arrears(
    folder: Path, organisation: HousingOrganisation, count: int, *, told: bool = False
) -> tuple[Path, Path]:
    """A list of `count` tenancies, a line each: as a rent ledger prints it, and plain. `told`: two thirds of
    them have come to a demand or a termination, which makes an eviction case of each."""
    stages = list(STAGES) if told else list(STAGES)[:1]
    tenancies = Tenancy.objects.filter(organisation=organisation).order_by("pk")
    said: list[list[str]] = [ARREARS_HEADER]
    typed: list[list[Any]] = []
    for number, (reference, key, rent) in enumerate(
        tenancies.values_list("reference", "reference_key", "monthly_rent")[:count]
    ):
        amount = Decimal(rent or 0) * (1 + number % 3) + Decimal(number % 400) / 4
        stage = stages[number % len(stages)]
        phone = f"{20_000_000 + number * 37 % 9_999_999}"
        said.append(
            [reference, "Husleje", danish(amount), "02-11-2026", f"{1 + number % 3}", STAGES[stage], phone]
        )
        typed.append([key, "rent", amount, "2026-11-02", 1 + number % 3, stage, phone])
    return (
        write(folder / f"arrears{'-told' * told}.csv", said, encoding="cp1252"),
        write(folder / f"arrears{'-told' * told}-plain.csv", typed),
    )


def danish(amount: Decimal) -> str:
    """12345.5 → '12.345,50'"""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def first_rows(path: Path, count: int) -> bytes:
    """The header and the first rows of a file."""
    lines = path.read_bytes().splitlines(keepends=True)[: count + 1]
    return io.BytesIO(b"".join(lines)).getvalue()
