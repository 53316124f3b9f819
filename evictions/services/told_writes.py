"""How what is told is written: one step or those of a whole list, judged by evictions/told_rules.py.

The cases are locked by the caller. A difference is a line of the timeline too, with what was told, and asks
the administration.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from evictions.choices import AnswerReason, LegalStepKind, StepSource
from evictions.models import EvictionCase, LegalStep
from evictions.next_dates import next_date
from evictions.services.eviction_writes import ask_answer
from evictions.services.telling import tell_of_terminations
from evictions.told_rules import WRITTEN_BY, Judged, ToldStep, iso, judge, written_by_people
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries

UPDATE: Final = """
UPDATE evictions_evictioncase c SET {columns}
FROM jsonb_populate_recordset(NULL::evictions_evictioncase, %(rows)s) s WHERE c.id = s.id
"""
"""All cases of a batch at once, each with values of its own: bulk_update takes five times as long."""


@dataclass(frozen=True)
class Teller:
    """Where it comes from. `values` stand on every step; `made_by_id` is the person who sent it, None when a
    program did."""

    source: StepSource
    made_by_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Change:
    """What becomes of one case: its columns are set already, `columns` names them; `steps` are not written
    yet, and those of `pushed` are owed to whoever has the household."""

    case: EvictionCase
    teller: Teller
    by_person: frozenset[str] = frozenset()
    columns: set[str] = field(default_factory=set)
    steps: list[LegalStep] = field(default_factory=list)
    pushed: list[LegalStep] = field(default_factory=list)

    @property
    def is_differing(self) -> bool:
        return any(step.kind == LegalStepKind.LIST_DIFFERS for step in self.steps)

    def tell(self, told: ToldStep, *, key: str = "", **values: Any) -> Judged:
        """`key` and `values` are this step's own."""
        judged = judge(self.case, told, self.by_person)
        if judged.fields:
            self.set(judged.fields)
            step = self.add(told.kind, on=told.on, key=key, **told.values(), **values)
            self.pushed.append(step)
        elif judged.differs:
            self.differ(judged.differs, key=key, **values)
        return judged

    def differ(self, told: Mapping[str, str], *, key: str = "", **values: Any) -> None:
        """Something else is told than what stands: that stays, and the administration is asked."""
        self.set(ask_answer(self.case, AnswerReason.LIST_DIFFERS))
        self.add(LegalStepKind.LIST_DIFFERS, key=key, told=dict(told), **values)

    def set(self, fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            setattr(self.case, name, value)
        self.columns |= set(fields)

    def add(self, kind: str, *, on: Any = None, key: str = "", reason: str = "", **values: Any) -> LegalStep:
        step = LegalStep(
            organisation_id=self.case.organisation_id,
            estate_id=self.case.estate_id,
            tenancy_id=self.case.tenancy_id,
            eviction_case=self.case,
            made_by_id=self.teller.made_by_id,
            kind=kind,
            on=on,
            source=self.teller.source,
            values={**values, **self.teller.values},
            reason=reason,
            key=key,
            happened_at=timezone.now(),
        )
        self.steps.append(step)
        return step


def written_by(cases: Iterable[EvictionCase]) -> dict[int, frozenset[str]]:
    """Case → columns whose value is a person's."""
    kinds = [*WRITTEN_BY, LegalStepKind.PUT_RIGHT]
    ids = [case.pk for case in cases]
    rows = LegalStep.objects.filter(eviction_case_id__in=ids, kind__in=kinds).order_by("pk")
    steps: dict[int, list[tuple[str, str, Mapping[str, Any]]]] = {pk: [] for pk in ids}
    for pk, kind, source, values in rows.values_list("eviction_case_id", "kind", "source", "values"):
        steps[pk].append((kind, source, values))
    return {pk: written_by_people(found) for pk, found in steps.items()}


def write(changes: Sequence[Change]) -> None:
    """The cases with their next dates and a new revision, the steps, and what is owed: four statements at
    most, however many there are. All of one organisation."""
    changed = [change for change in changes if change.columns]
    for change in changed:
        change.case.next_on, change.case.next_kind = next_date(change.case)
        change.case.revision += 1
    if changed:
        columns = {"next_on", "next_kind", "revision"}.union(*(change.columns for change in changed))
        _save([change.case for change in changed], sorted(columns))
    owed = [step for change in changes for step in change.pushed]
    for change in changes:
        for step in change.steps:
            step.is_pushed = step in change.pushed
    LegalStep.objects.bulk_create([step for change in changes for step in change.steps])
    ended = {step.eviction_case_id for step in owed if step.kind == LegalStepKind.TERMINATED}
    tell_of_terminations(sorted(ended))
    if owed:
        owe_deliveries(
            kind=DeliveryKind.LEGAL_STEP,
            organisation_id=owed[0].organisation_id,
            subjects=[(step.pk, step.estate_id) for step in owed],
        )


def _save(cases: Sequence[EvictionCase], columns: Sequence[str]) -> None:
    rows = [{name: getattr(case, name) for name in ("id", *columns)} for case in cases]
    named = ", ".join(f"{name} = s.{name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(UPDATE.format(columns=named), {"rows": json.dumps(rows, default=iso)})
