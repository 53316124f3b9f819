"""`make run`: prepare, start what the Procfile lists, say where it is, and stop it all cleanly."""

import functools
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPException
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.process import Popen, Process

from dev.embedded import (
    PROJECT,
    EmbeddedServerError,
    ensure_postgres,
    ensure_valkey,
    stop_unless_used_by_others,
)
from dev.lifeline import die_with_parent, tied_to
from dev.prepare import default_to_demo

HOST = "127.0.0.1"
WEB_FIRST_SECONDS = 15.0
PORT_SECONDS = 6.0
LOOK_AFTER_SECONDS = 5.0
# Celery's advice about root is for production; here it is the first thing a newcomer would see.
QUIET = "ignore:You're running the worker with superuser privileges"


class TiedProcess(Process):
    """A honcho process that ends when `make run` is killed, and that lets the web server start first."""

    def __init__(self, *args: Any, stopping: Event, go: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stopping = stopping
        self.go = go

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        die_with_parent(signal.SIGKILL)
        # The manager's handler came along with the fork: a Ctrl-C would run it here too, inside `go.wait`,
        # whose lock it takes once more, and everybody would wait for ever.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if self.name != "web":
            self.go.wait(WEB_FIRST_SECONDS)
        if self.stopping.is_set():
            self._events = events
            self._send_message({"pid": os.getpid()}, type="start")
            self._send_message({"returncode": 0}, type="stop")
            return
        self._child_ctor = functools.partial(Popen, preexec_fn=tied_to(os.getpid()))
        super().run(events, ignore_signals)


class TiedManager(Manager):
    def __init__(self, summary: str) -> None:
        super().__init__()
        self.stopping = multiprocessing.Event()
        self.go = multiprocessing.Event()
        self._process_ctor = functools.partial(TiedProcess, stopping=self.stopping, go=self.go)
        self.summary = summary

    def _start(self) -> None:
        super()._start()
        self.looking_after = threading.Thread(target=self._look_after, daemon=True)
        self.looking_after.start()

    def loop(self) -> None:
        """Until all have ended, and nobody is left who could start a server again."""
        super().loop()
        self.stopping.set()
        self.looking_after.join()

    def _killall(self, force: bool = False) -> None:
        """As honcho's, which knows no process that is only about to start."""
        self.stopping.set()
        self.go.set()
        end = self._procmgr.kill if force else self._procmgr.terminate
        late = []
        for process in self._processes.values():
            if "returncode" in process:
                continue
            if "pid" in process:
                end(process["pid"])
            else:
                late.append(process)
        threading.Thread(target=self._end_late, args=(late,), daemon=True).start()

    def _end_late(self, late: list[dict[str, Any]]) -> None:
        for process in late:
            while "pid" not in process:
                time.sleep(0.02)
            if "returncode" not in process and process["pid"] != process["process"].pid:
                self._procmgr.terminate(process["pid"])

    def _look_after(self) -> None:
        """Say when the page answers, then see to it that the embedded servers stay on."""
        while not answers(int(os.environ["PORT"])):
            if self.stopping.wait(0.05):
                return
        self.go.set()
        print(f"\n{self.summary}\n", flush=True)
        while not self.stopping.wait(LOOK_AFTER_SECONDS):
            try:
                hold_embedded_servers()
            except EmbeddedServerError as error:
                print(error, flush=True)


def answers(port: int) -> bool:
    """Whether the first page comes, redirect and all; an error page is an answer too."""
    opener = build_opener(ProxyHandler({}))
    try:
        opener.open(f"http://{HOST}:{port}/", timeout=30).close()
    except HTTPError as error:
        error.close()
    except (OSError, HTTPException):
        return False
    return True


def hold_embedded_servers() -> None:
    if not os.environ.get("DATABASE_URL"):
        ensure_postgres()
    if not os.environ.get("REDIS_URL"):
        ensure_valkey()


def chosen_port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        sys.exit(f"PORT={given} is no port number. Try: make run PORT=8001")
    port = int(given)
    if why := port_problem(port):
        # A run that was killed a moment ago may still be closing down.
        print(f"Port {port}: {why}. Waiting a few seconds for it …", flush=True)
        deadline = time.monotonic() + PORT_SECONDS
        while (why := port_problem(port)) and time.monotonic() < deadline:
            time.sleep(0.1)
    if why:
        sys.exit(f"Port {port} cannot be used: {why}. Stop what uses it, or try: make run PORT={port + 1}")
    return port


def port_problem(port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.strerror
    return None


def prepare_in_a_process() -> str:
    """What to tell the user at the end. Apart, so that this process stays small and has no connections."""
    done = subprocess.run(
        [sys.executable, "-m", "dev.prepare", "--then-run"], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout.strip("\n")


def start(port: int) -> int:
    logins = prepare_in_a_process()
    hold_embedded_servers()
    manager = TiedManager(
        f"  http://localhost:{port}\n\n{logins}\n\n  Stop with Ctrl-C.".replace("\n\n\n", "\n")
    )
    for name, command in parse_procfile((PROJECT / "Procfile").read_text()).processes.items():
        manager.add_process(name, f"exec {command}")
    manager.loop()
    return 0 if manager.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM) else 1


def main() -> int:
    die_with_parent()
    multiprocessing.set_start_method("fork")
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))
    port = chosen_port()
    default_to_demo()
    os.environ |= {
        "PORT": str(port),
        "WEB_HOST": HOST,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", QUIET),
    }
    try:
        return start(port)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if not stop_unless_used_by_others():
            print("The embedded servers stay on as long as another command uses them.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
