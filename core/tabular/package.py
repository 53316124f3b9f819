"""The zip around a workbook, read with bounds on everything, and its XML without entities.

Not openpyxl: its reader trusts the archive (entities, sizes, one string per shared cell in memory)
and takes four times as long for the same rows. It stays the tests' second opinion.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO, Final
from xml.parsers import expat

from core.tabular import errors
from core.tabular.errors import Limits, TableError

_CHUNK: Final = 128 * 1024
_MOST_MEMBERS: Final = 5000
# deflate reaches 1:1032; sheets of a rent ledger stay under 1:50, empty formatted ones under 1:300.
_MOST_RATIO: Final = 400
_RATIO_COUNTS_FROM: Final = 20 * 1024 * 1024
# One tag, attribute or comment never needs more; expat would hold all of it in memory.
_LONGEST_TOKEN: Final = 2 * 1024 * 1024
_DEEPEST: Final = 64

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Package:
    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self.limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise errors.damaged() from None
        self._members = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        self._refuse_bombs()
        self._refuse_other_formats()

    def _refuse_bombs(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > _MOST_MEMBERS:
            raise errors.suspicious()
        for info in infos:
            big = info.file_size > _RATIO_COUNTS_FROM
            if big and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
                raise errors.suspicious()
        if sum(info.file_size for info in infos) > self.limits.unpacked_bytes:
            raise errors.unpacked_too_large()

    def _refuse_other_formats(self) -> None:
        names = self._members
        if any(info.flag_bits & 1 for info in names.values()) or "encryptedpackage" in names:
            raise errors.encrypted()
        if "xl/workbook.bin" in names:
            raise errors.binary_excel()
        if "word/document.xml" in names:
            raise errors.document("et Word-dokument")
        if "ppt/presentation.xml" in names:
            raise errors.document("en præsentation")
        if "mimetype" in names and "content.xml" in names:
            raise errors.open_document()
        if "[content_types].xml" not in names and not any(name.endswith("workbook.xml") for name in names):
            raise errors.packed()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(self._members[name.lower()])
        except KeyError:
            raise errors.damaged() from None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
            raise errors.damaged() from None

    def close(self) -> None:
        self._zip.close()

    def read(self, member: IO[bytes]) -> bytes:
        """The next piece; what is really unpacked is counted, whatever the headers promised."""
        try:
            data = member.read(_CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise errors.damaged() from None
        self._left -= len(data)
        if self._left < 0:
            raise errors.unpacked_too_large()
        return data

    def give_back(self) -> None:
        """A sheet that was only sampled is read again from its start."""
        self._left = self.limits.unpacked_bytes

    def parse(self, name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """The whole of a small part."""
        with self.open(name) as member:
            parser = XmlFeed(start, end, text)
            while data := self.read(member):
                parser.feed(data)
            parser.finish()


class XmlFeed:
    """expat without document types: no entities, inside or out; bounded tokens and depth."""

    def __init__(self, start: Start, end: End | None, text: Text | None) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.buffer_size = 64 * 1024
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = _no_doctype
        self._parser.EntityDeclHandler = _no_doctype
        self._fed = 0

    def feed(self, data: bytes, final: bool = False) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError:
            raise errors.damaged() from None
        self._fed += len(data)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN and not final:
            raise errors.suspicious()

    def finish(self) -> None:
        self.feed(b"", final=True)


def _no_doctype(*_declaration: object) -> None:
    raise errors.suspicious()


class DepthGuard:
    """Counts open elements; a million nested ones would each cost memory."""

    def __init__(self) -> None:
        self.depth = 0

    def enter(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise errors.suspicious()

    def leave(self) -> None:
        self.depth -= 1


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """'_x000D_' → a carriage return: how workbooks write what XML has no room for."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """Half characters and NUL have no place in a database."""
    code = int(found[1], 16)
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF else ""


def local(name: str) -> str:
    """'x:row' → 'row': some programs write every element with a prefix."""
    return name.rpartition(":")[2] if ":" in name else name


__all__ = ["DepthGuard", "Package", "TableError", "XmlFeed", "local", "unescaped"]
