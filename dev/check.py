"""`make test`: everything that is checked, in one go. The closing line is pytest's."""

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator

from dev.chromium import find_chromium
from dev.embedded import ensure_postgres, ensure_valkey, stop_unless_used_by_others

LINT_IMPORTS = 'from importlinter.cli import lint_imports_command as lint; lint(["--no-logo"])'
CHECKS = [
    ("Lint", ["-m", "ruff", "check", "."]),
    ("Format", ["-m", "ruff", "format", "--check", "."]),
    ("Types", ["-m", "mypy", "."]),
    ("Import contracts", ["-c", LINT_IMPORTS]),
    ("Migrations", ["manage.py", "makemigrations", "--check", "--dry-run"]),
]
DEPLOY_CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
NO_CHROMIUM = "No Chromium was found (on PATH or in $CHROMIUM)"
PYTEST_FOUND_NO_TESTS = 5


def main() -> int:
    with template_made_meanwhile():
        failed = [name for name, command in CHECKS if not passes(name, command)]
        if not passes("Deploy check", DEPLOY_CHECK, production_environment()):
            failed.append("Deploy check")
        selection, browsers_missing = browser_selection()
        if browsers_missing:
            failed.append("Browser tests")
        heading("Tests")
        if failed:
            print(f"Not passed so far: {', '.join(failed)}", flush=True)
        ended = run_tests(selection)
    stop_unless_used_by_others()
    return 1 if failed else ended


@contextlib.contextmanager
def template_made_meanwhile() -> Iterator[None]:
    """The checks keep one processor busy, and migrating another. Should it fail, the tests say how."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with subprocess.Popen([sys.executable, "-m", "dev.schema"], stderr=subprocess.DEVNULL):
        yield


def passes(name: str, command: list[str], environment: dict[str, str] | None = None) -> bool:
    heading(name)
    return subprocess.run([sys.executable, *command], env=environment).returncode == 0


def run_tests(selection: list[str]) -> int:
    """Unit tests first, browser tests last, in one run and so with one closing line."""
    workers = str(min(os.cpu_count() or 1, 4))
    options = ["-p", "dev.browser_last", "-n", workers, "--dist", "load", "-q", *selection]
    options += os.environ.get("PYTEST_ARGS", "").split()
    ended = subprocess.run([sys.executable, "-m", "pytest", *options]).returncode
    return 0 if ended == PYTEST_FOUND_NO_TESTS else ended


def browser_selection() -> tuple[list[str], bool]:
    """Which tests pytest shall leave out, and whether that is a failure."""
    if find_chromium():
        return [], False
    if os.environ.get("CI", "").lower() in ("true", "1"):
        print(f"\n{NO_CHROMIUM}, and under CI the browser tests must run.", flush=True)
        return ["-m", "not browser"], True
    print(f"\n{NO_CHROMIUM}: the browser tests are skipped.", flush=True)
    return ["-m", "not browser"], False


def production_environment() -> dict[str, str]:
    """What an installation for real must set, so that `check --deploy` judges what will run there."""
    own = {name: value for name, value in os.environ.items() if name not in ("DEMO", "DEBUG")}
    return own | {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "example.test",
        "SITE_URL": "https://example.test",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or ensure_postgres(),
        "REDIS_URL": os.environ.get("REDIS_URL") or ensure_valkey(),
    }


def heading(name: str) -> None:
    print(f"\n── {name}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
