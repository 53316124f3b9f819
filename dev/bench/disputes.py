"""Open complaints of one organisation, in bulk: every fifth about a household that has one already."""

from typing import Final

from django.db import connection, transaction

from accounts.models import Membership
from dev.bench.homes import HOMES, homes_around

COMPLAINTS: Final = f"""
WITH home AS (
    SELECT id, organisation_id, estate_id, lead(id) OVER (ORDER BY n) AS neighbour_id, n FROM ({HOMES}) homes
), made AS (
    INSERT INTO disputes_complaint (client_uuid, organisation_id, estate_id, respondent_id, category, channel,
        is_reasoned, received_on, reported_by_id, track, status, action_due, acted_on, sanction,
        sanction_terms, mediation, closed_from, outcome, closing_note, revision)
    SELECT gen_random_uuid(), organisation_id, estate_id, id, (ARRAY['noise', 'pets', 'neglect'])[n %% 3 + 1],
        'form', true, current_date - (n %% 60)::int, %(by)s, 'dialogue',
        CASE WHEN n %% 2 = 0 THEN 'talk' ELSE 'received' END, current_date - (n %% 60)::int + 28,
        CASE WHEN n %% 2 = 0 THEN current_date - (n %% 60)::int + 7 END, '', '', '', '', '', '', 1
    FROM (SELECT * FROM home UNION ALL SELECT * FROM home WHERE n %% 5 = 0) homes
    RETURNING id, organisation_id, estate_id, respondent_id
)
INSERT INTO disputes_complainant (organisation_id, estate_id, complaint_id, made_by_id, tenancy_id, name,
    is_shown)
SELECT made.organisation_id, made.estate_id, made.id, %(by)s, COALESCE(home.neighbour_id, home.id),
    'Klara Klagersen', false
FROM made JOIN home ON home.id = made.respondent_id
"""


@transaction.atomic
def make_complaints(caretaker: Membership, clerk: Membership, complaints: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COMPLAINTS, {**homes_around(caretaker, complaints), "by": clerk.user_id})
        cursor.execute("ANALYZE disputes_complaint, disputes_complainant")
