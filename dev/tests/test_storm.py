"""A short storm: fewer phones and contacts, the same rules. The long one is `make storm`."""

import subprocess
import sys

import pytest

from dev.embedded import PROJECT
from dev.tests.databases import migrated_database


@pytest.mark.django_db
def test_every_contact_is_there_once():
    options = ["--contacts", "150", "--clients", "15", "--seed", "3", "--like", migrated_database()]
    command = [sys.executable, "-m", "dev.storm", *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Every contact is there once." in done.stdout
    assert "| 150 | 15 |" in done.stdout
