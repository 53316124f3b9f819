"""What must be true afterwards."""

import time
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, connection

from notifications.choices import DeliveryKind
from notifications.services.reconciling import queue, reconcile

PATIENCE_SECONDS = 60.0

WRONG_PERSON = """
SELECT count(*)
FROM notifications_inboxitem item
JOIN accounts_user person ON person.id = item.recipient_id
WHERE person.email <> CASE WHEN item.organisation_id % 3 = 0 THEN 'standin-' ELSE 'caretaker-' END
    || item.organisation_id || '@example.dk'
"""


@dataclass
class Verdict:
    notices: int = 0
    inbox: int = 0
    distinct: int = 0
    drained_seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def expect(self, true: bool, otherwise: str) -> None:
        if not true:
            self.complaints.append(otherwise)


def wait_until_drained(since: float) -> float:
    """Seconds from the last fault until nothing is pending; gives up after twice the patience."""
    while time.monotonic() - since < 2 * PATIENCE_SECONDS:
        try:
            if queue().pending == 0 and queue().jobs == 0:
                break
        except (DatabaseError, InterfaceError):
            connection.close()
        time.sleep(0.1)
    return time.monotonic() - since


def judge(expected: int, last_fault: float) -> Verdict:
    verdict = Verdict(drained_seconds=wait_until_drained(last_fault))
    balances = {each.kind: each for each in reconcile()}
    balance = balances[DeliveryKind.ARREARS_NOTICE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evictions_arrearsnotice")
        verdict.notices = cursor.fetchone()[0]
        cursor.execute(WRONG_PERSON)
        wrong = cursor.fetchone()[0]
    verdict.inbox = balance.inbox
    verdict.distinct = balance.inbox - balance.twice
    verdict.expect(verdict.notices == expected, f"{verdict.notices} notices, not {expected}")
    verdict.expect(verdict.inbox == expected, f"{verdict.inbox} in the inboxes, not {expected}")
    verdict.expect(verdict.distinct == expected, f"{verdict.distinct} distinct, not {expected}")
    for each in balances.values():
        verdict.expect(each.is_balanced, f"does not balance: {each}")
    verdict.expect(balance.parked == 0, f"{balance.parked} parked although somebody is assigned")
    verdict.expect(wrong == 0, f"{wrong} reached the wrong person")
    slow = f"pending for {verdict.drained_seconds:.0f} s after the last fault"
    verdict.expect(verdict.drained_seconds <= PATIENCE_SECONDS, slow)
    return verdict
