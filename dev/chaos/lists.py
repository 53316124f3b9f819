"""The rent ledgers: each sends its list twice, and again whenever it got no answer.

Through the real doors of the intake: half of them as a program does (one call with an idempotency key), half
as a person does (upload, preview, confirm; a background job takes the list).
"""

import random
import threading
import time
from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, connection

from accounts.models import User
from dev.chaos.world import ROWS_PER_LIST
from evictions.choices import Source
from evictions.models import ArrearsList
from evictions.services.lists import confirm_list, read_list, receive_list, take_list
from residents.choices import ImportStatus

RETRY_SECONDS = 0.2
HEADER = "Lejemål;Beløb;Forfaldsdato"


class Ledgers:
    """Sends all lists, spread over the time of the faults, from two threads at once."""

    def __init__(self, organisation_ids: Sequence[int], seconds: float, seed: int) -> None:
        shuffled = [*organisation_ids, *organisation_ids]
        random.Random(seed).shuffle(shuffled)
        self.pause = seconds / max(1, len(shuffled)) * 2 * 0.9
        self.retries = 0
        self.refused: list[str] = []
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
        """False when the database went away under it: then nobody knows whether it was taken."""
        try:
            self.refused += send_list(organisation_id)
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        return True


def send_list(organisation_id: int) -> list[str]:
    """What was refused, in words."""
    actor = User.objects.get(email=f"administration-{organisation_id}@example.dk")
    as_program = organisation_id % 2 == 0
    arrears_list = send_as_program(actor) if as_program else send_as_person(actor)
    if arrears_list.status in {ImportStatus.DONE, ImportStatus.QUEUED, ImportStatus.IMPORTING}:
        return []
    return [f"list {arrears_list.pk} is {arrears_list.status}: {arrears_list.message}"]


def send_as_program(actor: User) -> ArrearsList:
    assert actor.membership
    return take_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.API,
        file_name="restancer.csv",
        content=content(),
        idempotency_key="november",
    )


def send_as_person(actor: User) -> ArrearsList:
    """The same file twice, without a key: the second time every row is unchanged."""
    assert actor.membership
    arrears_list = receive_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="restancer.csv",
        content=content(),
    )
    arrears_list = read_list(arrears_list.pk)
    if arrears_list.status != ImportStatus.PREVIEW:
        return arrears_list
    return confirm_list(actor=actor, arrears_list=arrears_list)


def content() -> bytes:
    """All tenancies of an organisation, in Windows-1252, as dev/chaos/world.py made them."""
    rows = [
        f"{estate}-{dwelling:04d}-01;8.412,00;01-11-2026"
        for estate in (1, 2)
        for dwelling in range(1, ROWS_PER_LIST // 2 + 1)
    ]
    return "\r\n".join([HEADER, *rows, ""]).encode("cp1252")
