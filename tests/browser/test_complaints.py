"""A complaint taken in on a phone: by two households, with a line more of the noise log; and the navigation
that leads there."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_no_axe, assert_quiet
from tests.dispute_factories import ComplaintFactory
from tests.factories import ResidentFactory, TenancyFactory


@pytest.fixture
def neighbours(tenancy):
    homes = [
        TenancyFactory(dwelling__stairwell__estate=tenancy.estate, dwelling__stairwell__street="Møllevej")
        for _each in range(2)
    ]
    for home, name in zip(homes, ("Klara Klagersen", "Karlo Medunderskriver"), strict=True):
        ResidentFactory(tenancy=home, name=name)
    return homes


def test_two_neighbours_complain(page_as, anna, tenancy, neighbours):
    page = page_as(anna)
    page.goto("/klager/")
    page.get_by_role("link", name="Tag en klage ind").click()
    page.get_by_role("searchbox").fill("Prøve Beboersen")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Klagen er over dem her").click()
    page.get_by_label("Hvad skete der?").fill("Der bankes i rørene om natten.")
    for name in ("Klara Klagersen", "Karlo Medunderskriver"):
        page.get_by_role("searchbox").fill(name)
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name="Møllevej").last.click()
        expect(page.locator("input[name^=navn_]").last).to_have_value(name)
    expect(page.get_by_label("Hvad skete der?")).to_have_value("Der bankes i rørene om natten.")
    assert_no_axe(page)
    page.get_by_label("Hvad drejer det sig om?").select_option("noise")
    page.get_by_label("Hvilken dag?").fill("2026-11-01")
    page.get_by_label("Klageskema").check()
    page.get_by_role("button", name="Tag klagen ind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lærkevej 8, 3. th")
    assert not page.url.endswith("#hvem")
    expect(page.get_by_text("Udlejer skal handle senest").first).to_be_visible()
    page.get_by_text("Skriv en hændelse ind").click()
    page.get_by_label("Hvad skete der?").fill("Igen i nat, fra kl. 2 til 4.")
    page.get_by_role("button", name="Skriv den ind").click()
    expect(page.locator("#haendelser").get_by_text("Igen i nat, fra kl. 2 til 4.")).to_be_visible()
    assert_no_axe(page)
    assert_quiet(page)


def test_a_letter_is_fetched_and_then_written_down_as_sent(page_as, dorte, tenancy, neighbours):
    complaint = ComplaintFactory(respondent=tenancy, by=neighbours[:1])
    page = page_as(dorte, width=1280)
    page.goto(f"/klager/{complaint.pk}/brev/admonition/")
    with page.expect_download():
        page.get_by_role("button", name="Hent som PDF").click()
    page.get_by_role("button", name="Registrér som sendt").click()
    expect(page.get_by_text("Udlejer handlede").first).to_be_visible()


@pytest.mark.parametrize("who", ["anna", "dorte", "erik", "freja"])
def test_the_navigation_stands_on_one_line_at_a_desk(page_as, request, who):
    page = page_as(request.getfixturevalue(who), width=1280)
    page.goto("/min-konto/")
    tops = page.locator(".sv-nav > ul > li").evaluate_all("items => items.map(i => i.offsetTop)")
    assert len(set(tops)) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= 1280")
