"""From whatever the caller holds to a seekable file of bounded size, and a first look at its kind."""

from __future__ import annotations

import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from core.tabular import errors
from core.tabular.errors import Limits, TableError

CHUNK: Final = 256 * 1024


@dataclass
class Source:
    file: BinaryIO
    ours: bool
    """Whether we opened it, and close it."""

    def close(self) -> None:
        if self.ours:
            self.file.close()


def open_source(source: str | os.PathLike[str] | bytes | BinaryIO, limits: Limits) -> Source:
    """A seekable file at position 0; raises TableError when it is empty or too large."""
    opened = _open(source, limits)
    opened.file.seek(0, io.SEEK_END)
    size = opened.file.tell()
    opened.file.seek(0)
    if not 0 < size <= limits.file_bytes:
        opened.close()
        raise errors.too_large(limits) if size else errors.empty_file()
    return opened


def _open(source: str | os.PathLike[str] | bytes | BinaryIO, limits: Limits) -> Source:
    if isinstance(source, bytes | bytearray | memoryview):
        return Source(io.BytesIO(source), ours=True)
    if isinstance(source, str | os.PathLike):
        return Source(Path(source).open("rb"), ours=True)
    if _seekable(source):
        source.seek(0)
        return Source(source, ours=False)
    return Source(_spooled(source, limits), ours=True)


def _seekable(stream: BinaryIO) -> bool:
    try:
        stream.seek(0, io.SEEK_CUR)
    except (AttributeError, OSError, ValueError):
        return False
    return True


def _spooled(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """A pipe, copied to disk; stops reading one byte beyond what is allowed."""
    copy: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - Source closes it
    left = limits.file_bytes + 1
    while left > 0 and (chunk := stream.read(min(CHUNK, left))):
        copy.write(chunk)
        left -= len(chunk)
    return copy


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PACKED: Final = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x36", b"II*\x00", b"MM\x00*")
_MARKUP: Final = (
    b"<html",
    b"<!doctype",
    b"<table",
    b"<head",
    b"<meta",
    b"<body",
    b"<div",
    b"<style",
    b"<?xml",
    b"<svg",
)


def kind_of(file: BinaryIO) -> str:
    """'zip' or 'text'; raises TableError for what is known to be neither a workbook nor text."""
    head = file.read(4096)
    file.seek(0)
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_OLE):
        raise _ole_refusal(file)
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        raise errors.document(_("en PDF"))
    if head.startswith(_IMAGES) or head[4:8] == b"ftyp" or head[8:12] == b"WEBP":
        raise errors.document(_("et billede"))
    if head.startswith(rb"{\rtf"):
        raise errors.document(_("et tekstdokument"))
    if head.startswith(_PACKED):
        raise errors.packed()
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise errors.web_page()
    return "text"


def _ole_refusal(file: BinaryIO) -> TableError:
    """An OLE container: a protected xlsx, an old workbook or an old document, by its stream names."""
    names = {
        name: name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo", "WordDocument")
    }
    keep = max(len(name) for name in names.values())
    tail, found = b"", set()
    while chunk := file.read(CHUNK):
        block = tail + chunk
        found |= {name for name, encoded in names.items() if encoded in block}
        tail = block[-keep:]
    if found & {"EncryptedPackage", "EncryptionInfo"}:
        return errors.encrypted()
    return errors.document(_("et Word-dokument")) if found else errors.old_excel()
