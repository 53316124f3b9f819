# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""The legal steps an arrears list tells of: cases are born of them, open ones go forward.

Called when the notices are written, in the same transaction and under the organisation's lock. Of a list of
plain arrears nothing is done. Only what is told anew counts: a list that repeats what the one before it said
moves nothing, so a decision (a termination waived, a case closed) stands until something new is told.

Births are one statement; cases that are open already are locked and judged like every told step
(evictions/told_rules.py), in batches. Undoing a list: told_undone.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils import timezone

from evictions.choices import (
    OPEN_EVICTIONS,
    STAGE_ORDER,
    STATUS_OF_STAGE,
    EvictionStatus,
    LegalStepKind,
    Stage,
    StepSource,
)
from evictions.models import ArrearsList, EvictionCase
from evictions.services.telling import tell_of_terminations
from evictions.services.told_writes import Change, Teller, write, written_by
from evictions.told_rules import ToldStep, is_further, iso, received
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_new

BATCH: Final = 1_000
_OPEN: Final = ", ".join(f"'{status}'" for status in sorted(OPEN_EVICTIONS))
_STAGE: Final = """
    CASE WHEN {0}.stage = 'arrears' AND {0}.demand_received_on >= {0}.due_date THEN 'demand'
         ELSE {0}.stage END
"""
"""A demand that came forward is a demand, also where the list has no column for the stage; not one that is
older than the arrears it stands beside."""

IS_ANYTHING_TOLD: Final = f"""
SELECT EXISTS (
    SELECT FROM arrears_totals
    WHERE verdict IN ('new', 'changed') AND (stage <> 'arrears' OR demand_received_on IS NOT NULL)
) OR EXISTS (
    SELECT FROM evictions_evictioncase c
    JOIN arrears_totals t ON t.tenancy_id = c.tenancy_id AND t.verdict = 'changed'
    WHERE c.organisation_id = %(organisation)s AND c.status IN ({_OPEN})
)
"""

TOLD: Final = f"""
CREATE TEMP TABLE arrears_told AS
WITH spoken AS (
    SELECT n.id AS notice_id, n.tenancy_id, n.estate_id, n.due_date, n.amount, n.lines, n.children,
           n.contact_on, n.demand_received_on, n.demand_deadline, n.revision, n.created_at,
           {_STAGE.format("n")} AS stage
    FROM arrears_totals t
    JOIN evictions_arrearsnotice n ON n.tenancy_id = t.tenancy_id AND n.status = 'open'
    WHERE t.verdict IN ('new', 'changed')
      AND (t.stage <> 'arrears' OR t.demand_received_on IS NOT NULL OR EXISTS (
          SELECT FROM evictions_evictioncase c WHERE c.tenancy_id = t.tenancy_id AND c.status IN ({_OPEN})
      ))
)
SELECT s.*, coalesce(before.stage, 'arrears') AS old_stage, before.demand_received_on AS old_demand,
       former.id AS former_id, former.closed_at AS former_closed_at,
       coalesce(former.demand_received_on, (former.closed_at AT TIME ZONE 'Europe/Copenhagen')::date)
           AS former_demand,
       CASE former.closed_from WHEN 'arrears' THEN 1 WHEN 'demand' THEN 2 WHEN 'terminated' THEN 3 ELSE 4 END
           AS former_rank
FROM spoken s
LEFT JOIN LATERAL (
    SELECT {_STAGE.format("r")} AS stage, r.demand_received_on
    FROM evictions_noticerevision r WHERE r.notice_id = s.notice_id AND r.number = s.revision - 1
    UNION ALL
    (SELECT {_STAGE.format("e")}, e.demand_received_on FROM evictions_arrearsnotice e
     WHERE s.revision = 1 AND e.tenancy_id = s.tenancy_id AND e.status = 'closed'
     ORDER BY e.id DESC LIMIT 1)
) before ON true
LEFT JOIN LATERAL (
    SELECT f.id, f.closed_at, f.closed_from, f.demand_received_on FROM evictions_evictioncase f
    WHERE f.tenancy_id = s.tenancy_id AND f.status = 'closed' AND (
        SELECT u.source FROM evictions_legalstep u
        WHERE u.eviction_case_id = f.id AND u.kind = 'closed' ORDER BY u.id DESC LIMIT 1
    ) IS DISTINCT FROM 'list'
    ORDER BY f.closed_at DESC LIMIT 1
) former ON true
"""
"""`old_…` is what lists said last of the tenancy; `former_…` its last closed case, but not one that is closed
because its list was undone."""

_RANK: Final = "array_position(ARRAY['arrears', 'demand', 'termination', 'bailiff_court'], s.stage::text)"
BIRTH: Final = f"""
WITH born AS (
    INSERT INTO evictions_evictioncase (
        organisation_id, estate_id, tenancy_id, notice_id, origin, status, due_date, claim, claim_amount,
        demand_channel, demand_received_on, demand_proof, demand_deadline, is_overridden,
        municipal_notice_proof, court, court_number, children, representative, contact_on, answer_reasons,
        next_on, next_kind, opened_at, opened_by_id, closed_from, outcome, outcome_note, revision
    )
    SELECT %(organisation)s, s.estate_id, s.tenancy_id, s.notice_id, 'list',
           CASE s.stage WHEN 'demand' THEN 'demand' WHEN 'termination' THEN 'terminated' ELSE 'filed' END,
           s.due_date, s.lines, s.amount, '', s.demand_received_on,
           CASE WHEN s.demand_received_on IS NULL THEN '' ELSE 'ledger' END, s.demand_deadline, false,
           '', '', '', s.children, '', s.contact_on, '{{}}',
           CASE WHEN s.stage = 'demand' THEN s.demand_deadline END,
           CASE WHEN s.stage = 'demand' AND s.demand_deadline IS NOT NULL THEN 'deadline' ELSE '' END,
           %(at)s, %(sender)s, '', '', '', 1
    FROM arrears_told s
    WHERE s.stage <> 'arrears' AND NOT EXISTS (
        SELECT FROM evictions_evictioncase o WHERE o.tenancy_id = s.tenancy_id AND o.status IN ({_OPEN})
    ) AND (
        s.former_id IS NULL
        OR s.demand_received_on > s.former_demand
        OR s.demand_received_on IS NULL
           AND (s.created_at > s.former_closed_at OR s.old_stage = 'arrears')
        OR s.stage <> s.old_stage AND {_RANK} > s.former_rank
    )
    ORDER BY s.tenancy_id
    ON CONFLICT (tenancy_id) WHERE status IN ({_OPEN}) DO NOTHING
    RETURNING id, tenancy_id
), stepped AS (
    INSERT INTO evictions_legalstep (
        organisation_id, estate_id, tenancy_id, eviction_case_id, made_by_id, kind, "on", source, "values",
        reason, key, happened_at
    )
    SELECT %(organisation)s, s.estate_id, s.tenancy_id, born.id, %(sender)s, step.kind, step.day, 'list',
           step.said || jsonb_build_object('list', %(run)s),
           '', concat_ws(':', 'list', %(run)s, s.notice_id, s.revision, step.kind), %(at)s
    FROM born JOIN arrears_told s ON s.tenancy_id = born.tenancy_id
    CROSS JOIN LATERAL (VALUES
        (1, true, 'opened', NULL::date, '{{}}'::jsonb),
        (2, s.demand_received_on IS NOT NULL, 'demand_received', s.demand_received_on,
         jsonb_build_object('proof', 'ledger', 'deadline', s.demand_deadline)),
        (3, s.stage = 'demand' AND s.demand_received_on IS NULL, 'demand_issued', NULL, '{{}}'),
        (4, s.stage = 'termination', 'terminated', NULL, '{{}}'),
        (5, s.stage = 'bailiff_court', 'filed', NULL, '{{}}')
    ) step (place, happened, kind, day, said)
    WHERE step.happened
    ORDER BY born.id, step.place
    RETURNING id, estate_id, kind
), owed AS (
    {owe_new("SELECT id, estate_id FROM stepped ORDER BY id")}
)
SELECT count(*) FROM born
"""
"""A tenancy that had a case gets another one for something newer alone: a newer demand, or a step further
than where that case was closed. Of a demand nobody knows the day of, a notice made since is newer, and so is
a demand after lists that told of none."""

MOVED: Final = f"""
SELECT c.id, s.notice_id, s.revision, s.stage, s.old_stage, s.demand_received_on, s.old_demand
FROM arrears_told s
JOIN evictions_evictioncase c ON c.tenancy_id = s.tenancy_id AND c.status IN ({_OPEN})
WHERE (c.origin <> 'list' OR c.opened_at <> %(at)s)
  AND (s.stage, s.demand_received_on) IS DISTINCT FROM (s.old_stage, s.old_demand)
ORDER BY c.id
"""
TERMINATED: Final = f"""
SELECT c.id FROM arrears_told s
JOIN evictions_evictioncase c ON c.tenancy_id = s.tenancy_id AND c.status IN ({_OPEN})
WHERE s.stage IN ('termination', 'bailiff_court') AND c.contact_on IS NULL AND c.opened_at = %(at)s
"""
"""Born of this list and terminated; the others are told of as they move (told_writes.py)."""
HASH_THEM: Final = "SET LOCAL enable_nestloop = off"
AS_IT_THINKS: Final = "RESET enable_nestloop"
"""As for notices (applying.py): the checks of copied keys must not be planned for an empty table."""

KIND_OF_STAGE: Final[dict[str, LegalStepKind]] = {
    Stage.DEMAND: LegalStepKind.DEMAND_ISSUED,
    Stage.TERMINATION: LegalStepKind.TERMINATED,
    Stage.BAILIFF_COURT: LegalStepKind.FILED,
}


@dataclass(frozen=True)
class Told:
    """What the list did to eviction cases: how many were born, went on, and are told of otherwise than they
    stand."""

    born: int = 0
    moved: int = 0
    differing: int = 0

    def counts(self) -> dict[str, int]:
        """For ArrearsList.counts."""
        return {"evictions": self.born, "advanced": self.moved, "differing": self.differing}


NOTHING: Final = Told()


class Moved(NamedTuple):
    """What the list says anew of an open case, and what lists said last. Stages as in Stage."""

    case_id: int
    notice_id: int
    revision: int
    stage: str
    old_stage: str
    demand_received_on: date | None
    old_demand: date | None

    def steps(self) -> Iterator[ToldStep]:
        has_demand = bool(self.demand_received_on and self.demand_received_on != self.old_demand)
        if self.demand_received_on and has_demand:
            yield received(self.demand_received_on)
        kind = KIND_OF_STAGE.get(self.stage)
        if kind and self.has_risen and not (has_demand and kind == LegalStepKind.DEMAND_ISSUED):
            yield ToldStep(kind)

    @property
    def has_risen(self) -> bool:
        return STAGE_ORDER[self.stage] > STAGE_ORDER[self.old_stage]

    @property
    def has_fallen(self) -> bool:
        """The list takes a step back. Of a new notice it is other arrears that it speaks of."""
        return self.revision > 1 and STAGE_ORDER[self.stage] < STAGE_ORDER[self.old_stage]


def tell_steps(cursor: Any, arrears_list: ArrearsList, *, anything_written: bool) -> Told:
    """What `arrears_totals` says of the law's course, once its notices are written."""
    if not anything_written:
        return NOTHING
    sender = None if arrears_list.created_by.is_machine else arrears_list.created_by_id
    params = {
        "organisation": arrears_list.organisation_id,
        "run": arrears_list.pk,
        "at": timezone.now(),
        "sender": sender,
        "kind": str(DeliveryKind.LEGAL_STEP),
    }
    cursor.execute(IS_ANYTHING_TOLD, params)
    if not cursor.fetchone()[0]:
        return NOTHING
    cursor.execute(TOLD, params)
    cursor.execute("ANALYZE arrears_told")
    cursor.execute(HASH_THEM)
    cursor.execute(BIRTH, params)
    born = cursor.fetchone()[0]
    cursor.execute(AS_IT_THINKS)
    cursor.execute(MOVED, params)
    rows = [Moved(*row) for row in cursor.fetchall()]
    moved, differing = _move(rows, arrears_list, sender)
    cursor.execute(TERMINATED, params)
    tell_of_terminations([row[0] for row in cursor.fetchall()])
    cursor.execute("DROP TABLE arrears_told")
    return Told(born, moved, differing)


def _move(rows: Sequence[Moved], arrears_list: ArrearsList, sender: int | None) -> tuple[int, int]:
    """How many cases went on, and how many are told of otherwise than they stand."""
    moved = differing = 0
    teller = Teller(StepSource.LIST, sender, {"list": arrears_list.pk})
    for start in range(0, len(rows), BATCH):
        batch = {row.case_id: row for row in rows[start : start + BATCH]}
        cases = EvictionCase.objects.open().select_for_update(of=("self",), no_key=True)
        found = list(cases.filter(pk__in=list(batch)).order_by("pk"))
        by_people = written_by(found)
        changes = [Change(case, teller, by_people[case.pk]) for case in found]
        for change in changes:
            _tell(change, batch[change.case.pk])
        write(changes)
        moved += sum(bool(change.pushed) for change in changes)
        differing += sum(change.is_differing for change in changes)
    return moved, differing


def _tell(change: Change, row: Moved) -> None:
    stood = as_it_stands(change.case)

    def key(kind: str) -> str:
        return f"list:{change.teller.values['list']}:{row.notice_id}:{row.revision}:{kind}"

    for step in row.steps():
        change.tell(step, key=key(step.kind), undo=stood)
    status = STATUS_OF_STAGE.get(row.stage, EvictionStatus.ARREARS)
    if row.has_fallen and is_further(change.case.status, status):
        change.differ({"status": str(status)}, key=key("fallen"), undo=stood)


RESTORED: Final = (
    "status", "demand_received_on", "demand_proof", "demand_deadline", "answer_since", "answer_reasons",
)  # fmt: skip
"""What a list may change of a case."""


def as_it_stands(case: EvictionCase) -> dict[str, Any]:
    """For undoing, as JSON."""
    stood = {name: getattr(case, name) for name in RESTORED}
    return {name: iso(value) if isinstance(value, date) else value for name, value in stood.items()}
