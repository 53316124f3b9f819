"""Open eviction cases of one organisation, in every step of the course, made in bulk."""

from typing import Final

from django.db import connection

from accounts.models import Membership
from dev.bench.homes import HOMES, homes_around

CASES: Final = f"""
INSERT INTO evictions_evictioncase (organisation_id, estate_id, tenancy_id, origin, status, due_date, claim,
    claim_amount, demand_issued_on, demand_channel, demand_received_on, demand_proof, demand_deadline,
    is_overridden, terminated_on, move_out_on, filed_on, municipal_notice_on, municipal_notice_proof, court,
    court_number, hearing_at, standstill_until, children, representative, contact_on, answer_since,
    answer_reasons, reviewed_at, next_on, next_kind, opened_at, closed_from, outcome, outcome_note, revision)
SELECT t.organisation_id, t.estate_id, t.id, 'list', f.status, date_trunc('month', current_date), '[]'::jsonb,
    7500 + n %% 900, f.sent_on, 'digital_post', f.sent_on, 'digital_post', f.sent_on + 14, false,
    CASE WHEN reached > 1 THEN f.sent_on + 15 END, CASE WHEN reached > 1 THEN f.sent_on + 20 END,
    CASE WHEN reached > 2 THEN f.sent_on + 22 END, CASE WHEN reached > 2 THEN f.sent_on + 22 END,
    CASE WHEN reached > 2 THEN 'kvittering' ELSE '' END, '', '',
    CASE WHEN reached > 3 THEN now() + (n %% 40) * interval '1 day' END,
    CASE WHEN n %% 11 = 0 THEN current_date + (n %% 30)::int END, 'unknown', '',
    CASE WHEN n %% 3 = 0 THEN current_date - 5 END,
    CASE WHEN n %% 20 = 0 THEN now() END,
    CASE WHEN n %% 20 = 0 THEN ARRAY['statement']::varchar[] ELSE '{{}}' END,
    CASE WHEN n %% 4 > 0 THEN now() END,
    current_date + (n %% 60)::int - 10,
    CASE WHEN n %% 11 = 0 THEN 'standstill_end' WHEN reached > 3 THEN 'hearing'
         WHEN reached > 1 THEN 'move_out' ELSE 'deadline' END,
    now(), '', '', '', 1
FROM ({HOMES}) t
CROSS JOIN LATERAL (
    SELECT (ARRAY['demand', 'demand', 'demand', 'terminated', 'filed', 'hearing'])[n %% 6 + 1] AS status,
           (ARRAY[1, 1, 1, 2, 3, 4])[n %% 6 + 1] AS reached, current_date - (n %% 20)::int AS sent_on) f
"""


def make_evictions(caretaker: Membership, cases: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CASES, homes_around(caretaker, cases))
        cursor.execute("ANALYZE evictions_evictioncase")
