"""The cells of one worksheet, streamed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from core.tabular import errors
from core.tabular.errors import Limits
from core.tabular.formats import Render, plain_number, written_moment
from core.tabular.package import DepthGuard, Package, XmlFeed

_DIGITS: Final = "0123456789"


def sheet_records(
    package: Package,
    part: str,
    shared: Callable[[int], str],
    styles: Sequence[Render],
    limits: Limits,
) -> Iterator[tuple[int, list[str]]]:
    reader = _SheetReader(shared, styles, limits)
    feed = XmlFeed(reader.start, reader.end, reader.characters)
    rows = reader.rows
    with package.open(part) as member:
        while data := package.read(member):
            feed.feed(data)
            while rows:
                yield rows.popleft()
        feed.finish()
    yield from rows


class _SheetReader:
    """expat's callbacks. Only cells with a value are kept, so formatted empty ones cost nothing."""

    def __init__(self, shared: Callable[[int], str], styles: Sequence[Render], limits: Limits) -> None:
        self.rows: deque[tuple[int, list[str]]] = deque()
        self._shared = shared
        self._styles = styles
        self._limits = limits
        self._guard = DepthGuard()
        self._columns: dict[str, int] = {}
        self._row_number = 0
        self._cells: list[str] = []
        self._column = -1
        self._type: str | None = None
        self._style: str | None = None
        self._text: list[str] = []
        self._reading = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._guard.enter()
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._type = attributes.get("t")
            self._style = attributes.get("s")
            reference = attributes.get("r")
            self._column = self._index(reference) if reference else self._column + 1
        elif name == "v" or name == "t":
            self._reading = not self._phonetic
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        self._guard.leave()
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if self._text:
                self._keep("".join(self._text))
                self._text.clear()
        elif name == "v" or name == "t":
            self._reading = False
        elif name == "row":
            if self._cells:
                self.rows.append((self._row_number, self._cells))
            self._cells = []
        elif name == "rPh":
            self._phonetic = False

    def characters(self, data: str) -> None:
        if self._reading:
            self._text.append(data)
            if len(self._text) > 64 and sum(map(len, self._text)) > self._limits.cell_chars:
                raise errors.cell_too_long(self._row_number)

    def _begin_row(self, number: str | None) -> None:
        """Rows without a number follow on; a number that goes back is not one Excel writes."""
        try:
            following = int(number) if number else self._row_number + 1
        except ValueError:
            raise errors.damaged() from None
        if following <= self._row_number:
            raise errors.damaged()
        if following > self._limits.rows:
            raise errors.too_many_rows(self._limits)
        self._row_number = following
        self._cells = []
        self._column = -1

    def _index(self, reference: str) -> int:
        """'AB12' → 27."""
        letters = reference.rstrip(_DIGITS)
        index = self._columns.get(letters)
        if index is None:
            index = 0
            for letter in letters.upper():
                if not "A" <= letter <= "Z" or len(letters) > 3:
                    raise errors.damaged()
                index = index * 26 + ord(letter) - 64
            index -= 1
            self._columns[letters] = index
        return index

    def _keep(self, raw: str) -> None:
        value = self._value(raw)
        if not value:
            return
        cells, column = self._cells, self._column
        if column < 0:
            raise errors.damaged()
        # Far out to the right: surplus, which is all the row needs to be told apart.
        column = min(column, self._limits.columns)
        if column == len(cells):
            cells.append(value)
        elif column > len(cells):
            cells.extend([""] * (column - len(cells)))
            cells.append(value)
        else:
            cells[column] = value

    def _value(self, raw: str) -> str:
        kind = self._type
        if kind == "s":
            try:
                return self._shared(int(raw))
            except ValueError:
                raise errors.damaged() from None
        if kind is None or kind == "n":
            return self._number(raw)
        if kind == "b":
            return "SAND" if raw.strip() in {"1", "true"} else "FALSK"
        if kind == "d":
            return _iso(raw.strip())
        return raw.strip().replace("\0", "")

    def _number(self, raw: str) -> str:
        try:
            return self._styles[int(self._style)](raw) if self._style else plain_number(raw)
        except (ValueError, IndexError):
            return plain_number(raw)


def _iso(text: str) -> str:
    try:
        return written_moment(datetime.fromisoformat(text))
    except ValueError:
        return text
