"""Deliveries for tests, and real servers and processes for those that need them."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.db import connection

from dev.lifeline import tied_to
from dev.valkey import Valkey
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from notifications.services.outbox import owe_deliveries


@pytest.fixture
def owe():
    """owe(estate, 1, 2) → the delivery ids of new notices 1 and 2 on that estate."""

    def _owe(estate, *subject_ids, kind=DeliveryKind.ARREARS_NOTICE):
        subjects = [(subject_id, estate.pk) for subject_id in subject_ids]
        owe_deliveries(kind=kind, organisation_id=estate.organisation_id, subjects=subjects)
        rows = Delivery.objects.filter(kind=kind, subject_id__in=subject_ids)
        return list(rows.order_by("subject_id").values_list("pk", flat=True))

    return _owe


@pytest.fixture
def valkey():
    """A broker of the test's own, to be frozen and killed."""
    with tempfile.TemporaryDirectory(prefix="push-", dir="/tmp") as folder:
        server = Valkey(Path(folder))
        server.prepare()
        server.start()
        yield server
        if not server.stopped():
            server.process.send_signal(signal.SIGCONT)
        server.stop()


@pytest.fixture
def messages(valkey):
    """How many messages wait on the broker's queue."""

    def _messages():
        client = redis.Redis(unix_socket_path=str(valkey.socket))
        try:
            return client.llen("celery")
        finally:
            client.close()

    return _messages


class Started:
    """A process of ours that works on the test database."""

    def __init__(self, command, broker_url):
        database = connection.settings_dict
        url = f"postgresql://{database['USER']}@/{database['NAME']}?host={quote(database['HOST'])}"
        mode = {"DATABASE_URL": url, "REDIS_URL": broker_url, "DEMO": "1", "LOG_LEVEL": "INFO"}
        self.process = subprocess.Popen(
            [sys.executable, *command],
            env=os.environ | mode,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
            preexec_fn=tied_to(os.getpid(), signal.SIGKILL),
        )

    def stop(self):
        """SIGTERM; the exit code and what it said."""
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            said, _ = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            said, _ = self.process.communicate()
        return self.process.returncode, said


@pytest.fixture
def start(transactional_db):
    """start("worker", url) or start("dispatcher", url): a real process on the test database."""
    worker = ["-m", "celery", "--quiet", "-A", "socialvicevaert", "worker", "--concurrency", "2"]
    commands = {
        "worker": [*worker, "--without-gossip", "--without-mingle"],
        "dispatcher": ["manage.py", "dispatch"],
    }
    started = []

    def _start(name, broker_url):
        started.append(Started(commands[name], broker_url))
        return started[-1]

    yield _start
    for one in started:
        if one.process.poll() is None:
            one.stop()
        one.process.communicate()


@pytest.fixture
def until():
    """until(true, seconds=…) waits; it fails when it does not become true."""

    def _until(true, seconds=15.0):
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.02)

    return _until
