"""Photos for tests, made here: none of them was ever taken."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

WHERE = b"Skydebanevej 12"
"""Stands in the comment, the description and the profile of `from_a_phone`."""
LATITUDE = 55.687654


def draw(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Top left red, the rest a gradient: says which way is up."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def jpeg(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return saved(draw(width, height), **options)


def exif(orientation: int = 1) -> Image.Exif:
    """With a place, a time, a telephone and who owns it."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = WHERE.decode()
    made[0x0110] = "iTelefon 17"
    made[0x9003] = "2026:11:28 20:24:00"
    made.get_ifd(0x8825).update({1: "N", 2: (55.0, 41.0, 15.55), 3: "E", 4: (12.0, 33.0, 12.3)})
    return made


def from_a_phone(width: int = 640, height: int = 480, orientation: int = 1) -> bytes:
    """With GPS, a comment, XMP and a colour profile, as a telephone writes them."""
    packet = b"<x:xmpmeta>" + WHERE + b"</x:xmpmeta>"
    return saved(
        draw(width, height),
        exif=exif(orientation),
        comment=WHERE,
        icc_profile=WHERE * 40,
        xmp=packet,
        quality=92,
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *between: bytes, rows: int | None = None) -> bytes:
    """One bit a pixel, all black: a very big one is a very small file. `between` stands before the pixels."""
    line = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line) for _row in range(height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *between, chunk(b"IDAT", packed + packer.flush()), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def huge() -> bytes:
    """144 megapixels in 18 kB."""
    return png(12_000, 12_000)
