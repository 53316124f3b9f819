"""`python -m dev.chaos [--seconds N] [--notices N] [--seed N …]`; what `make chaos` runs."""

import argparse
import datetime as dt
import os
import platform
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from dev.chaos.faults import Faults
from dev.chaos.processes import Supervisor
from dev.chaos.servers import Servers
from dev.chaos.world import ROWS_PER_LIST

HEADER = "| seed | notices | inbox | distinct | faults | lists sent again | drained after |"


@dataclass
class Run:
    seed: int
    line: str
    complaints: list[str]


def main() -> int:
    options = arguments()
    runs = []
    for seed in options.seed:
        folder = Path(tempfile.mkdtemp(prefix="chaos-", dir="/tmp"))
        folder.chmod(0o711)
        try:
            runs.append(run_in_child(options, seed, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    report(options, runs)
    return 1 if any(run.complaints for run in runs) else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dev.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long things go wrong")
    parser.add_argument("--notices", type=int, default=30_000, help=f"a multiple of {ROWS_PER_LIST}")
    parser.add_argument("--seed", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--no-faults", action="store_true", help="the same without faults, to compare")
    return parser.parse_args()


def run_in_child(options: argparse.Namespace, seed: int, folder: Path) -> Run:
    """Each seed has servers of its own, and Django reads its settings once: so each has a process."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            lines = one_run(options, seed, folder)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        with os.fdopen(write, "w") as out:
            out.write("\n".join(lines))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        lines = answer.read().splitlines()
    os.waitpid(child, 0)
    if not lines:
        return Run(seed, "", ["the run itself broke; see above"])
    return Run(seed, lines[0], lines[1:])


def one_run(options: argparse.Namespace, seed: int, folder: Path) -> list[str]:
    """The line of the table, and the complaints."""
    servers = Servers(folder)
    servers.start()
    try:
        servers.make_tables()
        os.environ.update(servers.environment)
        import django

        django.setup()
        return attack(options, seed, servers, folder / "logs")
    finally:
        servers.stop()


def attack(options: argparse.Namespace, seed: int, servers: Servers, logs: Path) -> list[str]:
    from dev.chaos.lists import Ledgers
    from dev.chaos.verdict import judge
    from dev.chaos.world import make_world

    organisations = make_world(options.notices)
    say(f"seed {seed}: {options.notices} notices in {len(organisations)} lists, each sent twice")
    supervisor = Supervisor(servers.environment, logs)
    ledgers = Ledgers(organisations, options.seconds, seed)
    faults = Faults(servers, supervisor, seed)
    supervisor.start()
    ledgers.start()
    if options.no_faults:
        ledgers.finish()
        last_fault = time.monotonic()
    else:
        last_fault = faults.run(options.seconds)
        ledgers.finish()
    verdict = judge(options.notices, last_fault)
    for refusal in ledgers.refused:
        verdict.expect(False, refusal)
    supervisor.settle()
    for name, code in supervisor.stop().items():
        verdict.expect(code == 0, f"{name} did not stop cleanly: {code}")
    for kind, times in sorted(faults.done.items()):
        say(f"    {kind}: {times}")
    cells = [seed, verdict.notices, verdict.inbox, verdict.distinct, faults.done.total(), ledgers.retries]
    line = "| " + " | ".join(map(str, [*cells, f"{verdict.drained_seconds:.1f} s"])) + " |"
    return [line, *verdict.complaints]


def report(options: argparse.Namespace, runs: list[Run]) -> None:
    say(f"\n{machine()}, {dt.date.today():%Y-%m-%d}, {options.seconds:.0f} s of faults\n")
    say(f"{HEADER}\n|---|---|---|---|---|---|---|")
    for run in runs:
        say(run.line)
    for run in runs:
        for complaint in run.complaints:
            say(f"seed {run.seed}: {complaint}")
    say("\nFAILED" if any(run.complaints for run in runs) else "\nNothing lost, nothing twice.")


def machine() -> str:
    system, python = f"{platform.system()} {platform.machine()}", platform.python_version()
    return f"{system}, {os.cpu_count()} cores, Python {python}"


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
