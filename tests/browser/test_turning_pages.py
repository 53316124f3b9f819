"""Turning the pages of a list, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_no_axe, assert_quiet
from tests.factories import ArrearsNoticeFactory, DwellingFactory, StairwellFactory, TenancyFactory


@pytest.fixture
def thirty_notices(laerke):
    stairwell = StairwellFactory(estate=laerke)
    for n in range(30):
        dwelling = DwellingFactory(stairwell=stairwell, number=f"{n:04d}")
        ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=dwelling), amount=1000 + n)


def rows(page):
    return page.locator("#liste tbody tr")


def test_the_list_is_turned_in_place(page_as, dorte, thirty_notices):
    page = page_as(dorte, width=1280)
    page.goto("/restancesager/?fane=alle&sortering=-beloeb")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="Næste 25").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("efter="))
    expect(rows(page)).to_have_count(5)
    expect(page).to_have_url(re.compile("sortering=-beloeb"))
    expect(page.locator("#liste")).to_be_focused()
    assert page.evaluate("window.stillHere") is True
    assert_no_axe(page)
    page.get_by_role("link", name="Forrige").click()
    expect(rows(page)).to_have_count(25)
    page.go_back()
    expect(rows(page)).to_have_count(5)
    assert_quiet(page)


def test_the_list_is_turned_without_javascript(page_as, dorte, thirty_notices):
    page = page_as(dorte, java_script_enabled=False)
    page.goto("/restancesager/?fane=alle&sortering=-beloeb")
    page.get_by_role("link", name="Næste 25").click()
    expect(rows(page)).to_have_count(5)
    page.get_by_role("link", name="Forrige").click()
    expect(rows(page)).to_have_count(25)
