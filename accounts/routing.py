"""Who gets the deliveries of an estate today: the responsible caretaker, or the stand-in while absent."""

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
"""
"""Joined LATERAL to a relation `today(day)`: the Danish date is the caller's, not the server's."""


def register() -> None:
    register_routing(Routing(sql=RESPONSIBLE_TODAY))
