"""The cells of one worksheet, streamed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from core.tabular import errors
from core.tabular.errors import Limits
from core.tabular.formats import Render, plain_number, written_moment
from core.tabular.package import Package, XmlFeed, unescaped

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
    """expat's callbacks. Only cells with a value are kept, so formatted empty ones cost nothing.

    A row in a row or a cell in a cell is refused, other elements are counted: nesting costs memory.
    """

    __slots__ = (
        "_cells",
        "_column",
        "_columns",
        "_depth",
        "_in_cell",
        "_in_row",
        "_limits",
        "_phonetic",
        "_reading",
        "_row_digits",
        "_row_number",
        "_shared",
        "_style",
        "_styles",
        "_text",
        "_type",
        "rows",
    )

    def __init__(self, shared: Callable[[int], str], styles: Sequence[Render], limits: Limits) -> None:
        self.rows: deque[tuple[int, list[str]]] = deque()
        self._shared = shared
        self._styles = {str(number): style for number, style in enumerate(styles)}
        self._limits = limits
        self._columns: dict[str, int] = {}
        self._row_number = 0
        self._row_digits = 1
        self._cells: list[str] = []
        self._column = -1
        self._type: str | None = None
        self._style: str | None = None
        self._text: list[str] = []
        self._in_row = self._in_cell = self._reading = self._phonetic = False
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            if self._in_cell:
                raise errors.damaged()
            self._in_cell = True
            self._type = attributes.get("t")
            self._style = attributes.get("s")
            reference = attributes.get("r")
            self._column = self._index(reference) if reference else self._column + 1
        elif name == "v" or name == "t":
            if self._reading:
                raise errors.damaged()
            self._reading = True
        elif name == "row":
            if self._in_row:
                raise errors.damaged()
            self._in_row = True
            self._begin_row(attributes.get("r"))
        elif ":" in name:
            self.start(name.rpartition(":")[2], attributes)
        else:
            self._depth += 1
            if name == "rPh":
                self._phonetic = True
            if self._depth > 50:
                raise errors.suspicious()

    def end(self, name: str) -> None:
        if name == "c":
            self._in_cell = False
            if self._text:
                self._keep("".join(self._text))
                self._text.clear()
        elif name == "v" or name == "t":
            self._reading = False
        elif name == "row":
            self._in_row = False
            if self._cells:
                self.rows.append((self._row_number, self._cells))
            self._cells = []
        elif ":" in name:
            self.end(name.rpartition(":")[2])
        else:
            self._depth -= 1
            if name == "rPh":
                self._phonetic = False

    def characters(self, data: str) -> None:
        if self._reading and not self._phonetic:
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
        self._row_digits = len(number) if number else 0
        self._cells = []
        self._column = -1

    def _index(self, reference: str) -> int:
        """'AB12' → 27."""
        letters = reference[: -self._row_digits] if self._row_digits else reference
        index = self._columns.get(letters)
        if index is None:
            letters = reference.rstrip(_DIGITS)
            index = self._columns[letters] = column_index(letters)
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
            return self._styles.get(self._style or "0", plain_number)(raw)
        if kind == "b":
            return "SAND" if raw.strip() in {"1", "true"} else "FALSK"
        return _iso(raw.strip()) if kind == "d" else unescaped(raw).strip()


def column_index(letters: str) -> int:
    """'A' → 0, 'AB' → 27."""
    if not 0 < len(letters) <= 3:
        raise errors.damaged()
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise errors.damaged()
        index = index * 26 + ord(letter) - 64
    return index - 1


def _iso(text: str) -> str:
    try:
        return written_moment(datetime.fromisoformat(text))
    except ValueError:
        return text
