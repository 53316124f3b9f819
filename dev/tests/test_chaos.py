"""A short chaos: every kind of fault once, on fewer notices. The long one is `make chaos`."""

import subprocess
import sys

import pytest

from dev.embedded import PROJECT
from dev.tests.databases import migrated_database

SECONDS, NOTICES = "5", "2000"


@pytest.mark.django_db
def test_nothing_is_lost_and_nothing_comes_twice():
    options = ["--seconds", SECONDS, "--notices", NOTICES, "--seed", "7", "--like", migrated_database()]
    command = [sys.executable, "-m", "dev.chaos", *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing lost, nothing twice." in done.stdout
