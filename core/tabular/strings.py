"""The shared strings of a workbook: few stay in memory, many go to a file with an index."""

from __future__ import annotations

import tempfile
from array import array
from typing import IO, Final

from core.tabular import errors

# About 20 MB as Python strings; what comes after is on disk.
IN_MEMORY_CHARS: Final = 6_000_000
_MOST_STRINGS: Final = 20_000_000


class SharedStrings:
    def __init__(self) -> None:
        self._first: list[str] = []
        self._chars = 0
        self._offsets = array("Q", [0])
        self._file: IO[bytes] | None = None
        self._pending: list[bytes] = []
        self._pending_size = 0

    def append(self, text: str) -> None:
        if self._chars <= IN_MEMORY_CHARS:
            self._first.append(text)
            # An empty string costs memory too.
            self._chars += len(text) + 40
            return
        data = text.encode("utf-8", "replace")
        self._offsets.append(self._offsets[-1] + len(data))
        self._pending.append(data)
        self._pending_size += len(data)
        if self._pending_size > 256 * 1024:
            self.flush()
        if len(self._offsets) > _MOST_STRINGS:
            raise errors.suspicious()

    def flush(self) -> None:
        if not self._pending:
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._file.write(b"".join(self._pending))
        self._pending, self._pending_size = [], 0

    def __len__(self) -> int:
        return len(self._first) + len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        """Raises IndexError as a list does, also below zero."""
        if index < len(self._first):
            if index < 0:
                raise IndexError(index)
            return self._first[index]
        place = index - len(self._first)
        start, end = self._offsets[place], self._offsets[place + 1]
        if self._file is None:
            raise IndexError(index)
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8")

    def close(self) -> None:
        if self._file:
            self._file.close()
