"""Tables as cards on a phone, and what else must not run into each other."""

import pytest

from cases.choices import VisitResult
from tests.browser.checks import sideways_scroll
from tests.factories import ArrearsNoticeFactory

TOO_LOW = """() => [...document.querySelectorAll("td[data-label]")].filter(cell => {
  const label = parseFloat(getComputedStyle(cell, "::before").height) || 0;
  return cell.getBoundingClientRect().height + 1 < label;
}).map(cell => cell.dataset.label)"""
LINES = """button => {
  const range = document.createRange();
  range.selectNodeContents(button);
  return new Set([...range.getClientRects()].filter(r => r.width > 25).map(r => Math.round(r.bottom))).size;
}"""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_long_label_makes_its_row_higher(page_as, dorte, tenancy, width, theme):
    ArrearsNoticeFactory(tenancy=tenancy)
    page = page_as(dorte, width=width, theme=theme)
    page.goto("/restancesager/")
    page.get_by_text("Lærkevej 8, 3. th").wait_for()
    heights = page.evaluate(
        """() => [...document.querySelectorAll("td[data-label]")]
                 .map(cell => parseFloat(getComputedStyle(cell, "::before").height))"""
    )
    assert max(heights) > 40, "no label breaks over two lines: nothing is shown"
    assert page.evaluate(TOO_LOW) == []
    assert sideways_scroll(page) <= 0


def test_not_home_stands_on_one_line_at_a_desk(page_as, anna, tenancy):
    page = page_as(anna, width=1280)
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/")
    button = page.locator(f'button[value="{VisitResult.NOT_HOME.value}"]')
    assert button.evaluate(LINES) == 1
