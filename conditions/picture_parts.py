"""What of a photo's file is needed to see it, taken out before any decoder gets it.

A JPEG, PNG or WebP is a row of parts. Those that hold pixels are kept; comments, places, thumbnails, colour
profiles, further pictures and whatever is hung on behind are left out here, unread. Sizes are read from the
header, so that one may refuse before a byte is unpacked.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_PARTS: Final = 10_000
MOST_SCANS: Final = 64
"""A progressive JPEG is painted once for each; a camera makes about ten."""
PNG_SIGN: Final = b"\x89PNG\r\n\x1a\n"
APPLE: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})

_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
_NEXT_MARKER: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_UPRIGHT: Final = 1
_ORIENTATION: Final = 0x0112


class BrokenError(Exception):
    """Not the file it begins as, or not all of it."""


class MovingError(Exception):
    """More than one picture, one after the other."""


@dataclass(frozen=True)
class Parts:
    """`data` is a file of pixels and nothing else. `orientation` as in EXIF, 1 to 8. `is_light`: can be
    unpacked at a fraction of its size."""

    format: str
    data: bytes
    width: int
    height: int
    orientation: int = _UPRIGHT
    is_light: bool = False


def parts_of(data: bytes) -> Parts | None:
    """None: no format we read. Known by what is in it, never by its name."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(PNG_SIGN):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError) as error:
        raise BrokenError from error
    return None


def is_apple(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in APPLE


# -- JPEG --


def _jpeg(data: bytes) -> Parts:
    kept, frame, orientation, scans = [b"\xff\xd8"], None, _UPRIGHT, 0
    for marker, start, middle, end in _segments(data):
        body = data[start + 4 : middle]
        if marker in _FRAMES:
            if frame:
                raise BrokenError
            frame = (marker, *struct.unpack(">HH", body[1:5]))
        elif marker == 0xDA:
            scans += 1
        elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        if marker in _FRAMES | _TABLES | {0xDA} or _says_colours(marker, body):
            kept.append(data[start:end])
    if frame is None or not 0 < scans <= MOST_SCANS:
        raise BrokenError
    marker, height, width = frame
    kept.append(b"\xff\xd9")
    return Parts("JPEG", b"".join(kept), width, height, orientation, is_light=marker != 0xC2)


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Marker, start, where its pixels begin if it has any, and end of each. Stops at the end of the picture:
    what is behind it is nobody's."""
    at = 2
    for _number in range(MOST_PARTS):
        found = _NEXT_MARKER.match(data, at)
        if not found:
            raise BrokenError
        start = found.end() - 2
        marker = data[start + 1]
        if marker == 0xD9:
            return
        (length,) = struct.unpack_from(">H", data, start + 2)
        at = start + 2 + length
        if length < 2 or at > len(data):
            raise BrokenError
        middle = at
        if marker == 0xDA:
            behind = _NEXT_MARKER.search(data, at)
            if not behind:
                raise BrokenError
            at = behind.start()
        yield marker, start, middle, at
    raise BrokenError


def _says_colours(marker: int, body: bytes) -> bool:
    """How three or four numbers make a colour; without it they would be guessed."""
    return (marker == 0xE0 and body.startswith(b"JFIF\0")) or (marker == 0xEE and body.startswith(b"Adobe"))


# -- PNG --


def _png(data: bytes) -> Parts:
    kept, orientation = [PNG_SIGN], _UPRIGHT
    size: tuple[int, int] | None = None
    for kind, start, end in _png_chunks(data):
        if kind == b"IHDR" and size is None:
            width, height = struct.unpack_from(">II", data, start + 8)
            size = (width, height)
        elif size is None or kind == b"IHDR":
            raise BrokenError
        elif kind == b"acTL":
            raise MovingError
        elif kind == b"eXIf":
            orientation = _orientation(data[start + 8 : end - 4])
        if kind in {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}:
            kept.append(data[start:end])
    if size is None:
        raise BrokenError
    return Parts("PNG", b"".join(kept), size[0], size[1], orientation)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = len(PNG_SIGN)
    for _number in range(MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise BrokenError
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end
    raise BrokenError


# -- WebP --


def _webp(data: bytes) -> Parts:
    kept: list[bytes] = []
    sizes: list[tuple[int, ...]] = []
    orientation = _UPRIGHT
    for kind, body in _webp_chunks(data):
        if kind in {b"ANIM", b"ANMF"}:
            raise MovingError
        if kind == b"EXIF":
            orientation = _orientation(body.removeprefix(b"Exif\0\0"))
        if kind == b"VP8X":
            body = (
                bytes([body[0] & 0x10, 0, 0, 0]) + body[4:10]
            )  # of what it tells of, only that it is see-through
            sizes.append(tuple(1 + int.from_bytes(body[at : at + 3], "little") for at in (4, 7)))
        elif kind == b"VP8 ":
            sizes.append(tuple(number & 0x3FFF for number in struct.unpack_from("<HH", body, 6)))
        elif kind == b"VP8L":
            bits = int.from_bytes(body[1:5], "little")
            sizes.append((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
        elif kind != b"ALPH":
            continue
        kept.append(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
    if not sizes:
        raise BrokenError
    inside = b"WEBP" + b"".join(kept)
    width, height = (max(size[side] for size in sizes) for side in (0, 1))
    return Parts("WEBP", b"RIFF" + struct.pack("<I", len(inside)) + inside, width, height, orientation)


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end, at = 8 + struct.unpack_from("<I", data, 4)[0], 12
    if end > len(data):
        raise BrokenError
    for _number in range(MOST_PARTS):
        if at + 8 > end:
            return
        kind, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise BrokenError
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise BrokenError


# -- which way is up --


def _orientation(exif: bytes) -> int:
    """The one thing of EXIF that is read. Whatever is odd counts as upright."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return _UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (entries,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(min(entries, 100)):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else _UPRIGHT
    except struct.error:
        pass
    return _UPRIGHT
