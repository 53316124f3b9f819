"""Which encoding a text file is in, from all of its bytes: the first æ may be in the last row."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from core.tabular import errors
from core.tabular.source import CHUNK


@dataclass(frozen=True)
class Encoding:
    name: str
    """As shown to people: 'UTF-8', 'Windows-1252', …"""
    codec: str
    bom_length: int = 0
    decode_errors: str = "strict"
    has_quotes: bool = True
    has_nul: bool = True
    has_formula_text: bool = True
    encoded_twice: bool = False


# The longer mark first: UTF-32 begins as UTF-16 does.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)
_CONTROL: Final = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26})
_HIGH: Final = bytes(range(0x80, 0x100))
_C1: Final = bytes(range(0x80, 0xA0))
_LOW_AND_LATIN: Final = bytes(set(range(256)) - set(_C1))
# A letter followed by æ, ø or å, in each single-byte encoding Danish systems have written. Windows'
# curly quotes are letters in the others, so a letter must stand before.
_DANISH: Final = (
    ("Windows-1252", "cp1252", re.compile(rb"[A-Za-z][\xe6\xf8\xe5]")),
    ("DOS (850)", "cp850", re.compile(rb"[A-Za-z][\x91\x9b\x86]")),
    ("Macintosh", "mac_roman", re.compile(rb"[A-Za-z][\xbe\xbf\x8c]")),
)


_DANISH_UTF8 = re.compile(b"\xc3[\xa6\xb8\xa5\x86\x98\x85]")


def repaired(line: str) -> str:
    """'Ã˜stergÃ¥rd' → 'Østergård': UTF-8 that a program took for Windows-1252 and encoded again."""
    if line.isascii():
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


def _replace_with_cp1252(error: UnicodeError) -> tuple[str, int]:
    """A UTF-8 file with a few stray single bytes: each is most likely Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("stray-cp1252", _replace_with_cp1252)


@dataclass
class _Survey:
    """One pass over the bytes."""

    size: int = 0
    nul: int = 0
    control: int = 0
    even_nul: int = 0
    odd_nul: int = 0
    quotes: bool = False
    formula_text: bool = False
    ascii_only: bool = True
    valid_utf8: bool = True
    c1: bool = False
    danish: int = 0
    danish_twice: int = 0
    high: bytes = b""
    """The first stretch with a byte above 127, to tell the single-byte encodings apart."""

    def encoding(self, name: str, codec: str, bom_length: int = 0, on_error: str = "strict") -> Encoding:
        return Encoding(
            name,
            codec,
            bom_length,
            on_error,
            has_quotes=self.quotes,
            # In UTF-16 and UTF-32 the bytes do not tell.
            has_nul=self.nul > 0,
            has_formula_text=self.formula_text or codec.startswith("utf-16") or codec.startswith("utf-32"),
            encoded_twice=codec == "utf-8" and self.danish_twice > 0 and not self.danish,
        )


def _survey(file: BinaryIO) -> _Survey:
    seen = _Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    while chunk := file.read(CHUNK):
        if not seen.size:
            seen.even_nul, seen.odd_nul = chunk[0:8192:2].count(0), chunk[1:8192:2].count(0)
        seen.size += len(chunk)
        seen.nul += chunk.count(0)
        seen.control += len(chunk) - len(chunk.translate(None, _CONTROL))
        seen.quotes = seen.quotes or b'"' in chunk
        seen.formula_text = seen.formula_text or b'="' in chunk
        if not chunk.isascii():
            _survey_high(seen, chunk)
        if seen.valid_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                seen.valid_utf8 = False
    if seen.valid_utf8:
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            seen.valid_utf8 = False
    return seen


def _survey_high(seen: _Survey, chunk: bytes) -> None:
    seen.ascii_only = False
    seen.c1 = seen.c1 or bool(chunk.translate(None, _LOW_AND_LATIN))
    seen.danish_twice += chunk.count(b"\xc3\x83")
    seen.danish += len(_DANISH_UTF8.findall(chunk))
    if len(seen.high) < 4 * CHUNK:
        seen.high += chunk


def detect_encoding(file: BinaryIO) -> Encoding:
    """Raises TableError when the bytes are no text at all."""
    seen = _survey(file)
    file.seek(0)
    head = file.read(4)
    for mark, name, codec in _MARKS:
        if head.startswith(mark):
            return seen.encoding(name, codec, len(mark), "stray-cp1252" if name == "UTF-8" else "replace")
    if wide_codec := _wide_without_mark(seen):
        return seen.encoding("UTF-16", wide_codec, 0, "replace")
    if seen.control > seen.size // 1000 + 2 or seen.nul > seen.size // 20 + 8:
        raise errors.not_a_table()
    if seen.valid_utf8:
        return seen.encoding("UTF-8", "utf-8")
    return _eight_bit(seen)


def _wide_without_mark(seen: _Survey) -> str:
    """UTF-16 of mostly Latin text has a NUL in every second byte."""
    half = min(seen.size, 8192) // 2
    if seen.size % 2 or half < 8:
        return ""
    if seen.odd_nul > half * 0.7 and seen.even_nul < half * 0.05:
        return "utf-16-le"
    if seen.even_nul > half * 0.7 and seen.odd_nul < half * 0.05:
        return "utf-16-be"
    return ""


def _eight_bit(seen: _Survey) -> Encoding:
    stray = len(seen.high) - len(seen.high.translate(None, _HIGH)) - 2 * seen.high.count(b"\xc3")
    if seen.high.count(b"\xc3") > max(10, 4 * stray):
        return seen.encoding("UTF-8", "utf-8", 0, "stray-cp1252")
    if not seen.c1:
        # Without the bytes 80–9F the two are the same, and Latin-1 decodes ten times faster.
        return seen.encoding("Windows-1252", "latin-1")
    counts = [(len(danish.findall(seen.high)), name, codec) for name, codec, danish in _DANISH]
    most, name, codec = max(counts, key=lambda item: item[0])
    if counts[0][0] == most:
        name, codec = _DANISH[0][:2]
    return seen.encoding(name, codec, 0, "replace")
