"""One row of a list → one line of the staging table (COPY text). Every cell is checked here, once."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from core.cpr import mask_cpr
from core.danish import DanishValueError, parse_date, parse_kroner, parse_optional_date
from evictions.choices import Problem
from evictions.rules import demand_deadline
from evictions.services import values
from evictions.services.references import USUAL, join_reference, list_key
from residents.references import number_key

COPY_COLUMNS: Final = (
    "row_number", "reference", "key", "amount", "due_date", "line_type", "months", "stage",
    "demand_received_on", "demand_deadline", "phone", "children", "confirmed", "problem", "col", "message",
    "vals",
)  # fmt: skip
NULL: Final = "\\N"
LONGEST_VALUE: Final = 200
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": None})
FEW_WORDS: Final = ("line_type", "months", "stage", "demand_received_on", "children")
_PARTS: Final = ("estate", "dwelling", "tenant_number", "organisation")


class RowProblemError(Exception):
    """A cell that cannot be read: which field, and the sentence that says what to write."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field)
        self.field = field
        self.message = message


def parse_received_on(text: str) -> dt.date | None:
    """The day a demand came forward. It lies behind us: a slip of the year would hide a running deadline."""
    received_on = parse_optional_date(text)
    if received_on and received_on > timezone.localdate():
        raise DanishValueError(
            _("Dagen ligger i fremtiden. Skriv den dag, påkravet er kommet frem, eller lad feltet stå tomt.")
        )
    return received_on


@lru_cache(maxsize=4096)
def _demand(text: str) -> str:
    """The two staged columns of a demand: the day it came forward and the deadline that follows."""
    received_on = parse_received_on(text)
    return f"{received_on}\t{demand_deadline(received_on).date}" if received_on else f"{NULL}\t{NULL}"


@lru_cache(maxsize=4096)
def _due(text: str) -> str:
    return str(parse_date(text))


@lru_cache(maxsize=4096)
def _rest(line_type: str, months: str, stage: str, demand: str, children: str) -> tuple[str, int]:
    """The staged columns that few words are used for: line type to deadline, and children."""
    read_months, read_stage = values.parse_months(months), values.parse_stage(stage)
    return (
        f"{values.parse_line_type(line_type)}\t{NULL if read_months is None else read_months}"
        f"\t{NULL if read_stage is None else read_stage}\t{_demand(demand)}",
        values.parse_children(children),
    )


class RowReader:
    """Reads the rows of one list; knows its columns and the organisation's number."""

    def __init__(self, mapping: Mapping[str, int], width: int, organisation_number: str) -> None:
        self.mapping = dict(mapping)
        self.width = width
        self.organisation_number = organisation_number
        self._tenancy = mapping.get("tenancy", -1)
        self._amount, self._due_date = mapping["amount"], mapping["due_date"]
        self._organisation = mapping.get("organisation", -1)
        self._divided = any(name in mapping for name in _PARTS)
        self._phone = mapping.get("phone", -1)
        self._optional = [mapping.get(name, -1) for name in FEW_WORDS]

    def line(self, row_number: int, cells: Sequence[str], *, confirmed: bool = False) -> str:
        """The row for COPY: with its values, or with what is wrong with it."""
        try:
            return self._good(row_number, cells, confirmed)
        except DanishValueError:
            return self._bad(row_number, cells)

    def _good(self, row_number: int, cells: Sequence[str], confirmed: bool) -> str:
        """The way of nearly all rows, kept short: 30,000 of them pass here."""
        if len(cells) > self.width:
            raise DanishValueError("")
        if self._organisation >= 0:
            self._check_organisation(cells[self._organisation])
        usual = USUAL(cells[self._tenancy]) if self._tenancy >= 0 else None
        if usual:
            reference, key = usual[0], "-".join(usual.groups())
        else:
            read = self.reference(cells)
            key = list_key(read, self.organisation_number).translate(_ESCAPES)
            reference = read.translate(_ESCAPES)
        amount = parse_kroner(cells[self._amount])
        due_date = _due(cells[self._due_date])
        said = [cells[column] if column >= 0 else "" for column in self._optional]
        rest = _rest(*said)
        phone = values.clean_phone(cells[self._phone]) if self._phone >= 0 else ""
        return (
            f"{row_number}\t{reference}\t{key}\t{amount}\t{due_date}\t{rest[0]}\t{phone}\t{rest[1]}"
            f"\t{'t' if confirmed else 'f'}\t\t\t\t{NULL}\n"
        )

    def _bad(self, row_number: int, cells: Sequence[str]) -> str:
        problem = self.problem(cells)
        key = ""
        with suppress(DanishValueError):
            key = list_key(self.reference(cells), self.organisation_number)
        kept = json.dumps(self.originals(cells), ensure_ascii=False)
        columns = [
            str(row_number), kept_reference(self.reference(cells)), key, NULL, NULL, "", NULL, NULL, NULL,
            NULL, "", NULL, "f", Problem.INVALID, problem.field, problem.message[:300], kept,
        ]  # fmt: skip
        return "\t".join(c if c == NULL else c.translate(_ESCAPES) for c in columns) + "\n"

    def reference(self, cells: Sequence[str]) -> str:
        tenancy = cells[self._tenancy] if self._tenancy >= 0 else ""
        if not self._divided:
            return tenancy
        parts = {name: cells[self.mapping[name]] for name in _PARTS if name in self.mapping}
        return join_reference(tenancy, **parts)

    def originals(self, cells: Sequence[str]) -> dict[str, str]:
        """What stood in the columns that are read, as it was written; nothing of the other columns."""
        return {name: kept_reference(cells[column]) for name, column in self.mapping.items()}

    def problem(self, cells: Sequence[str]) -> RowProblemError:
        """The first cell that cannot be read."""
        if len(cells) > self.width:
            return RowProblemError("", _("Rækken har flere felter end overskriften. Ret den i filen."))
        for field, check in self._checks():
            try:
                check(cells)
            except DanishValueError as error:
                return RowProblemError(field, error.message)
        raise AssertionError("the row is all right")

    def _checks(self) -> list[tuple[str, Any]]:
        cell = self.mapping

        def check(name: str, parse: Any) -> list[tuple[str, Any]]:
            return [(name, lambda cells: parse(cells[cell[name]]))] if name in cell else []

        key = (
            "tenancy" if "tenancy" in cell else "dwelling",
            lambda cells: list_key(self.reference(cells), self.organisation_number),
        )
        return [
            *check("organisation", self._check_organisation),
            key,
            *check("amount", parse_kroner),
            *check("due_date", parse_date),
            *check("months", values.parse_months),
            *check("stage", values.parse_stage),
            *check("demand_received_on", parse_received_on),
            *check("children", values.parse_children),
        ]

    def _check_organisation(self, text: str) -> None:
        """A row of another organisation must not become a notice here."""
        number = number_key(text.split()[0]) if text.split() else ""
        if number.isdigit() and self.organisation_number and number != number_key(self.organisation_number):
            raise DanishValueError(
                _("Rækken hører til selskab %(theirs)s. Listen er for selskab %(ours)s.")
                % {"theirs": number, "ours": self.organisation_number}
            )


def kept_reference(text: str) -> str:
    return mask_cpr(text)[:LONGEST_VALUE]
