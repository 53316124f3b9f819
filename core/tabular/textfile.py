"""Delimited text: which encoding, which delimiter, and its records as lists of cells, streamed."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from core.tabular import errors
from core.tabular.encodings import Encoding, detect_encoding, repaired
from core.tabular.errors import Limits
from core.tabular.source import CHUNK

DELIMITERS: Final = (";", "\t", ",", "|")
SAMPLE_LINES: Final = 120
# Prose has commas too, but no number of columns that comes again and again.
LEAST_SHARE: Final = 0.3
LONGEST_LINE: Final = 1024 * 1024
# A quoted cell may hold line breaks; one that never closes must not swallow the rest of the file.
LONGEST_RECORD_LINES: Final = 40

_NOTHING: Final = ' \t\x0b\x0c\x1a\xa0";,|'
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


@dataclass
class TextFile:
    file: BinaryIO
    encoding: Encoding
    delimiter: str
    limits: Limits
    has_sep_line: bool = False
    sample: list[str] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(row number as Excel counts, trimmed cells); a quoted cell with line breaks is one row."""
        blocks = line_blocks(self.file, self.encoding)
        # Excel hides the line "sep=;" and counts from the next one.
        first = 0 if self.has_sep_line else 1
        return self._quoted(blocks, first) if self.encoding.has_quotes else self._plain(blocks, first)

    def _plain(self, blocks: Iterator[list[str]], first: int) -> Iterator[tuple[int, list[str]]]:
        """No quote in the whole file: splitting takes half the time of the csv module."""
        delimiter, strip, number = self.delimiter, str.strip, first - 1
        for block in blocks:
            for line in block:
                number += 1
                yield number, list(map(strip, line.split(delimiter)))
            if number > self.limits.rows:
                raise errors.too_many_rows(self.limits)

    def _quoted(self, blocks: Iterator[list[str]], first: int) -> Iterator[tuple[int, list[str]]]:
        records = balanced_records((line for block in blocks for line in block), self.delimiter)
        clean: Callable[[str], str] = _unwrapped if self.encoding.has_formula_text else str.strip
        number = first - 1
        try:
            for cells in csv.reader(records, delimiter=self.delimiter):
                number += 1
                yield number, list(map(clean, cells))
                if number > self.limits.rows:
                    raise errors.too_many_rows(self.limits)
        except csv.Error:
            raise errors.cell_too_long(number + 1) from None


_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL).fullmatch


def _unwrapped(cell: str) -> str:
    """'="0012"' → '0012': how some ledgers keep Excel from dropping the zeros."""
    found = _FORMULA_TEXT(cell.strip())
    return (found[1] if found else cell).strip()


def open_text(file: BinaryIO, limits: Limits, header_score: Callable[[list[list[str]]], int]) -> TextFile:
    """Look at the file once for its encoding and at its first lines for the delimiter."""
    encoding = detect_encoding(file)
    sample = _first_lines(file, encoding)
    if not any(line.strip(_NOTHING) for line in sample):
        raise errors.empty_file()
    told = _SEP_LINE.match(sample[0])
    if told or re.match(r'^"?sep="?\s*$', sample[0], re.IGNORECASE):
        delimiter = told[1] if told else "\t"
        return TextFile(file, encoding, delimiter, limits, has_sep_line=True, sample=sample[1:])
    return TextFile(file, encoding, sniff_delimiter(sample, header_score), limits, sample=sample)


def _first_lines(file: BinaryIO, encoding: Encoding) -> list[str]:
    lines: list[str] = []
    for block in line_blocks(file, encoding):
        lines.extend(block)
        if len(lines) >= SAMPLE_LINES:
            break
    return lines[:SAMPLE_LINES]


def sniff_delimiter(sample: list[str], header_score: Callable[[list[list[str]]], int]) -> str:
    """The delimiter that shows the most known headers; failing that, the most even columns."""
    best, best_score = "", (0, 0.0)
    for delimiter in DELIMITERS:
        records = _parsed(sample, delimiter)
        widths = [len(cells) for cells in records if any(cell.strip() for cell in cells)]
        usual = max(set(widths), key=lambda width: (width > 1, widths.count(width), width), default=1)
        if usual < 2:
            continue
        share = widths.count(usual) / len(widths)
        score = (header_score(records), share * (usual - 1))
        if share < LEAST_SHARE and not score[0]:
            continue
        if score > best_score:
            best, best_score = delimiter, score
    if not best:
        raise errors.one_column() if _looks_like_list(sample) else errors.not_a_table()
    return best


def _parsed(sample: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(balanced_records(iter(sample), delimiter), delimiter=delimiter))
    except csv.Error:
        return []


def _looks_like_list(sample: list[str]) -> bool:
    words = [len(line.split()) for line in sample if line.strip()]
    return max(words, default=0) <= 4


def line_blocks(file: BinaryIO, encoding: Encoding) -> Iterator[list[str]]:
    """The decoded lines, a block at a time, without their ends (CR, LF or CRLF) and without NULs."""
    file.seek(encoding.bom_length)
    decode = codecs.getincrementaldecoder(encoding.codec)(encoding.decode_errors).decode
    rest = ""
    while chunk := file.read(CHUNK):
        text = rest + decode(chunk)
        if encoding.has_nul:
            text = text.replace("\0", "")
        held = "\r" if text.endswith("\r") else ""
        if "\r" in text:
            text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        lines = text.split("\n")
        rest = lines.pop() + held
        if len(rest) > LONGEST_LINE:
            raise errors.not_a_table()
        yield [repaired(line) for line in lines] if encoding.encoded_twice else lines
    rest = (rest + decode(b"", True)).replace("\r", "\n").replace("\0", "")
    if rest and rest != "\x1a":
        lines = rest.removesuffix("\n").split("\n")
        yield [repaired(line) for line in lines] if encoding.encoded_twice else lines


def balanced_records(lines: Iterator[str], delimiter: str) -> Iterator[str]:
    """One string per record for csv.reader. A quote that is never closed costs its own row only."""
    unread: deque[str] = deque()
    while True:
        if unread:
            line = unread.popleft()
            if not _opens(line, delimiter):
                yield line
                continue
        else:
            for line in lines:
                if line.count('"') & 1 and _opens(line, delimiter):
                    break
                yield line
            else:
                return
        yield _whole_record(line, unread, lines, delimiter)


def _whole_record(first: str, unread: deque[str], lines: Iterator[str], delimiter: str) -> str:
    """The lines up to the closing quote; without one, the first line alone and the rest unread."""
    taken: list[str] = []
    record = first
    while len(taken) < LONGEST_RECORD_LINES:
        following = unread.popleft() if unread else next(lines, None)
        if following is None:
            break
        taken.append(following)
        record = f"{record}\n{following}"
        if following.count('"') & 1 and not ends_inside_quotes(record, delimiter):
            return record
    unread.extendleft(reversed(taken))
    return _all_quoted(first, delimiter)


def _opens(line: str, delimiter: str) -> bool:
    return bool(line.count('"') & 1) and ends_inside_quotes(line, delimiter)


def _all_quoted(line: str, delimiter: str) -> str:
    """The line with its stray quote as an ordinary character."""
    return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line.split(delimiter))


def ends_inside_quotes(record: str, delimiter: str) -> bool:
    """Only a quote at the start of a cell opens; '3\" rør' in the middle of one does not."""
    position = 0
    while position < len(record):
        if record[position] != '"':
            position = record.find(delimiter, position) + 1
            if position == 0:
                return False
            continue
        position += 1
        while True:
            position = record.find('"', position) + 1
            if position == 0:
                return True
            if record[position : position + 1] != '"':
                break
            position += 1
        position = record.find(delimiter, position) + 1
        if position == 0:
            return False
    return False
