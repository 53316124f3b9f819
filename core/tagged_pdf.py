"""A paper as a tagged PDF (PDF/UA-1): every word in the structure tree in reading order, headings, lists and
tables as such, the language said, fonts embedded. Typst writes it and refuses what breaks the standard."""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from typst import Fonts, compile

from core.papers import LANGUAGES, Paper

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FONT, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
STANDARD: Any = ["ua-1"]


def tagged_pdf(paper: Paper) -> bytes:
    language, _dash, region = LANGUAGES[paper.language].partition("-")
    data = {**asdict(paper), "language": language, "region": region or None}
    pdf: bytes = compile(  # Not a Compiler of our own: this one forgets what it has written.
        HERE / "letter.typ",
        format="pdf",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(_sayable(data))},
        pdf_standards=STANDARD,
    )
    return pdf


def _sayable(value: Any) -> Any:
    """What the font has no sign for becomes "□": a PDF for everybody holds no sign that cannot be drawn. A
    break within a line is a space."""
    if isinstance(value, dict):
        return {name: _sayable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_sayable(part) for part in value]
    if isinstance(value, str):
        plain = " ".join(value.split())
        return "".join(char if ord(char) in _signs() else "□" for char in plain)
    return value


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _signs() -> frozenset[int]:
    """What both the plain and the bold letters have."""
    with TTFont(FONT, lazy=True) as plain, TTFont(BOLD, lazy=True) as bold:
        return frozenset(plain.getBestCmap().keys() & bold.getBestCmap().keys())
