"""The page of a notice on the narrowest phone: a rent ledger's longest words beside the largest sums."""

from decimal import Decimal

import pytest

from evictions.choices import LineType, Stage
from evictions.tests.test_notice_page import add_revision
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll
from tests.factories import ArrearsListFactory, ArrearsNoticeFactory, ResidentFactory, VisitFactory

pytestmark = pytest.mark.django_db(transaction=True)

AMOUNT = Decimal("218412.75")


@pytest.fixture
def notice(tenancy, anna):
    """In arrears of every kind for as long as it can go on."""
    ResidentFactory(tenancy=tenancy, name="Alexandra-Josephine Christoffersen-Rasmussen", phone="20112233")
    VisitFactory(tenancy=tenancy, caretaker=anna)
    lines = [{"type": kind, "amount": str(-AMOUNT), "due_date": "2026-11-01"} for kind in LineType.values]
    notice = ArrearsNoticeFactory(
        tenancy=tenancy, amount=AMOUNT, stage=Stage.BAILIFF_COURT, months=Decimal("12.5"), lines=lines
    )
    for number, stage in enumerate(list(Stage.values) * 3, 1):
        arrears_list = ArrearsListFactory(organisation=notice.organisation)
        add_revision(notice, number, arrears_list, stage=stage)
    return notice


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(page_as, anna, notice, width):
    page = page_as(anna, width=width)
    page.goto(f"/restancer/{notice.pk}/")
    assert sideways_scroll(page) <= 0
    assert_no_axe(page)
    assert_quiet(page)
