"""A letter as PDF (A4). The font is embedded, so that every name is written as it is."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from fpdf import FPDF

from cases.letters import Letter

FONTS = Path(__file__).parent / "fonts"
FONT = "DejaVu"
MARGIN, LINE, SIZE, SMALL = 22, 5.6, 10.5, 8.5


class _Page(FPDF):
    foot = ""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=SMALL)
        self.cell(0, 5, f"{self.foot} · {self.page_no()}/{{nb}}", align="C")


def letter_pdf(letter: Letter) -> bytes:
    page = _Page(format="A4")
    page.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
    page.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
    page.set_margins(MARGIN, MARGIN)
    page.set_auto_page_break(True, MARGIN)
    page.set_title(_("Henvisning, sag %(number)s") % {"number": letter.case_number})
    page.set_lang("da")
    page.foot = _say(page, _("%(organisation)s, sag %(number)s") % _of(letter))
    page.add_page()
    _head(page, letter)
    for part in letter.parts:
        _heading(page, part.title)
        for label, value in part.facts:
            _text(page, f"{label}: {value}")
        if part.text:
            _text(page, part.text)
    _foot(page, letter)
    return bytes(page.output())


def _head(page: FPDF, letter: Letter) -> None:
    _text(page, letter.organisation, bold=True)
    page.ln(LINE)
    attention = _("Att. %(name)s") % {"name": letter.attention} if letter.attention else ""
    for line in filter(None, [letter.recipient, attention, letter.recipient_address]):
        _text(page, line)
    page.ln(LINE)
    _text(page, letter.on)
    page.ln(LINE)
    _text(page, letter.subject, bold=True, size=14)
    _text(page, _("Vores sag %(number)s") % {"number": letter.case_number})
    if letter.summary:
        page.ln(LINE / 2)
        _text(page, letter.summary)


def _foot(page: FPDF, letter: Letter) -> None:
    _heading(page, _("Grundlag"))
    _text(page, letter.ground)
    if letter.answer:
        page.ln(LINE / 2)
        _text(page, letter.answer)
    page.ln(LINE)
    _text(page, _("Venlig hilsen"))
    _text(page, letter.written_by, bold=True)
    _text(page, _("Social vicevært, %(organisation)s") % _of(letter))


def _of(letter: Letter) -> dict[str, str]:
    return {"organisation": letter.organisation, "number": letter.case_number}


def _heading(page: FPDF, text: str) -> None:
    page.ln(LINE / 2)
    _text(page, text, bold=True)


def _text(page: FPDF, text: str, *, bold: bool = False, size: float = SIZE) -> None:
    page.set_font(FONT, "B" if bold else "", size)
    page.multi_cell(0, LINE * size / SIZE, _say(page, text), align="L", new_x="LMARGIN", new_y="NEXT")


def _say(page: Any, text: str) -> str:
    """What the font has no sign for becomes "□": fpdf would write the sign to the log."""
    known = page.fonts[FONT.lower()].cmap
    return "".join(char if char == "\n" or ord(char) in known else "□" for char in text.replace("\r", ""))
