"""`make setup`, and how `make run` begins: bring database, static files and demo data up to date.

Everything in one process, because most of the time there is nothing to do and loading Django is the cost.
Progress goes to standard error; what to tell the user at the end (the demo logins) to standard output.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from dev.embedded import (
    LOCAL,
    EmbeddedServerError,
    ensure_postgres,
    ensure_valkey,
    stop_unless_used_by_others,
)

# Any number will do as long as every `make run` of this database uses the same one.
PREPARE_LOCK = 7_461_902
COMPRESSING = ("whitenoise", "brotli")


def default_to_demo() -> None:
    """Without a secret of its own this is a demo run, also on a server given by DATABASE_URL."""
    if not any(os.environ.get(name) for name in ("DEMO", "DEBUG", "SECRET_KEY")):
        os.environ["DEMO"] = "1"


def start_embedded_servers() -> None:
    """Both at the same time; each only when no server was given in the environment."""
    wanted = [("DATABASE_URL", ensure_postgres), ("REDIS_URL", ensure_valkey)]
    with ThreadPoolExecutor() as pool:
        starts = [pool.submit(ensure) for name, ensure in wanted if not os.environ.get(name)]
    for start in starts:
        start.result()


def prepare() -> None:
    """Migrations, static files and demo data, each only when needed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvicevaert.settings")
    import django

    django.setup()
    with one_at_a_time():
        migrate()
        make_demo_data()
    collect_static_files()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two that prepare the same database wait for each other. Let go of by the server if we are killed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARE_LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARE_LOCK])


def migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if is_behind():
        say("Migrating the database …")
        if not os.environ.get("DATABASE_URL") and not connection.introspection.table_names():
            copy_template()
        if is_behind():
            call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"].get("LOCATION") not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def copy_template() -> None:
    """So that the tests, which copy it too, need not migrate again."""
    from dev.schema import template

    template().load_into(ensure_postgres())


def make_demo_data() -> None:
    from django.conf import settings
    from django.core.management import call_command, get_commands

    if settings.DEMO and "demo" in get_commands():
        call_command("demo", "--if-empty", stdout=sys.stderr)


def collect_static_files() -> None:
    """Collected again when any of them is another file than last time, or is compressed by other means."""
    from django.conf import settings
    from django.core.management import call_command

    found = static_fingerprint()
    stamp = LOCAL / "static.fingerprint"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == found:
        return
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.parent.mkdir(mode=0o711, exist_ok=True)
    stamp.write_text(found)


def static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(" ".join(version(name) for name in COMPRESSING).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_mtime_ns} {status.st_size}\n".encode())
    return digest.hexdigest()


def print_logins() -> None:
    from django.conf import settings
    from django.core.management import call_command, get_commands

    if settings.DEMO and "demo" in get_commands():
        call_command("demo", "--logins")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    default_to_demo()
    try:
        start_embedded_servers()
    except EmbeddedServerError as error:
        say(str(error))
        return 1
    prepare()
    if "--then-run" in sys.argv:
        print_logins()
        return 0
    from django.db import connections

    connections.close_all()
    stop_unless_used_by_others()
    say("Ready. Start it with: make run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
