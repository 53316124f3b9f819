"""`python -m dev.storm [--contacts N] [--clients N] [--seed N]`; what `make storm` runs.

Many phones come back into coverage at the same moment: each sends its contacts up to three times, some at the
same moment, some without waiting for the answer, and web workers are killed meanwhile. Every contact must be
there once.
"""

import argparse
import datetime as dt
import os
import platform
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path

from dev.chaos.processes import Process
from dev.chaos.servers import Servers
from dev.chaos.world import ROWS_PER_LIST

GUNICORN = ["socialvicevaert.wsgi", "--workers", "3", "--threads", "4", "--timeout", "60"]
GUNICORN += ["--no-control-socket", "--log-level", "error"]
HEADER = (
    "| contacts | clients | requests | cut off | workers killed | rows | distinct | seconds | median | 95 % |"
)


def main() -> int:
    options = arguments()
    folder = Path(tempfile.mkdtemp(prefix="storm-", dir="/tmp"))
    folder.chmod(0o711)
    servers = Servers(folder)
    try:
        servers.start()
        servers.make_tables()
        os.environ.update(servers.environment)
        import django

        django.setup()
        return storm(options, servers, folder)
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dev.storm", description=__doc__)
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def storm(options: argparse.Namespace, servers: Servers, folder: Path) -> int:
    from dev.chaos.world import make_world
    from dev.storm.phones import Phones
    from dev.storm.verdict import judge

    make_world(10 * ROWS_PER_LIST)
    port = free_port()
    command = ["-m", "gunicorn", *GUNICORN, "--bind", f"127.0.0.1:{port}"]
    web = Process("web", command, servers.environment, folder / "web.log")
    web.start()
    try:
        phones = Phones(web, port, options.contacts, options.clients, options.seed)
        started = time.monotonic()
        phones.send_all()
        seconds = time.monotonic() - started
    except RuntimeError:
        say(web.log.read_text()[-2000:])
        raise
    finally:
        web.stop()
    verdict = judge(phones)
    say(f"\n{machine()}, {dt.date.today():%Y-%m-%d}\n\n{HEADER}\n{'|---' * 10}|")
    cells = [options.contacts, options.clients, phones.requests, phones.cut_off, phones.killed]
    cells += [verdict.rows, verdict.distinct]
    say("| " + " | ".join(f"{cell:,}" for cell in cells) + f" | {seconds:.0f} | {phones.waited} |\n")
    for complaint in verdict.complaints:
        say(complaint)
    say("FAILED" if verdict.complaints else "Every contact is there once.")
    return 1 if verdict.complaints else 0


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def machine() -> str:
    system, python = f"{platform.system()} {platform.machine()}", platform.python_version()
    return f"{system}, {os.cpu_count()} cores, Python {python}"


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
