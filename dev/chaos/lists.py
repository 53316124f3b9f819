"""The rent ledgers: each sends its list twice, and again whenever it got no answer."""

import random
import threading
import time
from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, connection, transaction

from dev.chaos.world import ROWS_PER_LIST
from notifications.choices import DeliveryKind
from notifications.services.outbox import owe_deliveries

RETRY_SECONDS = 0.2
NOTICES = """
INSERT INTO evictions_arrearsnotice (organisation_id, estate_id, tenancy_id, status, amount, due_date, stage,
    children, phone, lines, revision, rises, first_list_id, last_list_id, changed_at, seen_revision, attempts,
    close_reason)
SELECT tenancy.organisation_id, tenancy.estate_id, tenancy.id, 'open', 8412, current_date, 'arrears',
    'unknown', '', '[]', 1, 0, %(list)s, %(list)s, now(), 0, 0, ''
FROM residents_tenancy tenancy
WHERE tenancy.organisation_id = %(organisation)s
ON CONFLICT DO NOTHING
RETURNING id, estate_id
"""


class Ledgers:
    """Sends all lists, spread over the time of the faults, from two threads at once."""

    def __init__(self, organisation_ids: Sequence[int], seconds: float, seed: int) -> None:
        shuffled = [*organisation_ids, *organisation_ids]
        random.Random(seed).shuffle(shuffled)
        self.pause = seconds / max(1, len(shuffled)) * 2 * 0.9
        self.retries = 0
        self.threads = [
            threading.Thread(target=self._send_all, args=(shuffled[half::2],), daemon=True) for half in (0, 1)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def finish(self) -> None:
        for thread in self.threads:
            thread.join()

    def _send_all(self, organisation_ids: Sequence[int]) -> None:
        for organisation_id in organisation_ids:
            began = time.monotonic()
            while not self._sent(organisation_id):
                self.retries += 1
                time.sleep(RETRY_SECONDS)
            time.sleep(max(0.0, self.pause - (time.monotonic() - began)))
        connection.close()

    def _sent(self, organisation_id: int) -> bool:
        try:
            send_list(organisation_id)
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        return True


@transaction.atomic
def send_list(organisation_id: int) -> None:
    from accounts.models import User
    from evictions.models import ArrearsList

    actor = User.objects.get(email=f"administration-{organisation_id}@example.dk")
    arrears_list = ArrearsList.objects.create(
        organisation_id=organisation_id, created_by=actor, file_name="restancer.csv", digest="", source="api"
    )
    with connection.cursor() as cursor:
        cursor.execute(NOTICES, {"organisation": organisation_id, "list": arrears_list.pk})
        subjects = cursor.fetchall()
    assert len(subjects) in {0, ROWS_PER_LIST}
    owe_deliveries(kind=DeliveryKind.ARREARS_NOTICE, organisation_id=organisation_id, subjects=subjects)
