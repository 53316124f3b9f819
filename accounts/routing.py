"""Who gets the deliveries of an estate: the responsible caretaker, or the stand-in while she is away.

Nobody responsible, or away with a stand-in who has left: no row, so the deliveries are parked to the
coordinator instead of lying with somebody who does not look.
"""

import datetime as dt

from django.db import connection
from django.db.models.expressions import RawSQL

from notifications.registry import Routing, register_routing

RESPONSIBLE_TODAY = """
SELECT assignment.estate_id, COALESCE(stand_in.user_id, responsible.user_id) AS user_id
FROM accounts_estateassignment assignment
JOIN accounts_membership responsible ON responsible.id = assignment.membership_id
JOIN accounts_user responsible_user
  ON responsible_user.id = responsible.user_id AND responsible_user.is_active
LEFT JOIN accounts_absence absence
  ON absence.membership_id = responsible.id
 AND today.day BETWEEN absence.starts_on AND absence.ends_on
LEFT JOIN accounts_membership stand_in
  ON stand_in.id = absence.stand_in_id
 AND COALESCE(stand_in.ended_on, today.day) >= today.day
 AND EXISTS (SELECT FROM accounts_user u WHERE u.id = stand_in.user_id AND u.is_active)
WHERE assignment.is_responsible
  AND assignment.starts_on <= today.day
  AND COALESCE(assignment.ends_on, today.day) >= today.day
  AND COALESCE(responsible.ended_on, today.day) >= today.day
  AND (absence.id IS NULL OR stand_in.id IS NOT NULL)
"""
"""Joined LATERAL to a relation `today(day)`: the Danish date is the caller's, not the server's."""

TO_MEMBER = """
SELECT named.delivery_id, COALESCE(stand_in.user_id, member.user_id) AS user_id
FROM ({named}) AS named (delivery_id, membership_id, estate_id)
CROSS JOIN today
JOIN accounts_membership member
  ON member.id = named.membership_id AND COALESCE(member.ended_on, today.day) >= today.day
JOIN accounts_user person ON person.id = member.user_id AND person.is_active
LEFT JOIN accounts_absence absence
  ON absence.membership_id = member.id AND today.day BETWEEN absence.starts_on AND absence.ends_on
LEFT JOIN accounts_membership stand_in
  ON stand_in.id = absence.stand_in_id
 AND COALESCE(stand_in.ended_on, today.day) >= today.day
 AND EXISTS (SELECT FROM accounts_user u WHERE u.id = stand_in.user_id AND u.is_active)
WHERE (absence.id IS NULL OR stand_in.id IS NOT NULL)
  AND EXISTS (
    SELECT FROM accounts_estateassignment own
    WHERE own.membership_id = member.id AND own.estate_id = named.estate_id
      AND own.starts_on <= today.day AND COALESCE(own.ends_on, today.day) >= today.day)
"""


def to_member(named: str) -> str:
    """For registry.register_routing_by_subject: `named` is a SELECT from `taken`, a constant, of
    (delivery_id, membership_id, estate_id). It goes to that person, or to who stands in for them, as long as
    they have the estate; else the estate decides."""
    return TO_MEMBER.format(named=named)


RESPONSIBLE_ON = f"""
SELECT routed.estate_id, routed.user_id
FROM (VALUES (%(day)s::date)) AS today (day), LATERAL ({RESPONSIBLE_TODAY}) routed
JOIN residents_estate estate ON estate.id = routed.estate_id
WHERE estate.organisation_id = %(organisation_id)s
"""  # noqa: S608 -- both parts are constants


def responsible_on(day: dt.date, organisation_id: int) -> dict[int, int]:
    """estate_id → user_id of who gets its notices that day; an estate without anybody is not there."""
    with connection.cursor() as cursor:
        cursor.execute(RESPONSIBLE_ON, {"day": day, "organisation_id": organisation_id})
        return dict(cursor.fetchall())


COVERED = f"""
SELECT routed.estate_id
FROM (VALUES (%s::date)) AS today (day), LATERAL ({RESPONSIBLE_TODAY}) routed
JOIN residents_estate estate ON estate.id = routed.estate_id
WHERE estate.organisation_id = %s
"""  # noqa: S608 -- both parts are constants


def covered_estates(day: dt.date, organisation_id: int) -> RawSQL:
    """The keys of responsible_on, as a subquery for estate_id__in."""
    return RawSQL(COVERED, (day, organisation_id))  # noqa: S611 -- a constant, with parameters


def register() -> None:
    register_routing(Routing(sql=RESPONSIBLE_TODAY))
