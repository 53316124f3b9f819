"""What every make target does first: a virtual environment with the pinned packages, then the target itself.

Runs under whatever Python ≥ 3.11 the machine has, with nothing installed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
TARGETS = {
    "run": (RUNTIME, ["-m", "dev.run"]),
    "setup": (RUNTIME, ["-m", "dev.prepare"]),
    "test": (DEVELOPMENT, ["-m", "dev.check"]),
    "bench": (DEVELOPMENT, ["-m", "dev.bench"]),
    "chaos": (DEVELOPMENT, ["-m", "dev.chaos"]),
    "storm": (DEVELOPMENT, ["-m", "dev.storm"]),
    "fmt": (DEVELOPMENT, ["-m", "dev.fmt"]),
}


def main(target: str, *args: str) -> None:
    requirements, command = TARGETS[target]
    os.chdir(PROJECT)
    with (PROJECT / RUNTIME).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(requirements):
            make_environment()
            install(requirements)
    os.execv(PYTHON, [str(PYTHON), *command, *args])


def make_environment() -> None:
    """Also when there is one whose Python was removed or upgraded away."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    say("Making a virtual environment in .venv …")
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        sys.exit(
            f"{(made.stdout + made.stderr).strip()}\n\nThe virtual environment could not be made. "
            f"On Debian and Ubuntu the missing part is: apt install {package}"
        )


def install(requirements: str) -> None:
    say(f"Installing the packages of {requirements} (the first time takes a minute) …")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "-r", requirements, "-c", "constraints.txt"]).returncode:
        sys.exit(
            "The packages could not be installed (see above). Is there a connection to the package index?"
        )
    stamp(requirements).write_text(fingerprint(requirements))


def is_installed(requirements: str) -> bool:
    """Whether exactly what the files ask for was installed before, for the Python that is there now."""
    return any(
        stamp(name).exists() and stamp(name).read_text() == fingerprint(name) for name in covers(requirements)
    )


def covers(requirements: str) -> list[str]:
    """The development packages include those of the runtime."""
    return [requirements, DEVELOPMENT] if requirements == RUNTIME else [requirements]


def fingerprint(requirements: str) -> str:
    digest = hashlib.sha256(str(PYTHON.resolve()).encode())
    for name in sorted({RUNTIME, requirements, "constraints.txt"}):
        digest.update((PROJECT / name).read_bytes())
    return digest.hexdigest()


def stamp(requirements: str) -> Path:
    return VENV / f".installed-{requirements}"


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
