# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""A handful of statements that make notices, revisions and deliveries of the judged rows."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from audit.tracking import check_references_at_once
from evictions.models import ArrearsList
from evictions.services.matching import MISSING, Tally
from evictions.services.plans_broken import break_plans
from evictions.services.told_by_lists import Told, tell_steps
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_new

LOCK_SPACE: Final = 1_204
"""First key of the advisory lock; the second is the organisation: one list of it is applied at a time."""

VALUES: Final = (
    "amount", "months", "due_date", "stage", "demand_received_on", "demand_deadline", "children", "phone",
    "lines",
)  # fmt: skip
_NAMES: Final = ", ".join(VALUES)
_REVISION: Final = f"""
INSERT INTO evictions_noticerevision (notice_id, arrears_list_id, number, rises, {_NAMES})
SELECT id, %(run)s, revision, rises, {_NAMES} FROM
"""

CHANGE: Final = f"""
WITH written AS (
    UPDATE evictions_arrearsnotice n
    SET {", ".join(f"{name} = t.{name}" for name in VALUES)},
        revision = n.revision + 1, status = 'open', missing_from_id = NULL, last_list_id = %(run)s,
        rises = CASE WHEN t.amount > n.amount THEN least(n.rises + 1, 32767)
                     WHEN t.amount < n.amount THEN 0 ELSE n.rises END,
        changed_at = now()
    FROM arrears_totals t
    WHERE t.verdict = 'changed' AND n.id = t.notice_id AND n.status IN ('open', 'proposed')
    RETURNING n.id, n.revision, n.rises, {", ".join(f"n.{name}" for name in VALUES)}
)
{_REVISION} written
"""

REOPEN: Final = """
UPDATE evictions_arrearsnotice n SET status = 'open', missing_from_id = NULL, last_list_id = %(run)s
FROM arrears_totals t
WHERE t.verdict = 'unchanged' AND t.notice_status = 'proposed' AND n.id = t.notice_id AND t.amount > 0
  AND n.status = 'proposed'
"""

MAKE: Final = f"""
WITH made AS (
    INSERT INTO evictions_arrearsnotice (
        organisation_id, estate_id, tenancy_id, status, revision, rises, first_list_id, last_list_id,
        changed_at, seen_revision, attempts, close_reason, next_step_on, {_NAMES}
    )
    SELECT %(organisation)s, t.estate_id, t.tenancy_id, 'open', 1, 0, %(run)s, %(run)s, now(), 0, 0, '',
           f.due_on, {", ".join(f"t.{name}" for name in VALUES)}
    FROM arrears_totals t
    LEFT JOIN cases_followup f
        ON f.tenancy_id = t.tenancy_id AND f.done_at IS NULL AND f.cancelled_at IS NULL
    WHERE t.verdict = 'new' ORDER BY t.tenancy_id
    RETURNING id, estate_id, {_NAMES}
), revised AS (
    INSERT INTO evictions_noticerevision (notice_id, arrears_list_id, number, rises, {_NAMES})
    SELECT id, %(run)s, 1, 0, {_NAMES} FROM made
)
{{owe}}
"""
"""What the caretaker has promised the household already is the next step of its notice too; at most one is
open per household (one_open_follow_up)."""

MANY: Final = 1_000
HASH_THEM: Final = "SET LOCAL enable_nestloop = off"
AS_IT_THINKS: Final = "RESET enable_nestloop"
"""The checks of copied keys are planned with what a table was known to hold; of the first list of an
installation that is nothing, and the plan for nothing takes 30,000 times 30,000 steps."""

PROPOSE: Final = f"""
UPDATE evictions_arrearsnotice n SET status = 'proposed', missing_from_id = %(run)s WHERE {MISSING}
"""


def lock_organisation(organisation_id: int) -> None:
    """Until the transaction ends. Whoever comes second sees what the first has done. Everything that opens or
    closes notices holds it: a list judges them first and writes them afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, organisation_id])


@dataclass(frozen=True)
class Written:
    """How many notices were reopened and proposed for closing, and what became of eviction cases."""

    reopened: int
    proposed: int
    told: Told


def write_notices(cursor: Any, arrears_list: ArrearsList, tally: Tally, *, whole: bool = True) -> Written:
    """Write what `arrears_totals` says. `whole`: the list is complete, so what it leaves out is proposed for
    closing."""
    params = {
        "run": arrears_list.pk,
        "organisation": arrears_list.organisation_id,
        "estates": tally.estates,
    }
    check_references_at_once()
    if tally.changed:
        cursor.execute(CHANGE, params)
        if cursor.rowcount != tally.changed:
            raise RuntimeError("notices were closed under the lock")
    cursor.execute(REOPEN, params)
    reopened: int = cursor.rowcount
    proposed = 0
    if whole:
        cursor.execute(PROPOSE, params)
        proposed = cursor.rowcount
    if tally.new:
        make(cursor, params, tally.new)
    break_plans(cursor, arrears_list)
    told = tell_steps(cursor, arrears_list, anything_written=bool(tally.new or tally.changed))
    return Written(reopened, proposed, told)


def make(cursor: Any, params: dict[str, Any], number: int) -> None:
    """Notice, first revision and what is owed: one statement, so that nothing is looked up again."""
    if number >= MANY:
        cursor.execute(HASH_THEM)
    kind = str(DeliveryKind.ARREARS_NOTICE)
    cursor.execute(MAKE.format(owe=owe_new("SELECT id, estate_id FROM made")), {**params, "kind": kind})
    cursor.execute(AS_IT_THINKS)
