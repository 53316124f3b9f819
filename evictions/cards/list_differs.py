"""What lists or the rent ledger's program say otherwise than what a person has registered, until somebody has
answered."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.choices import Role
from core.phrases import say_day, say_moment
from evictions.choices import AnswerReason, EvictionStatus, LegalStepKind, StepSource
from evictions.eviction_file import EvictionFile
from evictions.models import EvictionCase
from evictions.told_rules import COLUMNS, is_further, iso
from residents.providers import Panel

LABELS: Final = {
    field.name: field.verbose_name
    for field in EvictionCase._meta.fields
    if field.name in {"status", *(columns[0] for columns in COLUMNS.values())}
}


@dataclass(frozen=True)
class Difference:
    """`told` and `stands` in words; `by` who told, and when."""

    what: str
    told: str
    stands: str
    by: str


def list_differs_panel(user: Any, case: EvictionCase, file: EvictionFile) -> Panel | None:
    """The administration answers, with a decision or by putting right what was registered."""
    if user.role != Role.ADMINISTRATION or AnswerReason.LIST_DIFFERS not in case.answer_reasons:
        return None
    return Panel("evictions/_list_differs.html", {"differences": list(differences(case, file))}, order=5)


def differences(case: EvictionCase, file: EvictionFile) -> Iterator[Difference]:
    """The newest of each column that still is another than what stands."""
    said: set[str] = set()
    for step in file["steps"]:
        if step.kind != LegalStepKind.LIST_DIFFERS:
            continue
        if step.values.get("undone") and "undone" not in said:
            said.add("undone")
            yield Difference(_("Restancelisten er fortrudt"), "", _in_words(case.status), by_of(step))
        for column, told in step.values.get("told", {}).items():
            if column not in said and _differs(case, column, told):
                said.add(column)
                yield Difference(
                    str(LABELS[column]).capitalize(), _in_words(told), _stands(case, column), by_of(step)
                )


def _differs(case: EvictionCase, column: str, told: str) -> bool:
    if column == "status":
        return case.is_open and is_further(case.status, told)
    stands = getattr(case, column)
    return stands is None or iso(stands) != told


def _stands(case: EvictionCase, column: str) -> str:
    stands = getattr(case, column)
    return _in_words(iso(stands)) if stands else _("Ikke registreret")


def _in_words(told: str) -> str:
    """A status, a day or a moment, as it stands in a step."""
    if told in EvictionStatus.values:
        return str(EvictionStatus(told).label)
    if "T" in told:
        return say_moment(dt.datetime.fromisoformat(told))
    return say_day(dt.date.fromisoformat(told))


def by_of(step: Any) -> str:
    source = StepSource(step.source).label
    return f"{source} {say_moment(step.happened_at)}"
