"""At the desk: what is typed is on the server within two seconds, and offered again."""

import time

import pytest
from playwright.sync_api import expect

from cases.models import Draft, Visit
from tests.browser.checks import assert_no_axe, assert_quiet

pytestmark = pytest.mark.django_db(transaction=True)


def test_typed_words_are_kept_within_two_seconds_and_offered_again(page_as, anna, tenancy):
    page = page_as(anna, width=1280)
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?result=reached")
    page.get_by_label("Notat").fill("Vi talte om huslejen, og så ringede")
    typed = time.monotonic()
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible(timeout=2000)
    assert time.monotonic() - typed < 2
    assert Draft.objects.get().body["note"].endswith("ringede")
    page.close()
    again = page_as(anna, width=1280)
    again.goto(f"/lejeforhold/{tenancy.pk}/kontakt/")
    expect(again.get_by_text("Her er din kladde")).to_be_visible()
    expect(again.get_by_label("Notat")).to_have_value("Vi talte om huslejen, og så ringede")
    assert_no_axe(again)
    again.locator("label", has_text="Intet").click()
    again.get_by_role("button", name="Gem kontakt").click()
    expect(again.get_by_text("Gemt: Fik kontakt")).to_be_visible()
    assert not Draft.objects.exists() and Visit.objects.count() == 1
    assert_quiet(again)


def test_throwing_it_away_begins_anew(page_as, anna, tenancy):
    page = page_as(anna, width=390, theme="dark")
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?result=reached")
    page.get_by_label("Notat").fill("Forkert beboer")
    expect(page.get_by_text("Kladden er gemt.")).to_be_visible()
    page.reload()
    assert_no_axe(page)
    page.get_by_role("button", name="Kassér kladden").click()
    expect(page.get_by_text("Her er din kladde")).to_be_hidden()
    assert not Draft.objects.exists()
