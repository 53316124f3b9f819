"""Two at once, for real: the test's transaction holds something, others run in threads until they wait."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

PATIENCE_SECONDS = 20

WAITING = """
SELECT pg_stat_clear_snapshot(), (
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0
)
"""


@contextmanager
def others():
    """others() → start(work): run `work` in a thread with a connection of its own; gives its future."""
    with ThreadPoolExecutor(4) as pool:

        def start(work):
            def closed():
                try:
                    return work()
                finally:
                    connection.close()

            return pool.submit(closed)

        yield start


def until_through_or_waiting(*futures):
    """Until each of them has ended or waits for a lock."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        running = [future for future in futures if not future.done()]
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[1] >= len(running):
                return
        time.sleep(0.02)
    raise AssertionError("neither through nor waiting")
