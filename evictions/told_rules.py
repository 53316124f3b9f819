"""What a list or the rent ledger's program tells of a step, held against what the case knows already. Pure.

A case goes forward only. What a person has registered stays: a program that tells another day of it is
written down as a difference, for the administration to answer. What a program told before, it may correct.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from evictions.choices import (
    STATUS_ORDER,
    EvictionStatus,
    HearingKind,
    LegalStepKind,
    ReceiptProof,
    StepSource,
)
from evictions.rules import demand_deadline

if TYPE_CHECKING:
    from evictions.models import EvictionCase

STATUS_OF_KIND: Final[dict[str, str]] = {
    LegalStepKind.DEMAND_ISSUED: EvictionStatus.DEMAND,
    LegalStepKind.DEMAND_RECEIVED: EvictionStatus.DEMAND,
    LegalStepKind.TERMINATED: EvictionStatus.TERMINATED,
    LegalStepKind.FILED: EvictionStatus.FILED,
    LegalStepKind.HEARING_SET: EvictionStatus.HEARING,
    LegalStepKind.EVICTION_SET: EvictionStatus.EVICTION,
}
"""How far a step takes a case. Telling the municipality takes it nowhere."""
HEARING_OF_KIND: Final[dict[str, str]] = {
    LegalStepKind.HEARING_SET: HearingKind.HEARING,
    LegalStepKind.EVICTION_SET: HearingKind.EVICTION,
}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    LegalStepKind.DEMAND_ISSUED: ("demand_issued_on", "demand_channel"),
    LegalStepKind.DEMAND_RECEIVED: ("demand_received_on", "demand_proof", "demand_deadline"),
    LegalStepKind.TERMINATED: ("terminated_on", "move_out_on"),
    LegalStepKind.FILED: ("filed_on", "court", "court_number"),
    LegalStepKind.MUNICIPALITY_NOTIFIED: ("municipal_notice_on", "municipal_notice_proof"),
    LegalStepKind.HEARING_SET: ("hearing_at",),
    LegalStepKind.EVICTION_SET: ("eviction_at",),
}
"""What a step says of the case; the day it is about comes first."""
WRITTEN_BY: Final[dict[str, tuple[str, ...]]] = {
    **COLUMNS,
    LegalStepKind.OPENED: COLUMNS[LegalStepKind.DEMAND_RECEIVED],
    LegalStepKind.DEADLINE_SET: ("demand_deadline",),
    LegalStepKind.HEARING_CALLED_OFF: ("hearing_at",),
    LegalStepKind.EVICTION_CALLED_OFF: ("eviction_at",),
}
"""What a step of the timeline has written on the case; what was put right names it itself (`before`)."""


@dataclass(frozen=True)
class ToldStep:
    """`facts`: columns of the case and what is told of them; what is not told is left out. Of a day at the
    court `on` is that day, `told_on` the day it was known, and `place_kind` and `place` where."""

    kind: LegalStepKind
    on: dt.date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    told_on: dt.date | None = None
    place_kind: str = ""
    place: str = ""

    @property
    def day_column(self) -> str:
        return COLUMNS[self.kind][0]

    def values(self) -> dict[str, str]:
        """For the timeline: dates, moments and codes; what somebody wrote stands on the case alone."""
        kept = {"demand_channel": "channel", "demand_proof": "proof", "demand_deadline": "deadline"}
        coded = {"move_out_on": "move_out_on", "court": "court", "hearing_at": "at", "eviction_at": "at"}
        named = kept | coded
        said = {named[name]: iso(value) for name, value in self.facts.items() if name in named}
        return said | ({"place_kind": self.place_kind} if self.place_kind else {})


@dataclass(frozen=True)
class Judged:
    """`fields`: what to write on the case. `differs`: columns of which something else is told than a person
    has registered, with what is told. Neither: it is known already."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    differs: Mapping[str, str] = field(default_factory=dict)


KNOWN: Final = Judged()


def received(on: dt.date, proof: str = ReceiptProof.LEDGER) -> ToldStep:
    """The demand has come forward; the deadline follows."""
    facts = {"demand_received_on": on, "demand_proof": proof, "demand_deadline": demand_deadline(on).date}
    return ToldStep(LegalStepKind.DEMAND_RECEIVED, on, facts)


def judge(case: "EvictionCase", told: ToldStep, by_person: frozenset[str]) -> Judged:
    """`by_person`: columns whose value is a person's (`written_by_people`).

    The very same day again moves nothing, whatever has been decided since. A step without a day (a list
    knows none) moves the case forward and writes nothing.
    """
    day, stands = told.facts.get(told.day_column), getattr(case, told.day_column)
    if day is not None and day == stands:
        return Judged(_details(case, told, by_person))
    if day is not None and not _may_write(case, told, by_person):
        return Judged(differs={told.day_column: iso(day)})
    fields = {name: value for name, value in told.facts.items() if getattr(case, name) != value}
    status = STATUS_OF_KIND.get(told.kind, "")
    if status and is_further(status, case.status):
        fields["status"] = status
    return Judged(fields)


def is_further(status: str, than: str) -> bool:
    return STATUS_ORDER[status] > STATUS_ORDER[than]


def _may_write(case: "EvictionCase", told: ToldStep, by_person: frozenset[str]) -> bool:
    """A day that is not there yet, or that a program told and may correct."""
    stands = getattr(case, told.day_column)
    if told.kind == LegalStepKind.DEMAND_RECEIVED:
        late = is_further(case.status, EvictionStatus.DEMAND)
        if case.is_overridden or (stands and late):
            return False
    if not _in_order(case, told):
        return False
    return not stands or told.day_column not in by_person


def _in_order(case: "EvictionCase", told: ToldStep) -> bool:
    """A demand is sent before it comes forward."""
    issued = told.facts.get("demand_issued_on", case.demand_issued_on)
    came = told.facts.get("demand_received_on", case.demand_received_on)
    return not (issued and came and issued > came)


def _details(case: "EvictionCase", told: ToldStep, by_person: frozenset[str]) -> dict[str, Any]:
    """What is told beside a day that stands already: written where nothing stands, or a program's does."""
    return {
        name: value
        for name, value in told.facts.items()
        if getattr(case, name) != value
        and not (name == "demand_deadline" and case.is_overridden)
        and not (getattr(case, name) and name in by_person)
    }


def written_by_people(steps: Iterable[tuple[str, str, Mapping[str, Any]]]) -> frozenset[str]:
    """Columns whose value is a person's, of a case's steps (kind, source, values) in their order. What no
    step has written is a person's, too."""
    writer: dict[str, str] = {}
    for kind, source, values in steps:
        names = values.get("before", {}) if kind == LegalStepKind.PUT_RIGHT else WRITTEN_BY.get(kind, ())
        writer.update(dict.fromkeys(names, source))
    every = {name for names in COLUMNS.values() for name in names}
    return frozenset(name for name in every if writer.get(name, StepSource.HAND) == StepSource.HAND)


def iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
