"""The web server's own log lines without secret addresses, also when somebody turns its access log on."""

import logging
from typing import Any

from gunicorn.glogging import Logger

from core.secret_paths import hide_secrets


class HidingFormatter(logging.Formatter):
    """Writes as `inner` would."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return hide_secrets(self.inner.format(record))


class QuietLogger(Logger):
    """Named in gunicorn.conf.py, which gunicorn reads by itself."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(HidingFormatter(handler.formatter or logging.Formatter()))
