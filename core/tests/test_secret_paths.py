"""Addresses that are a key stand in no log: neither in ours nor in the web server's."""

import io
import logging
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.util import load_class

from core.gunicorn_logs import QuietLogger
from core.logs import QuietFormatter
from core.secret_paths import hide_secrets

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Rx3-hemmelig_nøgle0123456789"
CALENDAR = f"/kalender/{SECRET}.ics"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"Not Found: {CALENDAR}", "Not Found: /kalender/…"),
        (f'"GET {CALENDAR}?a=1 HTTP/1.1" 200', '"GET /kalender/…?a=1 HTTP/1.1" 200'),
        ("GET /konto/adgangskode/ny/3-d1f2-abc/ ok", "GET /konto/adgangskode/ny/… ok"),
        ("GET /kalender/ 200", "GET /kalender/ 200"),
        ("GET /lejeforhold/7/ 200", "GET /lejeforhold/7/ 200"),
    ],
)
def test_the_key_is_left_out_and_the_rest_stays(line, written):
    assert hide_secrets(line) == written


@pytest.mark.django_db
def test_a_calendar_that_is_not_there_is_logged_without_its_key():
    (handler,) = [h for h in logging.getLogger().handlers if isinstance(h.formatter, QuietFormatter)]
    log = io.StringIO()
    before = handler.setStream(log)
    try:
        assert Client().get("/kalender/hemmelig.ics").status_code == 404
    finally:
        handler.setStream(before)
    assert "Not Found: /kalender/…" in log.getvalue()
    assert "hemmelig" not in log.getvalue()


@pytest.fixture
def server_log(tmp_path):
    """gunicorn's logger with the access log on, which we leave off."""
    config = Config()
    for name, value in {"accesslog": "access", "errorlog": "error"}.items():
        config.set(name, str(tmp_path / value))
    logger = QuietLogger(config)
    yield logger, tmp_path
    for log in (logger.access_log, logger.error_log):
        for handler in list(log.handlers):
            log.removeHandler(handler)
            handler.close()


def test_the_access_log_holds_no_key(server_log):
    logger, folder = server_log
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": CALENDAR,
        "PATH_INFO": CALENDAR,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://eksempel.dk{CALENDAR}",
        "REMOTE_ADDR": "192.0.2.1",
    }
    answer = SimpleNamespace(status="200 OK", sent=5, headers=[])
    took = SimpleNamespace(seconds=0, microseconds=5, days=0)
    logger.access(answer, SimpleNamespace(headers=[]), environ, took)
    logger.exception("Error handling request %s", CALENDAR)
    for name in ("access", "error"):
        written = (folder / name).read_text()
        assert "/kalender/…" in written
        assert SECRET not in written


def test_the_server_is_told_to_use_it():
    assert load_class(runpy.run_path(str(ROOT / "gunicorn.conf.py"))["logger_class"]) is QuietLogger
