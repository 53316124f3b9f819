"""The bytes of an uploaded register: kept in parts, put together on disk, gone when the run has ended."""

import hashlib
import tempfile
from collections.abc import Iterable
from typing import BinaryIO

from core.tabular import LIMITS
from core.tabular.errors import empty_file, too_large
from residents.models import RegisterFilePart, RegisterImport

PART_BYTES = 1024 * 1024


def parts_of(stream: BinaryIO) -> Iterable[bytes]:
    stream.seek(0)
    while part := stream.read(PART_BYTES):
        yield part


def check_size(size: int) -> None:
    if not 0 < size <= LIMITS.file_bytes:
        raise too_large(LIMITS) if size else empty_file()


def digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    for part in parts_of(stream):
        digest.update(part)
    return digest.hexdigest()


def keep_file(run: RegisterImport, stream: BinaryIO) -> None:
    for number, part in enumerate(parts_of(stream)):
        RegisterFilePart.objects.create(run=run, number=number, content=part)


def open_file(run: RegisterImport) -> BinaryIO:
    """The file, on disk and without a name; the caller closes it."""
    copy: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 — handed to the caller
    for part in run.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=1):
        copy.write(part)
    copy.seek(0)
    return copy


def drop_file(run: RegisterImport) -> None:
    run.parts.all().delete()
