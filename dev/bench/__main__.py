"""`python -m dev.bench [--quick] [--only PART …] [--write]`; what `make bench` runs."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dev.bench.servers import servers
from dev.bench.sizes import FULL, QUICK, Sizes

if TYPE_CHECKING:
    from dev.bench.measuring import Findings

PARTS = ("arrears", "push", "pages", "register")


def main() -> int:
    options = arguments()
    # Also when it is stopped from outside, its database goes with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    load_before = os.getloadavg()[0]
    with servers(options.register) as folder:
        import django

        django.setup()
        from dev.bench import report

        for findings in measure(
            options.only, QUICK if options.quick else FULL, folder, is_made=bool(options.register)
        ):
            text = f"{report.machine(load_before)}\n\n{report.as_table(findings)}"
            print(f"\n{text}\n", flush=True)
            if options.write:
                report.write(text)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dev.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, to see that the bench itself works")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument(
        "--register", metavar="DATABASE", help="copy this one, filled by demo --scale, instead of making it"
    )
    parser.add_argument("--write", action="store_true", help="keep the result in docs/benchmarks.md")
    return parser.parse_args()


def measure(parts: tuple[str, ...], sizes: Sizes, folder: Path, *, is_made: bool) -> "Iterator[Findings]":
    """What was found so far, after each part. All but the last happen in one national register."""
    from demo.scale import BIG_SLUG, load
    from dev.bench import intake, push
    from dev.bench.measuring import Findings
    from residents.models import HousingOrganisation

    findings = Findings()
    if set(parts) != {"register"}:
        if not is_made:
            say(f"Making a register of {sizes.dwellings:,} dwellings …")
            load(sizes.dwellings)
        organisation = HousingOrganisation.objects.get(slug=BIG_SLUG)
    if "arrears" in parts:
        say(f"Importing lists of {sizes.arrears:,} rows …")
        findings.add(intake.measure_arrears(folder, organisation, sizes.arrears, sizes.arrears_rounds))
        yield findings
    if "push" in parts:
        say(f"Delivering {sizes.arrears:,} notices …")
        findings.add(push.measure_push(folder, organisation, sizes.arrears, sizes.push_rounds))
        yield findings
    if "pages" in parts:
        from dev.bench import pages

        say("Opening pages …")
        findings.add(pages.measure_pages(organisation, sizes))
        yield findings
    if "register" in parts:
        say(f"Importing a register of {sizes.register:,} rows …")
        findings.add(intake.measure_register(folder, sizes.register, sizes.register_rounds))
        yield findings


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
