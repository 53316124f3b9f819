"""A file somebody sends: how large it is, is asked before a byte of it is read into memory."""

from typing import Any

from core.tabular import LIMITS
from core.tabular.errors import empty_file, too_large


def check_not_too_large(size: int) -> None:
    """DomainError for more than 50 MB."""
    if size > LIMITS.file_bytes:
        raise too_large(LIMITS)


def check_content(content: bytes) -> None:
    if not content:
        raise empty_file()
    check_not_too_large(len(content))


def read_upload(upload: Any) -> bytes:
    """The content of Django's UploadedFile; until here a large one lies on disk."""
    check_not_too_large(upload.size or 0)
    content: bytes = upload.read()
    return content
