# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""Set-based SQL over the staged rows: whose they are, what they sum to, and what that means.

`arrears_matched` has one row per line of the list, `arrears_totals` one per tenancy with a `verdict`:
new, changed, unchanged, credit (nothing owing), jump, huge, older (a newer list has spoken of its notice) or
waits (no line of it can be taken).
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from evictions.models import ArrearsList
from residents.choices import ImportStatus

HAS: Final = ("stage", "months", "demand_received_on", "children")

LOOK: Final = """
SELECT coalesce(bool_or(key LIKE '%%-%%' AND key NOT LIKE '%%-%%-%%'), false), coalesce(max(times), 0) > 1
FROM (SELECT key, count(*) AS times FROM arrears_staged GROUP BY key) keys
"""
"""Are there dwellings without a tenant's number, and is a tenancy there twice?"""

FIND_TENANT: Final = """
UPDATE arrears_staged s SET key = t.reference_key
FROM residents_tenancy t
WHERE s.key LIKE '%%-%%' AND s.key NOT LIKE '%%-%%-%%' AND s.due_date IS NOT NULL
  AND t.organisation_id = %(organisation)s
  AND s.key = split_part(t.reference_key, '-', 1) || '-' || split_part(t.reference_key, '-', 2)
  AND t.reference_key LIKE '%%-%%-%%'
  AND t.starts_on <= s.due_date AND (t.ends_on IS NULL OR t.ends_on >= s.due_date)
"""
"""Estate and dwelling only: the tenancy that covers the due date. Tenancies of a dwelling never overlap."""

MATCH: Final = """
CREATE TEMP TABLE arrears_matched AS
SELECT s.*, t.id AS tenancy_id, t.estate_id,
       s.problem = '' AND t.id IS NOT NULL AND NOT s.confirmed AND row_number() OVER same > 1 AS duplicate
FROM arrears_staged s
LEFT JOIN residents_tenancy t ON t.organisation_id = %(organisation)s AND t.reference_key = s.key
WINDOW same AS (
    PARTITION BY t.id, s.line_type, s.due_date, s.amount, s.problem ORDER BY s.row_number
)
"""
"""A line that is confirmed counts; the next one like it is still asked about."""

MATCH_SINGLES: Final = """
CREATE TEMP TABLE arrears_matched AS
SELECT s.*, t.id AS tenancy_id, t.estate_id, false AS duplicate
FROM arrears_staged s
LEFT JOIN residents_tenancy t ON t.organisation_id = %(organisation)s AND t.reference_key = s.key
"""
"""Where no tenancy is there twice, there is nothing to compare or to sum: a third of the work is spared."""

SINGLES: Final = """
    SELECT tenancy_id, estate_id, amount, due_date, stage, months, demand_received_on, demand_deadline,
           children, phone, confirmed, problem <> '' AS held,
           CASE WHEN problem = '' THEN jsonb_build_array(
               jsonb_build_object('type', line_type, 'amount', amount::text, 'due_date', due_date)
           ) END AS lines
    FROM arrears_matched WHERE tenancy_id IS NOT NULL
"""

GROUPED: Final = """
    SELECT tenancy_id, estate_id,
           sum(amount) FILTER (WHERE taken) AS amount,
           min(due_date) FILTER (WHERE taken) AS due_date,
           max(stage) FILTER (WHERE taken) AS stage,
           max(months) FILTER (WHERE taken) AS months,
           max(demand_received_on) FILTER (WHERE taken) AS demand_received_on,
           max(demand_deadline) FILTER (WHERE taken) AS demand_deadline,
           max(children) FILTER (WHERE taken) AS children,
           coalesce(max(phone) FILTER (WHERE taken), '') AS phone,
           coalesce(bool_and(confirmed) FILTER (WHERE taken), false) AS confirmed,
           bool_or(NOT taken) AS held,
           jsonb_agg(
               jsonb_build_object('type', line_type, 'amount', amount::text, 'due_date', due_date)
               ORDER BY due_date, line_type, amount
           ) FILTER (WHERE taken) AS lines
    FROM (
        SELECT *, problem = '' AND NOT duplicate AS taken FROM arrears_matched WHERE tenancy_id IS NOT NULL
    ) rows
    GROUP BY tenancy_id, estate_id
"""

JUDGE: Final = """
CREATE TEMP TABLE arrears_totals AS
WITH summed AS (
{summed}
), said AS (
    SELECT s.tenancy_id, s.estate_id, s.amount, s.due_date, s.lines, s.held, s.confirmed,
           n.id AS notice_id, n.status AS notice_status, n.amount AS old_amount, last.amount AS last_amount,
           CASE WHEN %(has_stage)s THEN
               (ARRAY['arrears', 'demand', 'termination', 'bailiff_court'])[coalesce(s.stage, 0) + 1]
               ELSE coalesce(n.stage, 'arrears') END AS stage,
           CASE WHEN %(has_months)s THEN s.months ELSE n.months END AS months,
           CASE WHEN %(has_demand_received_on)s THEN s.demand_received_on ELSE n.demand_received_on END
               AS demand_received_on,
           CASE WHEN %(has_demand_received_on)s THEN s.demand_deadline ELSE n.demand_deadline END
               AS demand_deadline,
           CASE WHEN %(has_children)s THEN (ARRAY['unknown', 'no', 'yes'])[coalesce(s.children, 0) + 1]
               ELSE coalesce(n.children, 'unknown') END AS children,
           CASE WHEN s.phone <> '' THEN s.phone ELSE coalesce(n.phone, '') END AS phone,
           n.due_date AS old_due_date, n.stage AS old_stage, n.months AS old_months,
           n.demand_received_on AS old_demand, n.children AS old_children, n.phone AS old_phone,
           n.lines AS old_lines
    FROM summed s
    LEFT JOIN evictions_arrearsnotice n
        ON n.tenancy_id = s.tenancy_id AND n.status IN ('open', 'proposed')
    LEFT JOIN LATERAL (
        SELECT p.amount FROM evictions_arrearsnotice p
        WHERE n.id IS NULL AND p.tenancy_id = s.tenancy_id AND p.status = 'closed'
        ORDER BY p.id DESC LIMIT 1
    ) last ON true
)
SELECT tenancy_id, estate_id, amount, due_date, stage, months, demand_received_on, demand_deadline, children,
       phone, lines, notice_id, notice_status, held,
       CASE
           WHEN lines IS NULL THEN 'waits'
           WHEN amount <= 0 THEN CASE WHEN held THEN 'unchanged' ELSE 'credit' END
           WHEN amount > 99999999.99 THEN 'huge'
           WHEN NOT confirmed AND %(jump_factor)s > 0
                AND amount >= %(jump_factor)s * coalesce(old_amount, last_amount) THEN 'jump'
           WHEN notice_id IS NULL THEN 'new'
           WHEN held AND amount < old_amount THEN 'unchanged'
           WHEN (amount, due_date, stage, months, demand_received_on, children, phone)
                IS DISTINCT FROM
                (old_amount, old_due_date, old_stage, old_months, old_demand, old_children, old_phone)
                OR lines <> old_lines THEN 'changed'
           ELSE 'unchanged'
       END AS verdict
FROM said
"""
"""A column the list has is the truth; one it does not have leaves things as they were. While a line of a
tenancy waits, its amount never falls: the sum is not whole yet."""

MARK_OLDER: Final = """
UPDATE arrears_totals t SET verdict = 'older'
WHERE (t.verdict IN ('new', 'changed', 'jump') OR t.verdict = 'unchanged' AND t.notice_status = 'proposed')
  AND EXISTS (
    SELECT FROM evictions_arrearsnotice n
    JOIN evictions_arrearslist l
        ON l.id IN (n.last_list_id, n.missing_from_id) OR l.counts -> 'estates' @> to_jsonb(t.estate_id)
    WHERE n.tenancy_id = t.tenancy_id AND n.status <> 'withdrawn'
      AND l.organisation_id = %(organisation)s AND l.status = 'done' AND l.finished_at > %(finished_at)s
)
"""
"""Of a list that was imported before and is settled late: a notice that a later list has written, or found
as it was, or left out. `estates` are those a list holds."""

COUNT_ROWS: Final = """
SELECT count(*), count(*) FILTER (WHERE problem <> '' OR duplicate OR tenancy_id IS NULL) FROM arrears_matched
"""

COUNT_JUMPS: Final = """
SELECT count(*) FROM arrears_matched m JOIN arrears_totals t USING (tenancy_id)
WHERE t.verdict IN ('jump', 'huge') AND m.problem = '' AND NOT m.duplicate
"""

COUNT: Final = """
SELECT count(*) FILTER (WHERE verdict = 'new'), count(*) FILTER (WHERE verdict = 'changed'),
       count(*) FILTER (WHERE verdict = 'unchanged'
                        OR (verdict = 'credit' AND notice_status IS DISTINCT FROM 'open')),
       count(*) FILTER (WHERE verdict IN ('jump', 'huge')),
       ARRAY(SELECT DISTINCT estate_id FROM arrears_totals WHERE verdict <> 'older')
FROM arrears_totals
"""

EVERY_ESTATE: Final = """
SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM residents_estate
WHERE organisation_id = %(organisation)s
"""

MISSING: Final = """
n.organisation_id = %(organisation)s AND n.status = 'open' AND n.estate_id = ANY(%(estates)s)
AND NOT EXISTS (
    SELECT FROM arrears_totals t WHERE t.tenancy_id = n.tenancy_id AND t.verdict <> 'credit'
)
"""
"""Open notices in the estates of the list that it leaves out, or that owe nothing any more."""


@dataclass(frozen=True)
class Tally:
    """What the list holds. Rows: rows, rejected. Tenancies: new, changed, unchanged, missing."""

    rows: int
    rejected: int
    new: int
    changed: int
    unchanged: int
    missing: int
    estates: list[int]


def classify(
    cursor: Any, arrears_list: ArrearsList, *, count_missing: bool, whole_organisation: bool = False
) -> Tally:
    """Match, sum and judge the staged rows. Who applies them counts the missing by writing them.
    `whole_organisation`: the list holds every estate, also those without a row in it."""
    organisation = arrears_list.organisation
    params: dict[str, Any] = {
        "organisation": organisation.pk,
        "jump_factor": organisation.jump_factor,
        "finished_at": arrears_list.finished_at,
        **{f"has_{name}": name in arrears_list.mapping for name in HAS},
    }
    cursor.execute("ANALYZE arrears_staged (key)")
    cursor.execute(LOOK, params)
    without_tenant, several = cursor.fetchone()
    if without_tenant:
        cursor.execute(FIND_TENANT, params)
    grouped = without_tenant or several
    cursor.execute(MATCH if grouped else MATCH_SINGLES, params)
    cursor.execute("ANALYZE arrears_matched (tenancy_id)")
    cursor.execute(JUDGE.replace("{summed}", GROUPED if grouped else SINGLES), params)
    if arrears_list.status == ImportStatus.DONE:
        cursor.execute(MARK_OLDER, params)
    cursor.execute("ANALYZE arrears_totals (tenancy_id, verdict)")
    tally = _tally(cursor, params)
    if whole_organisation:
        cursor.execute(EVERY_ESTATE, params)
        tally = replace(tally, estates=cursor.fetchone()[0])
    if count_missing:
        statement = f"SELECT count(*) FROM evictions_arrearsnotice n WHERE {MISSING}"
        cursor.execute(statement, {**params, "estates": tally.estates})
        tally = replace(tally, missing=cursor.fetchone()[0])
    return tally


def _tally(cursor: Any, params: dict[str, Any]) -> Tally:
    cursor.execute(COUNT_ROWS)
    rows, rejected = cursor.fetchone()
    cursor.execute(COUNT)
    new, changed, unchanged, jumps, estates = cursor.fetchone()
    if jumps:
        cursor.execute(COUNT_JUMPS)
        rejected += cursor.fetchone()[0]
    return Tally(rows, rejected, new, changed, unchanged, 0, estates)
