"""One import in a process of its own, so that its memory is its own.

Prints {"seconds": …, "megabytes": …}: the service call alone, from the file to the commit, and the peak of
the whole process.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from dev.embedded import PROJECT


@dataclass(frozen=True)
class Imported:
    seconds: float
    megabytes: float


def import_in_child(kind: str, path: Path, organisation_id: int) -> Imported:
    command = [sys.executable, "-m", "dev.bench.importing", kind, str(path), str(organisation_id)]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    return Imported(**json.loads(done.stdout.splitlines()[-1]))


def main(kind: str, path: Path, organisation_id: int) -> None:
    import django

    django.setup()
    from accounts.choices import Role
    from accounts.models import Membership

    membership = Membership.objects.select_related("user", "organisation").get(
        organisation_id=organisation_id, role=Role.ADMINISTRATION
    )
    begun = time.perf_counter()
    {"arrears": take_arrears, "register": take_residents}[kind](membership, path)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def peak_megabytes() -> float:
    """ru_maxrss would include the peak of the process that started this one; VmHWM begins anew with it."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def take_arrears(membership: "object", path: Path) -> None:
    from evictions.choices import Source
    from evictions.services.lists import take_list
    from residents.choices import ImportStatus

    taken = take_list(
        actor=membership.user.act_as(membership),  # type: ignore[attr-defined]
        organisation=membership.organisation,  # type: ignore[attr-defined]
        source=Source.API,
        file_name=path.name,
        content=path.read_bytes(),
    )
    if taken.status != ImportStatus.DONE or taken.counts["rejected"]:
        raise SystemExit(f"The list was not taken: {taken.message} {taken.counts}")


def take_residents(membership: "object", path: Path) -> None:
    from residents.services.registers import take_register

    with path.open("rb") as source:
        taken = take_register(
            actor=membership.user.act_as(membership),  # type: ignore[attr-defined]
            organisation=membership.organisation,  # type: ignore[attr-defined]
            file_name=path.name,
            source=source,
        )
    if taken.refused:
        raise SystemExit(f"Rows were refused: {taken.refused[0].message}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
