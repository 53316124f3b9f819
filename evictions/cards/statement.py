"""The card about statements: what the caretaker has told and asked, in sentences; the way to write one."""

from dataclasses import dataclass
from typing import Any

from accounts.choices import Role
from evictions.choices import StatementStatus
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from evictions.statement_words import say_facts, say_requests
from residents.providers import Panel

ASKED, ORDER = 11, 24
LEVELS = {
    StatementStatus.SENT: "soon",
    StatementStatus.ANSWERED: "ok",
    StatementStatus.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class Told:
    """`row` is of the file, with who sent it (`by`). Of one that was withdrawn nothing is said any more."""

    row: Any
    level: str
    facts: list[str]
    requests: list[str]


def statement_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """To the administration on top while it waits for their answer. None when there never was one and the
    user cannot write one."""
    may_write = user.role == Role.CARETAKER and bool(file["works_here"]) and case.is_open
    told = [told_of(row) for row in file["statements"]]
    if not told and not may_write:
        return None
    waiting = next((each for each in told if each.row.status == StatementStatus.SENT), None)
    own_case = next(iter(file["open_cases"]), None)
    context = {
        "case": case,
        "may_write": may_write,
        "waiting": waiting,
        "earlier": [each for each in told if each is not waiting],
        "own_case": own_case,
        "consent": consent_of(own_case, file["landlord_consents"]),
    }
    order = ASKED if waiting and user.role == Role.ADMINISTRATION else ORDER
    return Panel("evictions/_statement_panel.html", context, order=order)


def told_of(row: Any) -> Told:
    gone = row.status == StatementStatus.WITHDRAWN
    return Told(
        row=row,
        level=LEVELS[StatementStatus(row.status)],
        facts=[] if gone else say_facts(row),
        requests=[] if gone else say_requests(row),
    )


def consent_of(own_case: Any, consents: list[Any]) -> Any:
    """The newest that counts today, of the open case."""
    return next((row for row in consents if own_case and row.case_id == own_case.pk), None)
