"""A broker that is away, frozen or slow costs next to nothing. On a real server, stopped for real."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from notifications.broker import Broker

DELAY = """
import time, django
django.setup()
from notifications.tasks import deliver_batch
print("ready", flush=True)
input()
began = time.monotonic()
try:
    deliver_batch.delay([1])
except Exception as error:
    print(type(error).__name__, end=" ")
print(time.monotonic() - began)
"""


class Clock:
    def __init__(self):
        self.skipped = 0.0

    def __call__(self):
        return time.monotonic() + self.skipped


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def broker(valkey, clock):
    broker = Broker(valkey.url, clock)
    yield broker
    broker.close()


def seconds(act):
    began = time.monotonic()
    act()
    return time.monotonic() - began


def test_a_message_goes_out(broker, messages):
    assert broker.is_well()
    assert broker.send("notifications.deliver_batch", (1, 2, 3))
    assert messages() == 1


def test_a_frozen_one_costs_two_seconds_a_minute_at_most(broker, valkey, clock):
    assert broker.send("notifications.deliver_batch", (1,))
    valkey.process.send_signal(signal.SIGSTOP)
    spent = 0.0
    for _ in range(120):
        spent += seconds(lambda: broker.is_well() and broker.send("notifications.deliver_batch", (1,)))
        clock.skipped += 0.5
    assert spent < 2.5


def test_one_that_freezes_between_the_ping_and_the_message(broker, valkey):
    assert broker.send("notifications.deliver_batch", (1,))
    valkey.process.send_signal(signal.SIGSTOP)
    assert seconds(lambda: broker.send("notifications.deliver_batch", (1,))) < 3.0
    assert seconds(lambda: broker.send("notifications.deliver_batch", (1,))) < 0.01
    assert not broker.is_well()


def test_a_dead_one_is_noticed_at_once_and_found_again(broker, valkey, clock, messages):
    broker.send("notifications.deliver_batch", (1,))
    valkey.process.kill()
    valkey.process.wait()
    assert seconds(lambda: broker.send("notifications.deliver_batch", (1,))) < 0.5
    assert not broker.is_well()
    valkey.start()
    clock.skipped += 60
    assert broker.is_well()
    assert broker.send("notifications.deliver_batch", (1,))
    assert messages() >= 1


def test_delay_itself_returns_in_three_seconds(valkey):
    """What a plain .delay() costs with the settings we run with."""
    environment = os.environ | {"REDIS_URL": valkey.url, "DJANGO_SETTINGS_MODULE": "socialvicevaert.settings"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", DELAY], env=environment, **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        valkey.process.send_signal(signal.SIGSTOP)
        out, _ = process.communicate("go\n", timeout=30)
    error, took = out.split()
    assert error == "OperationalError"
    assert float(took) < 3.0


def test_nothing_else_talks_to_the_broker():
    """A page that publishes would hang with a frozen broker; only the dispatcher does, through Broker."""
    talks = re.compile(r"\.(delay|apply_async|send_task)\(")
    apps = [
        "core",
        "audit",
        "notifications",
        "accounts",
        "residents",
        "cases",
        "evictions",
        "socialvicevaert",
    ]
    files = [path for app in apps for path in (settings.BASE_DIR / app).rglob("*.py")]
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for path in files
        if "tests" not in path.parts and talks.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"notifications/broker.py"}
