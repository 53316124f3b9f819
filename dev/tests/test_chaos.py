"""A short chaos: every kind of fault once, on fewer notices. The long one is `make chaos`."""

import subprocess
import sys

from dev.embedded import PROJECT

SECONDS, NOTICES = "5", "2000"


def test_nothing_is_lost_and_nothing_comes_twice(made_template):
    options = ["--seconds", SECONDS, "--notices", NOTICES, "--seed", "7"]
    command = [sys.executable, "-m", "dev.chaos", *options]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing lost, nothing twice." in done.stdout
