"""A child that is tied to its parent ends with it."""

import subprocess
import sys

import pytest

from dev.embedded import PROJECT

from .conftest import alive, wait_until

PARENT = """
import os, signal, subprocess, sys
from dev.lifeline import tied_to
{first}
sleeper = [sys.executable, "-c", "import time; time.sleep(600)"]
child = subprocess.Popen(sleeper, preexec_fn=tied_to(os.getpid(), signal.{signum}))
print(child.pid, flush=True)
child.wait()
"""
IGNORES = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


@pytest.mark.parametrize("signum", ["SIGTERM", "SIGKILL"])
@pytest.mark.parametrize("first", ["", IGNORES], ids=["plain", "ignores the signal"])
def test_it_ends_when_its_parent_is_killed(first: str, signum: str) -> None:
    command = [sys.executable, "-c", PARENT.format(first=first, signum=signum)]
    parent = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert alive(child)
    parent.kill()
    parent.communicate(timeout=60)
    wait_until(lambda: not alive(child))
