"""The roles a person holds, with the unread of each: the one query the layout makes, so it is plain SQL
(building it anew with the ORM on every page cost three times what the database does)."""

import datetime as dt
from typing import Any, NamedTuple

from django.db import connection

from accounts.choices import Role

MOST_UNREAD = 99

HELD_ROLES = """
SELECT membership.id, membership.role, organisation.name,
       (SELECT count(*) FROM (
            SELECT FROM notifications_inboxitem item
            WHERE item.recipient_id = membership.user_id AND item.read_at IS NULL
              AND item.organisation_id = membership.organisation_id
            LIMIT %s) unread)
FROM accounts_membership membership
JOIN residents_housingorganisation organisation ON organisation.id = membership.organisation_id
WHERE membership.user_id = %s AND COALESCE(membership.ended_on, %s) >= %s
ORDER BY membership.id
"""


class HeldRole(NamedTuple):
    pk: int
    role: str
    organisation: str
    unread: int

    @property
    def label(self) -> str:
        return str(Role(self.role).label)


def held_roles(user: Any, day: dt.date) -> list[HeldRole]:
    """Active roles of a user who is logged in; `unread` stops at MOST_UNREAD + 1."""
    with connection.cursor() as cursor:
        cursor.execute(HELD_ROLES, [MOST_UNREAD + 1, user.pk, day, day])
        return [HeldRole(*row) for row in cursor.fetchall()]
