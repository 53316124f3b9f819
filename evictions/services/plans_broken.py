# ruff: noqa: S608 — statements are put together from constants only, values are parameters
"""A list that shows more owed than an instalment plan allows breaks the plan, and tells both sides.

Called when the list's notices are written (services/applying.py), while its totals are there: two statements,
however many rows and plans. A tenancy that the list leaves out has proved nothing either way.
"""

from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from evictions.choices import AnswerReason, LegalStepKind
from evictions.instalments import rent_due_on
from evictions.models import ArrearsList
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_new, withdraw_deliveries

BROKEN_NOW: Final = """
SELECT p.id, p.eviction_case_id, p.organisation_id, p.estate_id, p.tenancy_id, t.amount AS owed,
       greatest(p.start_balance - late.paid, 0) AS expected,
       t.amount - greatest(p.start_balance - late.paid, 0)
           - CASE WHEN %(rent_due)s::date + p.tolerance_days < %(day)s::date THEN 0 ELSE r.monthly_rent END
           AS too_much
FROM evictions_instalmentplan p
JOIN arrears_totals t ON t.tenancy_id = p.tenancy_id AND t.verdict IN ('new', 'changed', 'unchanged')
JOIN residents_tenancy r ON r.id = p.tenancy_id
CROSS JOIN LATERAL (
    SELECT sum(i.amount) AS paid FROM evictions_instalment i
    WHERE i.plan_id = p.id AND i.due_on + p.tolerance_days < %(day)s::date
) late
WHERE p.status = 'active' AND p.organisation_id = %(organisation)s AND late.paid IS NOT NULL
"""
"""evictions.instalments.too_much_owed, in SQL; NULL where the rent is not known. Of a tenancy with a line
that waits the amount is at least that much."""

LOCK: Final = f"""
SELECT held.id FROM evictions_evictioncase held
WHERE held.id IN (SELECT eviction_case_id FROM ({BROKEN_NOW}) judged WHERE judged.too_much > 0)
ORDER BY held.id FOR NO KEY UPDATE
"""
"""The case before its plan, as the services do: neither waits for the other for ever."""

BREAK: Final = f"""
WITH judged AS ({BROKEN_NOW}
), broken AS (
    UPDATE evictions_instalmentplan p
    SET status = 'broken', broken_on = %(day)s, broken_by_amount = j.too_much, ended_at = %(moment)s
    FROM judged j
    WHERE p.id = j.id AND p.status = 'active' AND j.too_much > 0 AND p.eviction_case_id = ANY(%(locked)s)
    RETURNING j.*
), asked AS (
    UPDATE evictions_evictioncase held
    SET revision = held.revision + 1,
        answer_since = CASE WHEN held.status <> 'closed' THEN coalesce(held.answer_since, %(moment)s) END,
        answer_reasons = CASE WHEN held.status = 'closed' OR %(reason)s = ANY(held.answer_reasons)
                              THEN held.answer_reasons
                              ELSE array_append(held.answer_reasons, %(reason)s::varchar) END
    FROM broken b WHERE held.id = b.eviction_case_id
), told AS (
    INSERT INTO evictions_legalstep (
        organisation_id, estate_id, tenancy_id, eviction_case_id, kind, "on", source, "values", reason, key,
        happened_at
    )
    SELECT organisation_id, estate_id, tenancy_id, eviction_case_id, %(step)s, %(day)s, 'list',
           jsonb_build_object('plan', id::text, 'owed', owed::text, 'expected', expected::text,
                              'too_much', too_much::text),
           '', %(key)s || id, %(moment)s
    FROM broken ORDER BY id
    RETURNING id, estate_id
)
{{owe}}
"""

STILL_UNANSWERED: Final = """
SELECT s.id AS step_id, p.id AS plan_id, held.id AS case_id
FROM evictions_legalstep s
JOIN evictions_evictioncase held ON held.id = s.eviction_case_id
JOIN evictions_instalmentplan p ON p.eviction_case_id = held.id AND s.key = %(key)s || p.id
WHERE s.organisation_id = %(organisation)s AND s.key LIKE %(key)s || '%%' AND p.status = 'broken'
  AND (%(reason)s = ANY(held.answer_reasons) OR held.status = 'closed' AND held.closed_at < s.happened_at)
  AND NOT EXISTS (
    SELECT FROM evictions_instalmentplan q WHERE q.eviction_case_id = held.id AND q.status = 'active'
  )
"""
"""Breaches the list has caused that nobody has acted on: the question is still open (of a case that was
closed by then none was asked), and no other plan has taken the place of the broken one."""

LOCK_UNANSWERED: Final = f"""
SELECT id FROM evictions_evictioncase WHERE id IN (SELECT case_id FROM ({STILL_UNANSWERED}) found)
ORDER BY id FOR NO KEY UPDATE
"""

TAKE_BACK: Final = f"""
WITH found AS ({STILL_UNANSWERED}
), mended AS (
    UPDATE evictions_instalmentplan p
    SET status = 'active', broken_on = NULL, broken_by_amount = NULL, ended_at = NULL
    FROM found f WHERE p.id = f.plan_id AND f.case_id = ANY(%(locked)s)
    RETURNING f.step_id, f.case_id, p.id AS plan_id
), freed AS (
    UPDATE evictions_evictioncase held
    SET revision = held.revision + 1, answer_reasons = array_remove(held.answer_reasons, %(reason)s::varchar),
        answer_since = CASE WHEN cardinality(array_remove(held.answer_reasons, %(reason)s::varchar)) > 0
                            THEN held.answer_since END
    FROM mended m WHERE held.id = m.case_id
    RETURNING held.organisation_id, held.estate_id, held.tenancy_id, held.id, m.plan_id
), told AS (
    INSERT INTO evictions_legalstep (
        organisation_id, estate_id, tenancy_id, eviction_case_id, kind, "on", source, "values", reason, key,
        happened_at
    )
    SELECT organisation_id, estate_id, tenancy_id, id, %(step)s, %(day)s, 'list',
           jsonb_build_object('plan', plan_id::text), %(words)s, '', %(moment)s
    FROM freed ORDER BY id
)
SELECT step_id FROM mended
"""


def break_plans(cursor: Any, arrears_list: ArrearsList) -> None:
    """Each running plan whose tenancy `arrears_totals` speaks of, on the day the list came."""
    day = timezone.localdate(arrears_list.created_at)
    params = {"organisation": arrears_list.organisation_id, "day": day, "rent_due": rent_due_on(day)}
    cursor.execute(LOCK, params)
    locked = [pk for (pk,) in cursor.fetchall()]
    if not locked:
        return
    said = {
        "locked": locked,
        "reason": str(AnswerReason.PLAN_BROKEN),
        "step": str(LegalStepKind.PLAN_BROKEN),
        "key": _key(arrears_list.pk),
        "kind": str(DeliveryKind.LEGAL_STEP),
        "moment": timezone.now(),
    }
    cursor.execute(BREAK.format(owe=owe_new("SELECT id, estate_id FROM told")), {**params, **said})


def take_back_breaches(arrears_list: ArrearsList) -> None:
    """The list is undone: a plan it broke runs on, unless somebody has acted on it. What was told of it
    leaves the inboxes; the timeline keeps both."""
    params: dict[str, Any] = {
        "organisation": arrears_list.organisation_id,
        "key": _key(arrears_list.pk),
        "reason": str(AnswerReason.PLAN_BROKEN),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOCK_UNANSWERED, params)
        if not (locked := [pk for (pk,) in cursor.fetchall()]):
            return
        said: dict[str, Any] = {
            "locked": locked,
            "day": timezone.localdate(),
            "moment": timezone.now(),
            "step": str(LegalStepKind.PUT_RIGHT),
            "words": _("Listen, der viste, at afdragsordningen ikke blev holdt, er fortrudt."),
        }
        cursor.execute(TAKE_BACK, {**params, **said})
        steps = [pk for (pk,) in cursor.fetchall()]
    withdraw_deliveries(kind=DeliveryKind.LEGAL_STEP, subject_ids=steps)


def _key(list_id: int) -> str:
    """What the steps of a list's breaches are called; the plan's id follows."""
    return f"list:{list_id}:plan:"
