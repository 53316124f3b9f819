"""Open notices for a national register, as lists and caretakers would have left them, made in bulk."""

from collections.abc import Sequence
from typing import Final

from django.db import connection, transaction

from demo.scale import tidy

LISTS: Final = """
INSERT INTO evictions_arrearslist (organisation_id, created_by_id, source, file_name, digest, status, message,
    header, mapping, counts, rows_read, rows_total, finished_at, idempotency_key, whole_organisation)
SELECT DISTINCT ON (organisation_id) organisation_id, user_id, 'api', 'restancer.csv',
    md5(organisation_id::text), 'done', '', '[]'::jsonb, '{}'::jsonb, '{}'::jsonb, 0, 0, now(), '', false
FROM accounts_membership WHERE role = 'administration' ORDER BY organisation_id, user_id
"""

NOTICES: Final = """
WITH spread AS (
    SELECT t.*, row_number() OVER (ORDER BY t.id) - 1 AS place, count(*) OVER () AS total
    FROM residents_tenancy t
    WHERE (%(estates)s::bigint[] IS NULL OR t.estate_id = ANY(%(estates)s))
      AND NOT EXISTS (SELECT FROM evictions_arrearsnotice n WHERE n.tenancy_id = t.id)
), chosen AS (
    SELECT *, place * %(notices)s / total AS n FROM spread
    WHERE place = 0 OR place * %(notices)s / total <> (place - 1) * %(notices)s / total
), facts AS (
    SELECT chosen.*, (1 + n %% 3) * monthly_rent + n %% 500 AS amount,
           current_date - (n %% 20)::int AS demand_on,
           (ARRAY['arrears', 'arrears', 'demand', 'arrears', 'demand', 'arrears', 'termination', 'arrears',
                  'arrears', 'bailiff_court'])[n %% 10 + 1] AS stage,
           n %% 5 < 3 AS seen, n %% 5 < 2 AS taken
    FROM chosen
), made AS (
    INSERT INTO evictions_arrearsnotice (organisation_id, estate_id, tenancy_id, status, amount, months,
        due_date, stage, demand_received_on, demand_deadline, children, phone, lines, revision, rises,
        first_list_id, last_list_id, changed_at, seen_at, seen_by_id, seen_revision, taken_at, taken_by_id,
        contact_on, last_attempt_on, attempts, next_step_on, close_reason)
    SELECT f.organisation_id, f.estate_id, f.id, 'open', f.amount, 1 + n %% 3,
        date_trunc('month', current_date), f.stage, CASE WHEN stage <> 'arrears' THEN f.demand_on END,
        CASE WHEN stage <> 'arrears' THEN f.demand_on + 14 END,
        (ARRAY['unknown', 'no', 'yes'])[n %% 3 + 1], '',
        jsonb_build_array(jsonb_build_object('type', 'rent', 'amount', f.amount,
                                             'due_date', date_trunc('month', current_date)::date)),
        1, 0, list.id, list.id, now(), CASE WHEN seen THEN now() END, CASE WHEN seen THEN m.user_id END,
        CASE WHEN seen THEN 1 ELSE 0 END, CASE WHEN taken THEN now() END, CASE WHEN taken THEN m.user_id END,
        CASE WHEN n %% 5 = 0 THEN current_date - 2 END, CASE WHEN taken THEN current_date - 2 END,
        CASE WHEN taken THEN 1 ELSE 0 END, CASE WHEN taken THEN current_date + (n %% 9)::int END, ''
    FROM facts f
    JOIN evictions_arrearslist list ON list.organisation_id = f.organisation_id
    JOIN accounts_estateassignment a ON a.estate_id = f.estate_id
    JOIN accounts_membership m ON m.id = a.membership_id
    RETURNING id, organisation_id, estate_id, amount, months, due_date, stage, demand_received_on,
        demand_deadline, children, phone, lines, first_list_id, seen_at
), revised AS (
    INSERT INTO evictions_noticerevision (notice_id, arrears_list_id, number, amount, months, due_date, stage,
        demand_received_on, demand_deadline, children, phone, lines, rises)
    SELECT id, first_list_id, 1, amount, months, due_date, stage, demand_received_on, demand_deadline,
        children, phone, lines, 0
    FROM made
), owed AS (
    INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, status, settled_at)
    SELECT 'arrears_notice', id, organisation_id, estate_id, 'delivered', now() FROM made
    RETURNING id, subject_id
)
INSERT INTO notifications_inboxitem (delivery_id, recipient_id, organisation_id, kind, subject_id, read_at)
SELECT owed.id, m.user_id, made.organisation_id, 'arrears_notice', made.id, made.seen_at
FROM owed
JOIN made ON made.id = owed.subject_id
JOIN accounts_estateassignment a ON a.estate_id = made.estate_id
JOIN accounts_membership m ON m.id = a.membership_id
"""
"""Evenly spread over the tenancies (of `estates`), delivered, three fifths seen, two fifths taken."""


def make_notices(notices: int, estate_ids: Sequence[int] | None = None) -> None:
    """Open notices on tenancies that have none, in these estates or in the whole country."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM evictions_arrearslist)")
        if not cursor.fetchone()[0]:
            cursor.execute(LISTS)
        estates = list(estate_ids) if estate_ids is not None else None
        cursor.execute(NOTICES, {"notices": notices, "estates": estates})
    tidy()
