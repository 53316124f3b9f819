"""An XLSX workbook as records of text: what its parts are called and what its cells mean."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import BinaryIO

from core.tabular import errors
from core.tabular.errors import Limits
from core.tabular.formats import Render, plain_number, renderer
from core.tabular.package import DepthGuard, Package, local, unescaped
from core.tabular.sheet import sheet_records
from core.tabular.strings import SharedStrings

_VISIBLE_FIRST = {"visible": 0, "hidden": 1, "veryHidden": 2}


class Workbook:
    """Macros, links and formulas are left alone: only stored values are read."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        self._package = Package(file, limits)
        self._strings: SharedStrings | None = None
        self._base_1904 = False
        self._part = self._workbook_part()
        self._sheets = self._read_sheets()
        self._styles = self._read_styles()

    def sheet_names(self) -> list[str]:
        """The sheets with cells (no charts), the visible ones first."""
        return list(self._sheets)

    def is_visible(self, sheet: str) -> bool:
        return sheet not in self._hidden

    def records(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """(row number, trimmed cells) for each row that holds something."""
        self._package.give_back()
        return sheet_records(self._package, self._sheets[sheet], self.string, self._styles, self._limits)

    def string(self, index: int) -> str:
        if self._strings is None:
            self._strings = self._read_strings()
        try:
            return self._strings[index]
        except IndexError:
            raise errors.damaged() from None

    def close(self) -> None:
        if self._strings:
            self._strings.close()
        self._package.close()

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, part name), out of the part's .rels file."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, posixpath.normpath(path))

        if rels in self._package:
            self._package.parse(rels, start)
        return found

    def _workbook_part(self) -> str:
        for kind, part in self._related("").values():
            if kind == "officeDocument" and part in self._package:
                return part
        if "xl/workbook.xml" in self._package:
            return "xl/workbook.xml"
        raise errors.packed()

    def _read_sheets(self) -> dict[str, str]:
        listed: list[tuple[int, str, str]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            name = local(tag)
            if name == "workbookPr":
                self._base_1904 = attributes.get("date1904", "") in {"1", "true"}
            elif name == "sheet":
                relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
                rank = _VISIBLE_FIRST.get(attributes.get("state", "visible"), 0)
                listed.append((rank, attributes.get("name", ""), relation))

        self._package.parse(self._part, start)
        self._relations = self._related(self._part)
        self._hidden = {name for rank, name, _relation in listed if rank}
        sheets: dict[str, str] = {}
        for _rank, name, relation in sorted(listed, key=lambda sheet: sheet[0]):
            kind, part = self._relations.get(relation, ("", ""))
            if kind == "worksheet" and part in self._package:
                sheets[name] = part
        return sheets

    def _part_of_kind(self, kind: str) -> str:
        return next((part for k, part in self._relations.values() if k == kind and part in self._package), "")

    def _read_styles(self) -> list[Render]:
        codes: dict[int, str] = {}
        formats: list[int] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            name = local(tag)
            inside.append(name)
            if name == "numFmt":
                codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            elif name == "xf" and inside[-2:-1] == ["cellXfs"]:
                formats.append(_number(attributes.get("numFmtId")))
            if len(formats) > 100_000 or len(inside) > 64:
                raise errors.suspicious()

        def end(_tag: str) -> None:
            inside.pop()

        part = self._part_of_kind("styles")
        if part:
            self._package.parse(part, start, end)
        made = {i: renderer(i, codes.get(i, ""), base_1904=self._base_1904) for i in set(formats)}
        return [made[i] for i in formats] or [plain_number]

    def _read_strings(self) -> SharedStrings:
        strings = SharedStrings()
        text: list[str] = []
        phonetic = 0
        reading = False
        guard = DepthGuard()
        longest = self._limits.cell_chars

        def start(tag: str, _attributes: dict[str, str]) -> None:
            nonlocal phonetic, reading
            guard.enter()
            name = local(tag)
            if name == "t":
                reading = not phonetic
            elif name == "rPh":
                phonetic += 1

        def end(tag: str) -> None:
            nonlocal phonetic, reading
            guard.leave()
            name = local(tag)
            if name == "t":
                reading = False
            elif name == "si":
                strings.append(unescaped("".join(text)).strip()[:longest])
                text.clear()
            elif name == "rPh":
                phonetic -= 1

        def characters(data: str) -> None:
            if reading:
                text.append(data)
                if len(text) > 64 and sum(map(len, text)) > longest:
                    raise errors.suspicious()

        part = self._part_of_kind("sharedStrings")
        try:
            if part:
                self._package.parse(part, start, end, characters)
            strings.flush()
        except BaseException:
            strings.close()
            raise
        return strings


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
