"""Naming an error in a log line: where and what kind, never the message, which may quote a row."""

import traceback


def where(error: BaseException) -> str:
    """'IntegrityError (23505) at inbox.py:41 in deliver'."""
    frames = traceback.extract_tb(error.__traceback__)
    state = getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None)
    name = type(error).__name__ + (f" ({state})" if state else "")
    if not frames:
        return name
    last = frames[-1]
    return f"{name} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno} in {last.name}"
