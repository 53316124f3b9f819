"""From the commit of a list to the inboxes, with the real dispatcher, worker and broker, against bare SQL."""

import os
import time
from pathlib import Path

import redis
from django.db import connection, transaction

from accounts.choices import Role
from accounts.models import Membership
from dev.bench.files import first_rows, write_arrears
from dev.bench.measuring import Comparison, Fact, Findings, timed
from dev.bench.tables import empty_notices, scalar, settle
from dev.chaos.processes import DISPATCHER, WORKER, Process
from evictions.choices import Source
from evictions.services.lists import take_list
from notifications.services.dispatching import BATCH
from residents.models import HousingOrganisation

PENDING = "SELECT count(*) FROM notifications_delivery WHERE status = 'pending'"
MOST_SECONDS, MOST_MESSAGES, PATIENCE = 60, 100, 120
LOCK = """
SELECT id FROM notifications_delivery WHERE id BETWEEN %s AND %s AND status = 'pending' FOR UPDATE SKIP LOCKED
"""
RECEIVE = """
INSERT INTO notifications_inboxitem (delivery_id, recipient_id, organisation_id, kind, subject_id)
SELECT d.id, m.user_id, d.organisation_id, d.kind, d.subject_id
FROM notifications_delivery d
JOIN accounts_estateassignment a ON a.estate_id = d.estate_id
JOIN accounts_membership m ON m.id = a.membership_id
WHERE d.id = ANY(%s)
ON CONFLICT (delivery_id) DO NOTHING
"""
SETTLE = "UPDATE notifications_delivery SET status = 'delivered', settled_at = now() WHERE id = ANY(%s)"


def measure_push(folder: Path, organisation: HousingOrganisation, rows: int, rounds: int) -> Findings:
    said, _typed = write_arrears(folder, organisation, rows)
    first = first_rows(said, 1)
    comparison = Comparison(f"{rows:,} notices from commit to inbox", 3)
    messages: list[int] = []
    for _round in range(rounds):
        with_workers(folder, organisation, first, said.read_bytes(), comparison.ours, messages)
        empty_notices()
        take(organisation, said.read_bytes())
        settle()
        with timed(comparison.bare):
            deliver_plainly()
        assert scalar(PENDING) == 0
        empty_notices()
    facts = [
        Fact(
            f"{rows:,} notices from commit to inbox, the slowest round",
            max(comparison.ours),
            MOST_SECONDS,
            " s",
        ),
        Fact(f"broker messages for {rows:,} notices", max(messages), MOST_MESSAGES),
    ]
    return Findings([comparison], facts)


def with_workers(
    folder: Path,
    organisation: HousingOrganisation,
    first: bytes,
    content: bytes,
    seconds: list[float],
    messages: list[int],
) -> None:
    """One list, with one worker of two processes and one dispatcher, as the Procfile starts them."""
    empty_notices()
    processes = [
        Process("worker", WORKER, {}, folder / "worker.log"),
        Process("dispatcher", DISPATCHER, {}, folder / "dispatcher.log"),
    ]
    for process in processes:
        process.start()
    try:
        take(organisation, first)
        wait_for_delivery()
        settle()
        sent = messages_sent()
        with transaction.atomic():
            take(organisation, content)
            begun = time.perf_counter()
        wait_for_delivery()
        seconds.append(time.perf_counter() - begun)
        messages.append(messages_sent() - sent)
    finally:
        for process in processes:
            process.stop()


def take(organisation: HousingOrganisation, content: bytes) -> None:
    membership = Membership.objects.get(organisation=organisation, role=Role.ADMINISTRATION)
    take_list(
        actor=membership.user.act_as(membership),
        organisation=organisation,
        source=Source.API,
        file_name="restancer.csv",
        content=content,
    )


def wait_for_delivery() -> None:
    deadline = time.monotonic() + PATIENCE
    while scalar(PENDING):
        if time.monotonic() > deadline:
            raise SystemExit("The notices were not delivered.")
        time.sleep(0.01)


def messages_sent() -> int:
    """What was published on the bench's own broker so far: kombu sends with LPUSH."""
    client = redis.Redis(unix_socket_path=os.environ["REDIS_URL"].removeprefix("redis+socket://"))
    calls = client.info("commandstats").get("cmdstat_lpush", {"calls": 0})["calls"]
    client.close()
    return int(calls)


def deliver_plainly() -> None:
    """The delivery transaction by hand, in batches of the same size, on one connection."""
    first, last = (scalar(f"SELECT {end}(id) FROM notifications_delivery") for end in ("min", "max"))
    for start in range(first, last + 1, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK, [start, start + BATCH - 1])
            ids = [row[0] for row in cursor.fetchall()]
            cursor.execute(RECEIVE, [ids])
            cursor.execute(SETTLE, [ids])
