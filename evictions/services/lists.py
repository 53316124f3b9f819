"""Arrears lists: the one service behind the three doors (web, command line, API).

A list goes RECEIVED → READING → (COLUMNS →) PREVIEW → QUEUED → IMPORTING → DONE (→ UNDONE), or ends as
CANCELLED or FAILED (`message` is the Danish sentence that says why). The rules: docs/arrears-lists.md.

A person at the web, who looks before anything happens:

    arrears_list = receive_list(actor=user, organisation=…, source=Source.WEB, file_name=…, content=…)
    read_list(arrears_list.pk)                                  # → COLUMNS, PREVIEW or FAILED
    choose_columns(actor=user, arrears_list=…, mapping={"tenancy": 0, "amount": 3, "due_date": 4})
    confirm_list(actor=user, arrears_list=…)                    # → QUEUED; a job applies it
    undo_list(actor=user, arrears_list=…)

A program (command line, API), which takes what can be taken and reports the rest:

    arrears_list = take_list(actor=user, organisation=…, source=Source.API, file_name=…, content=…)
    if arrears_list.status == ImportStatus.FAILED: arrears_list.message
    list_summary(arrears_list)                                  # {"rows": …, "new": …, …, "errors": […]}

Every function that takes an actor asks for the administration of that organisation (PermissionDenied
otherwise) and raises DomainError with a Danish sentence when the list is no longer where it must be.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from evictions.choices import Source
from evictions.models import ArrearsList
from residents.models import HousingOrganisation


def receive_list(
    *,
    actor: Any,
    organisation: HousingOrganisation,
    source: Source,
    file_name: str,
    content: bytes,
    idempotency_key: str = "",
) -> ArrearsList:
    """Keep the file, read nothing. The same `idempotency_key` again gives the list it made the first time;
    with another content it is refused. More than 50 MB or nothing at all: DomainError."""
    raise NotImplementedError


def read_list(list_id: int) -> ArrearsList:
    """Read and check every row (job READ_ARREARS_LIST). No actor: whoever received it was checked.

    → PREVIEW, COLUMNS when a required column was not recognised, FAILED when it is no table. Idempotent.
    """
    raise NotImplementedError


def choose_columns(*, actor: Any, arrears_list: ArrearsList, mapping: Mapping[str, int]) -> ArrearsList:
    """Field name → column index, by hand; remembered for every file with that header. Reads the list again
    in the request when it is small, else as a job."""
    raise NotImplementedError


def confirm_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """PREVIEW → QUEUED, and the job that applies it. A second click changes nothing."""
    raise NotImplementedError


def apply_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """Take every row that does not wait, now, in one transaction. PREVIEW or QUEUED → DONE. Idempotent."""
    raise NotImplementedError


def cancel_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """Drop a list that has not been imported: its file and its rows are deleted."""
    raise NotImplementedError


def undo_list(*, actor: Any, arrears_list: ArrearsList) -> ArrearsList:
    """DONE → UNDONE: new notices are withdrawn with their deliveries, changed ones as they were before.
    DomainError when somebody has acted on one of them, or a later list builds on it."""
    raise NotImplementedError


def take_list(
    *,
    actor: Any,
    organisation: HousingOrganisation,
    source: Source,
    file_name: str,
    content: bytes,
    idempotency_key: str = "",
    dry_run: bool = False,
) -> ArrearsList:
    """Receive, read and apply in one transaction: the way of programs.

    → DONE, or FAILED with `message` (no table, or a required column is missing; nothing was taken).
    The same `idempotency_key` and content again: the list it made the first time, nothing else happens;
    another content with it: DomainError. With `dry_run` nothing is kept: the returned list is not saved
    and `list_summary` works on it.
    """
    raise NotImplementedError


def list_summary(arrears_list: ArrearsList, *, errors: bool = True) -> dict[str, Any]:
    """What programs are told, as plain JSON values:

    rows        data rows of the file (totals, footers and empty rows are not counted)
    new         tenancies that got a notice
    changed     tenancies whose open notice got a new revision
    unchanged   tenancies of which the list says nothing new (also those with nothing owing)
    missing     open notices proposed for closing, because the list leaves them out
    rejected    rows that wait (invalid, unknown tenancy, jump, duplicate): rows == taken + rejected
    notices     notices made, each with its delivery (= new)
    errors      one {"row", "column", "value", "message"} per row that waits, in the order of the file;
                one {"row": None, "column": "", "value": "", "message": …} when the file was refused
    """
    raise NotImplementedError


def rows_as_file(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON rows of the API as the CSV `take_list` reads: keys tenancy (or estate, dwelling,
    tenant_number), amount, due_date, line_type, months, stage, demand_received_on, phone, children.
    Row n of `rows` (counted from 1) is row n + 1 of the file."""
    raise NotImplementedError


def rematch_waiting(*, actor: Any, organisation: HousingOrganisation) -> int:
    """Take the rows of imported lists that waited for a tenancy the register knows by now.
    Returns how many rows were taken. Call it after a register import."""
    raise NotImplementedError
