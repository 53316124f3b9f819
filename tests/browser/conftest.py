"""A real Chromium against a real server with the collected static files and the CSP on.

    def test_today(page_as, anna, notice):
        page = page_as(anna)                             # logged in; width=390 (1280), theme="light" ("dark")
        page.goto("/i-dag/")
        assert_no_axe(page)
        assert_quiet(page)                                # no CSP report, no console error, no failed request

Every page is also walked by test_every_page.py, from the rows of tests/access_table.py: nothing to add there
for a new route. The database of such a test is a real one that is emptied afterwards (transactional_db).
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Request
from pytest_django.live_server_helper import LiveServer

from dev.chromium import find_chromium

# Playwright keeps an event loop in this thread, so Django would refuse every query of a test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = find_chromium()
NO_CHROMIUM = "No Chromium found: browser tests are skipped. Install chromium, or set CHROMIUM to its path."
HEIGHTS = {390: 844, 320: 640, 1280: 860}
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
LISTEN = """
window.svReports = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.svReports.push("CSP " + event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_sessionstart(session: pytest.Session) -> None:
    if CHROMIUM is None and os.environ.get("CI", "").lower() == "true":
        pytest.exit("CI has no Chromium, so the browser tests cannot run. See .ci/run.", returncode=1)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def collected_static(plain_static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `make run` serves: hashed names, compressed, through WhiteNoise."""
    root = tmp_path_factory.mktemp("collected")
    storages = {
        "default": settings.STORAGES["default"],
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


class CountingServer(ThreadedWSGIServer):
    """Knows its connections, so that a test can wait until the browser has closed the last of them and what
    it asked for has ended. A request that outlives its test finds tables emptied, or the database shut."""

    SECONDS = 15

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.changed = threading.Condition()
        self.connected = 0
        super().__init__(*args, **kwargs)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.connected += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                self.connected -= 1
                self.changed.notify_all()

    def is_left(self) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.connected == 0, timeout=self.SECONDS)


@pytest.fixture(scope="session")
def live_server(
    collected_static: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[LiveServer]:
    """pytest-django's server, but static files come from the product's own middleware.

    A browser keeps a connection open, whose thread keeps one to the database: it would not let go in time.
    """
    server = LiveServer("localhost", start=False)
    server.thread.server_class = CountingServer
    server.thread.static_handler = lambda media: media.application
    server.start()
    yield server
    server.stop()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)
    connection.close()  # beside an event loop Django has another one here than where the database is dropped


class Visitors:
    """One browser context per person, width and theme, closed at the end."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.browser = browser
        self.base_url = base_url
        self.contexts: list[BrowserContext] = []

    def __call__(self, user: Any = None, *, width: int = 390, theme: str = "light", **options: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            color_scheme=theme,
            locale="da-DK",
            service_workers=options.pop("service_workers", "block"),
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, self.base_url)])
        page = context.new_page()
        watch(page)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def session_cookie(user: Any, base_url: str) -> dict[str, Any]:
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": base_url,
    }


def watch(page: Page) -> None:
    """Collect on page.sv_problems what a person never sees: console errors, script errors, lost files."""
    problems: list[str] = []
    page.sv_problems = problems  # type: ignore[attr-defined]
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    page.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
    page.on(
        "requestfailed", lambda r: None if given_up(r) else problems.append(f"failed: {r.url} {r.failure}")
    )


def given_up(request: Request) -> bool:
    """The browser itself stopped asking, since the page was left or a file came to be saved: nothing is lost.

    A page is left before its icon has come whenever the machine is busy. A file that is not there,
    refused by the policy or cut off by the server fails with another word.
    """
    return request.failure == "net::ERR_ABORTED"


@pytest.fixture(autouse=True)
def nothing_under_way(transactional_db: None, live_server: LiveServer) -> Iterator[None]:
    """Between the browser's end and the emptying of the tables: set up after these, before any page."""
    yield
    assert live_server.thread.httpd.is_left(), "the browser is closed, and the server still answers it"


@pytest.fixture
def page_as(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """page_as(user, width=390, theme="light") → a page logged in as them; page_as() is a stranger's."""
    visitors = Visitors(browser, live_server.url)
    yield visitors
    visitors.close()
