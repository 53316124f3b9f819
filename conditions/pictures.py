"""Photos made anew from their pixels: nothing else of what was sent is kept.

The order is what makes it safe: bytes are counted, the format is known by its contents, the size is read from
the header, everything but the pixels is dropped (picture_parts.py), and only then is anything unpacked.
"""

import io
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image

from conditions.models import LARGEST, LONGEST_SIDE
from conditions.picture_parts import BrokenError, MovingError, Parts, is_apple, parts_of
from core.errors import DomainError

LARGEST_SENT: Final = 12 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
MOST_LIGHT_PIXELS: Final = 50_000_000
"""Of a JPEG that can be unpacked at a fraction of its size, as cameras make them."""
SHORTEST_SIDE: Final = 40
MOST_OBLONG: Final = 10
THUMBNAIL_SIDE: Final = 320
QUALITIES: Final = (82, 70, 55, 40)
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureRefusedError(DomainError):
    """Says what is wrong with it and what to do."""


@dataclass(frozen=True)
class Picture:
    """`content` and `thumbnail` are JPEG files of ours; width and height those of `content`."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def clean_picture(data: bytes) -> Picture:
    check_bytes(len(data))
    parts = _parts(data)
    _check_size(parts)
    try:
        whole = _upright(_unpacked(parts), parts.orientation)
        small = whole.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
        return Picture(_jpeg(whole), _jpeg(small), whole.width, whole.height)
    except PictureRefusedError:
        raise
    except Exception as error:
        # A decoder may stumble in many ways; each means that this is no whole picture.
        raise _broken() from error


def check_bytes(size: int) -> None:
    """Before any of them is read."""
    if size > LARGEST_SENT:
        raise PictureRefusedError(
            _("Billedet fylder mere end %(size)s MB. Tag det i en mindre opløsning, eller send et udsnit.")
            % {"size": LARGEST_SENT // 1024**2}
        )


def _parts(data: bytes) -> Parts:
    try:
        parts = parts_of(data)
    except BrokenError as error:
        raise _broken() from error
    except MovingError as error:
        raise PictureRefusedError(_("Billedet bevæger sig. Tag et almindeligt foto i stedet.")) from error
    if parts:
        return parts
    if is_apple(data):
        raise PictureRefusedError(
            _(
                "Billedet er i Apples format (HEIC), som ikke kan læses her. Vælg »Mest kompatibelt« under "
                "Indstillinger, Kamera, Formater, og tag det igen, eller send et skærmbillede af det."
            )
        )
    raise PictureRefusedError(
        _("Filen er ikke et foto, der kan læses her. Send det som JPEG, PNG eller WebP.")
    )


def _check_size(parts: Parts) -> None:
    sides = sorted((parts.width, parts.height))
    pixels = parts.width * parts.height
    if pixels > (MOST_LIGHT_PIXELS if parts.is_light else MOST_PIXELS):
        raise PictureRefusedError(
            _("Billedet har %(number)s millioner punkter, og det er for mange. Tag det i mindre opløsning.")
            % {"number": pixels // 1_000_000}
        )
    if sides[0] < SHORTEST_SIDE:
        raise PictureRefusedError(_("Billedet er så lille, at man ikke kan se noget på det. Tag et nyt."))
    if sides[1] > MOST_OBLONG * sides[0]:
        raise PictureRefusedError(_("Billedet er for langt og smalt. Send et udsnit, eller tag et nyt."))


def _unpacked(parts: Parts) -> Image.Image:
    """Scaled down as early as can be, so that the whole of it is never in memory twice."""
    image: Image.Image = Image.open(io.BytesIO(parts.data), formats=[parts.format])
    if image.size != (parts.width, parts.height):
        raise BrokenError
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    if image.mode.startswith("I;16"):
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
    elif image.mode not in {"L", "RGB", "CMYK", "RGBA"}:
        image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(TURNS[orientation]) if orientation in TURNS else image


def _jpeg(image: Image.Image) -> bytes:
    """Pixels alone: Pillow writes a comment when the picture it was read from had one."""
    image.info.clear()
    for quality in QUALITIES:
        made = io.BytesIO()
        image.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= LARGEST:
            return made.getvalue()
    raise _broken()


def _broken() -> PictureRefusedError:
    return PictureRefusedError(
        _("Billedet er ikke helt, og det kan ikke læses. Tag det igen, og send det nye.")
    )
