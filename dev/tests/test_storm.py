"""A short storm: fewer phones and contacts, the same rules. The long one is `make storm`."""

import subprocess
import sys

from dev.embedded import PROJECT


def test_every_contact_is_there_once(made_template):
    options = ["--contacts", "150", "--clients", "15", "--seed", "3"]
    command = [sys.executable, "-m", "dev.storm", *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Every contact is there once." in done.stdout
    assert "| 150 | 15 |" in done.stdout
