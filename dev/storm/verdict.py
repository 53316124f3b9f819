"""What must be true afterwards."""

from dataclasses import dataclass, field

from django.db import connection

from dev.storm.phones import KEPT, Phones

COUNT = "SELECT count(*), count(DISTINCT client_uuid) FROM cases_visit WHERE undone_at IS NULL"
OPEN_TWICE = """
SELECT count(*) FROM (
    SELECT tenancy_id FROM cases_followup WHERE done_at IS NULL AND cancelled_at IS NULL
    GROUP BY tenancy_id HAVING count(*) > 1) twice
"""


@dataclass
class Verdict:
    rows: int
    distinct: int
    complaints: list[str] = field(default_factory=list)


def judge(phones: Phones) -> Verdict:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        verdict = Verdict(*cursor.fetchone())
        cursor.execute(OPEN_TWICE)
        twice = cursor.fetchone()[0]
    if (verdict.rows, verdict.distinct) != (phones.contacts, phones.contacts):
        verdict.complaints.append(f"{verdict.rows} rows, {verdict.distinct} distinct, not {phones.contacts}")
    if twice:
        verdict.complaints.append(f"{twice} households with two next steps")
    odd = {status for phone in phones.phones for status in phone.answers} - KEPT
    verdict.complaints += [f"some requests were answered {status}" for status in sorted(odd)]
    verdict.complaints += sorted(set(phones.failures))
    return verdict
