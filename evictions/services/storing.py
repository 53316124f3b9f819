# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""Judged rows into ArrearsRow: all of them for a preview, of an imported list only those that wait.

A row that was taken is not kept: the revision of its notice says what the list said. Only lines of a
tenancy that has another line waiting stay, because their sum is needed when that one is settled.
"""

from typing import Any, Final

from django.utils.translation import gettext as _

from evictions.choices import Problem
from evictions.models import ArrearsList

JUDGED: Final = """
WITH judged AS (
    SELECT m.*, t.notice_id, t.held,
           CASE WHEN m.problem <> '' THEN m.problem
                WHEN m.tenancy_id IS NULL THEN 'unknown_tenancy'
                WHEN m.duplicate THEN 'duplicate'
                WHEN t.verdict IN ('jump', 'huge', 'older') THEN t.verdict
                ELSE '' END AS why,
           CASE WHEN t.verdict IN ('new', 'changed') THEN t.verdict ELSE 'unchanged' END AS fate
    FROM arrears_matched m
    LEFT JOIN arrears_totals t ON t.tenancy_id = m.tenancy_id
), stored AS (
    SELECT row_number, coalesce(vals, jsonb_build_object('tenancy', reference)) AS "values",
           CASE WHEN why = '' THEN fate ELSE 'error' END AS bucket,
           CASE WHEN why = 'huge' THEN 'invalid' ELSE why END AS problem,
           CASE WHEN why IN ('', 'older') THEN '' WHEN why = 'invalid' THEN col
                WHEN why = 'unknown_tenancy' THEN 'tenancy' ELSE 'amount' END AS "column",
           CASE WHEN why IN ('', 'invalid') THEN message ELSE %(messages)s::jsonb ->> why END AS message,
           confirmed, key AS reference_key, tenancy_id, notice_id, amount, due_date, line_type, months,
           coalesce((ARRAY['arrears', 'demand', 'termination', 'bailiff_court'])[stage + 1], '') AS stage,
           demand_received_on, demand_deadline, phone,
           coalesce((ARRAY['unknown', 'no', 'yes'])[children + 1], '') AS children, held
    FROM judged
)
"""
_COLUMNS: Final = (
    '"values"', "bucket", "problem", '"column"', "message", "confirmed", "reference_key", "tenancy_id",
    "notice_id", "amount", "due_date", "line_type", "months", "stage", "demand_received_on",
    "demand_deadline", "phone", "children",
)  # fmt: skip

_ROW: Final = ", ".join(f"r.{name}" for name in _COLUMNS)
_STORED: Final = ", ".join(f"s.{name}" for name in _COLUMNS)

INSERT: Final = f"""
{JUDGED}
INSERT INTO evictions_arrearsrow (run_id, row_number, {", ".join(_COLUMNS)})
SELECT %(run)s, row_number, {", ".join(_COLUMNS)} FROM stored
WHERE %(all)s OR bucket = 'error' OR held
ORDER BY row_number
"""

UPDATE: Final = f"""
{JUDGED}
UPDATE evictions_arrearsrow r SET {", ".join(f"{name} = s.{name}" for name in _COLUMNS)}
FROM stored s
WHERE r.run_id = %(run)s AND r.row_number = s.row_number
  AND ({_ROW}) IS DISTINCT FROM ({_STORED})
"""

DELETE_TAKEN: Final = """
DELETE FROM evictions_arrearsrow r
WHERE r.run_id = %(run)s AND r.bucket NOT IN ('error', 'superseded', 'left_out') AND NOT EXISTS (
    SELECT FROM evictions_arrearsrow w
    WHERE w.run_id = %(run)s AND w.bucket IN ('error', 'left_out') AND w.tenancy_id = r.tenancy_id
)
"""
"""Taken lines beside one that waits, or was left out and may be taken along after all, are its sum."""

SUPERSEDE: Final = """
UPDATE evictions_arrearsrow r SET bucket = 'superseded', superseded_by_id = %(run)s
FROM evictions_arrearslist l
WHERE l.id = r.run_id AND l.organisation_id = %(organisation)s AND l.status = 'done' AND l.id <> %(run)s
  AND r.bucket NOT IN ('superseded', 'left_out') AND (
      l.digest = %(digest)s
      OR r.reference_key <> '' AND r.reference_key IN (SELECT key FROM arrears_staged)
      OR r.tenancy_id IN (SELECT id FROM residents_tenancy WHERE estate_id = ANY(%(estates)s))
  )
"""
"""What waited in an earlier list and is spoken of by this one: the newest list is the truth, until it is
undone. The rows are erased when their own list is old (list_retention.py)."""

BRING_BACK: Final = """
UPDATE evictions_arrearsrow SET superseded_by_id = NULL,
    bucket = CASE WHEN problem <> '' THEN 'error' ELSE 'unchanged' END
WHERE superseded_by_id = %(run)s
"""
"""A row without a problem is the line that was taken beside one that waits: its bucket of the preview means
nothing any more."""


def _params(arrears_list: ArrearsList, **more: Any) -> dict[str, Any]:
    from psycopg.types.json import Jsonb

    return {"run": arrears_list.pk, "messages": Jsonb(problem_messages(arrears_list)), **more}


def problem_messages(arrears_list: ArrearsList) -> dict[str, str]:
    factor = arrears_list.organisation.jump_factor
    return {
        Problem.UNKNOWN_TENANCY: _("Ukendt lejeforhold. Ret nummeret, eller find det i registret."),
        Problem.DUPLICATE: _("Samme linje står også ovenfor. Bekræft, hvis begge skal tælle med."),
        Problem.JUMP: _("Mindst %(factor)s gange det sidste beløb. Bekræft, hvis det er rigtigt.")
        % {"factor": factor},
        Problem.OLDER: _(
            "En nyere liste siger, hvad lejeforholdet skylder. Udelad rækken: mangler beløbet, kommer det "
            "med på den næste liste."
        ),
        "huge": _("Linjerne giver tilsammen mere end 99.999.999,99 kr. Ret beløbet."),
    }


def store_rows(cursor: Any, arrears_list: ArrearsList, *, only_waiting: bool) -> None:
    cursor.execute(INSERT, _params(arrears_list, all=not only_waiting))


def update_rows(cursor: Any, arrears_list: ArrearsList) -> None:
    """What the stored rows are now, after another look at them."""
    cursor.execute(UPDATE, _params(arrears_list))


def delete_taken_rows(cursor: Any, arrears_list: ArrearsList) -> None:
    cursor.execute(DELETE_TAKEN, {"run": arrears_list.pk})


def supersede_waiting_rows(cursor: Any, arrears_list: ArrearsList, estates: list[int]) -> None:
    cursor.execute(
        SUPERSEDE,
        {
            "run": arrears_list.pk,
            "organisation": arrears_list.organisation_id,
            "digest": arrears_list.digest,
            "estates": estates,
        },
    )


def bring_back_rows(cursor: Any, run_id: int) -> None:
    """What this list has superseded waits again, as before it."""
    cursor.execute(BRING_BACK, {"run": run_id})
