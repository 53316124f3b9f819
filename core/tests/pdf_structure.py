"""Reads the logical structure of a PDF back: which text stands in which element, in reading order."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import ContentStream


@dataclass
class Structure:
    """`elements`: (type, text) of each element with content of its own, in reading order. `loose` is text
    in no element and no artifact, `unread` marked text no element names, `artifacts` what is read to nobody
    (the foot of a page)."""

    lang: str = ""
    title: str = ""
    shows_title: bool = False
    is_marked: bool = False
    elements: list[tuple[str, str]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)
    unread: set[tuple[int, int]] = field(default_factory=set)
    fonts_are_embedded: bool = True

    @property
    def text(self) -> str:
        return " ".join(text for _type, text in self.elements)


def structure_of(pdf: bytes) -> Structure:
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    found = Structure(
        lang=str(root.get("/Lang", "")),
        title=str(reader.metadata.title or ""),
        shows_title=bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
        is_marked=bool(root.get("/MarkInfo", {}).get("/Marked", False)),
    )
    marked = {}
    for number, page in enumerate(reader.pages):
        read_page(number, page, reader, marked, found)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    for kind, key in walk(root["/StructTreeRoot"]["/K"], pages, found.types):
        found.elements.append((kind, marked.pop(key, "")))
    found.unread = set(marked)
    return found


def walk(node, pages, types, kind="", page=None) -> Iterator[tuple[str, tuple[int, int]]]:
    """(type of the element, (page, id of the marked content)) in the order of the tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from walk(child, pages, types, kind, page)
    elif isinstance(node, dict):
        if "/Pg" in node:
            page = pages[node.raw_get("/Pg").idnum]
        if "/MCID" in node:
            yield kind, (page, int(node["/MCID"]))
        elif "/S" in node:
            kind = str(node["/S"]).removeprefix("/")
            types.append(kind)
            yield from walk(node.get("/K", []), pages, types, kind, page)
    else:
        yield kind, (page, int(node))


def read_page(number, page, reader, marked, found) -> None:
    fonts = {name: font.get_object() for name, font in page["/Resources"].get("/Font", {}).items()}
    letters = {name: unicode_of(font) for name, font in fonts.items()}
    found.fonts_are_embedded &= all(is_embedded(font) for font in fonts.values())
    stack, font = [], ""
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            stack.append((str(operands[0]), properties.get("/MCID")))
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            font = str(operands[0])
        elif operator in (b"Tj", b"TJ"):
            put(number, said(operands[0], letters[font]), stack, marked, found)


def put(number, text, stack, marked, found) -> None:
    mcid = next((mcid for _tag, mcid in reversed(stack) if mcid is not None), None)
    if mcid is not None:
        marked[number, int(mcid)] = marked.get((number, int(mcid)), "") + text
    elif any(tag == "/Artifact" for tag, _mcid in stack):
        found.artifacts.append(text)
    else:
        found.loose.append(text)


def said(shown, letters) -> str:
    pieces = shown if isinstance(shown, list) else [shown]
    codes = b"".join(
        piece.original_bytes if hasattr(piece, "original_bytes") else bytes(piece)
        for piece in pieces
        if not isinstance(piece, int | float)
    )
    return "".join(letters[codes[at : at + 2].hex()] for at in range(0, len(codes), 2))


def unicode_of(font) -> dict[str, str]:
    """Of a font with two bytes a sign: code in hexadecimal → text, from its ToUnicode map."""
    table = font["/ToUnicode"].get_data().decode("ascii")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[code.lower()] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + offset:04x}"] = chr(start + offset)
    return found


def is_embedded(font) -> bool:
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
