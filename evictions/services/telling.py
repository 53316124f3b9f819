"""Who else is told when the course goes on without anybody having met the tenant."""

from collections.abc import Sequence

from django.utils import timezone

from evictions.choices import TERMINATED_OR_LATER
from notifications.choices import DeliveryKind
from notifications.sql import execute

TELL = """
INSERT INTO notifications_delivery (kind, subject_id, organisation_id, estate_id, recipient_id)
SELECT %(kind)s, held.id, held.organisation_id, held.estate_id, coordinator.user_id
FROM evictions_evictioncase held
JOIN (
    SELECT DISTINCT membership.organisation_id, membership.user_id
    FROM accounts_membership membership JOIN accounts_user person ON person.id = membership.user_id
    WHERE membership.role = 'coordinator' AND person.is_active
      AND COALESCE(membership.ended_on, %(day)s::date) >= %(day)s::date
) coordinator ON coordinator.organisation_id = held.organisation_id
WHERE held.id = ANY(%(cases)s::bigint[]) AND held.contact_on IS NULL AND held.status = ANY(%(terminated)s)
ORDER BY held.id, coordinator.user_id
ON CONFLICT DO NOTHING
"""
"""Unique per case and recipient: telling again changes nothing."""


def tell_of_terminations(case_ids: Sequence[int]) -> int:
    """Owe each coordinator a line about those of the cases that are terminated and where nobody has had
    contact. Returns how many lines are new."""
    if not case_ids:
        return 0
    return execute(
        TELL,
        kind=DeliveryKind.TERMINATED_UNSEEN.value,
        cases=list(case_ids),
        terminated=sorted(TERMINATED_OR_LATER),
        day=timezone.localdate(),
    )
