"""The sign of a stairwell: a QR code that opens the picture of just that one. Nothing personal in it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno
from django.urls import reverse
from django.utils.safestring import SafeString

from residents.models import Stairwell

PIXELS = 8


@dataclass(frozen=True)
class Sign:
    pk: int
    name: str
    address: str
    code: SafeString


def signs_of(stairwells: Any, site: str) -> list[Sign]:
    """`site` is where this installation is reached: 'https://vicevaert.example'."""
    return [sign_of(stairwell, site) for stairwell in stairwells]


def sign_of(stairwell: Stairwell, site: str) -> Sign:
    address = f"{site}{reverse('concern_at_stairwell', args=[stairwell.pk])}"
    return Sign(stairwell.pk, str(stairwell), address, draw(address))


@lru_cache(maxsize=512)
def draw(address: str) -> SafeString:
    """Half of it may be torn or dirty and a quarter is still enough (level Q)."""
    code = segno.make_qr(address, error="q")
    return SafeString(
        code.svg_inline(scale=PIXELS, border=4, svgclass="sv-sign-code", lineclass=None, omitsize=True)
    )
