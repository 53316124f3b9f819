"""A number that looks like a CPR number is asked about before it is put anywhere, also without coverage."""

import pytest
from playwright.sync_api import expect

from cases.models import Draft, Visit
from core.cpr import find_cpr_like, mask_cpr
from tests.browser.checks import assert_no_axe, assert_quiet, use_theme
from tests.browser.test_outbox import ITEMS, WORKING, gone_from_phone

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER, MASKED = "Født 010190-1234, bor alene", "Født xxxxxx-xxxx, bor alene"
TEXTS = [
    *("010190-1234", "0101901234", "010190 1234", "010190 - 1234", "010190–1234", "01.01.90-1234"),
    *("610190-1234", "290200-1234", "311299-0000", "320190-1234", "011390-1234", "300290-1234"),
    *("000190-1234", "290201-1234", "12345678", "20 30 40 50", "12.11.26 1400", "1204-0033-02"),
    *("01019012345", "90101901234", "4.310,00", "+45 20 30 40 50", "10190-1234", "٠١٠١٩٠-١٢٣٤"),
    *("010190-1234 og 020290-4321", "9010190-1234 010190-1234", "æøå 010190-1234 🙂 0101901234", ""),
]


@pytest.fixture
def phone(page_as, anna, tenancy):
    page = page_as(anna, service_workers="allow")
    page.goto("/i-dag/")
    assert page.evaluate(WORKING)
    return page


def write(page, tenancy, note):
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?result=reached")
    page.get_by_label("Notat").fill(note)
    page.locator("label", has_text="Intet").click()
    page.get_by_role("button", name="Gem kontakt").click()


def test_the_phone_finds_what_the_server_finds(page_as, anna):
    page = page_as(anna)
    page.goto("/i-dag/")
    for text in TEXTS:
        assert page.evaluate("text => svCpr.mask(text)", text) == mask_cpr(text)
        found = page.evaluate("text => svCpr.find(text).length", text)
        assert found == len(find_cpr_like(text)), text


def test_it_is_asked_and_hidden_before_anything_is_sent(phone, tenancy):
    sent = []
    phone.context.on("request", lambda r: sent.append(r.post_data or "") if "/kontakt/" in r.url else None)
    write(phone, tenancy, NUMBER)
    box = phone.locator(".sv-cpr")
    expect(box).to_be_focused()
    for theme in ("light", "dark"):
        use_theme(phone, theme)
        assert_no_axe(phone)
    assert phone.evaluate(ITEMS) == [] and not Visit.objects.exists()
    box.get_by_role("button", name="Skjul nummeret").click()
    phone.wait_for_url("**/i-dag/")
    assert Visit.objects.get().note == MASKED
    assert not any("010190" in body for body in sent)
    assert not Draft.objects.exists()
    assert_quiet(phone)


def test_it_can_be_kept_and_a_later_number_is_asked_about_anew(phone, tenancy):
    write(phone, tenancy, NUMBER)
    phone.get_by_label("Notat").fill(NUMBER + " og 020290-4321")
    expect(phone.locator(".sv-cpr")).to_be_hidden()
    phone.get_by_role("button", name="Gem kontakt").click()
    phone.locator(".sv-cpr").get_by_role("button", name="Behold").click()
    phone.wait_for_url("**/i-dag/")
    assert Visit.objects.get().note == NUMBER + " og 020290-4321"


def test_without_coverage_it_is_asked_before_it_lies_on_the_phone(phone, tenancy):
    phone.context.set_offline(True)
    write(phone, tenancy, NUMBER)
    assert phone.evaluate(ITEMS) == []
    assert_no_axe(phone)
    phone.locator(".sv-cpr").get_by_role("button", name="Skjul nummeret").click()
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    assert "010190" not in str(phone.evaluate(ITEMS))
    phone.context.set_offline(False)
    gone_from_phone(phone)
    assert Visit.objects.get().note == MASKED


def test_the_chips_of_the_form_without_coverage_arrive(phone, tenancy):
    phone.context.set_offline(True)
    phone.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?result=phone")
    phone.locator("label", has_text="Gældsråd").click()
    phone.locator("label", has_text="45 min.").click()
    phone.locator("label", has_text="1 uge").click()
    phone.get_by_label("Notat").fill("Ringede fra kælderen")
    phone.get_by_role("button", name="Gem kontakt").click()
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.context.set_offline(False)
    gone_from_phone(phone)
    visit = Visit.objects.get()
    assert (visit.result, visit.facts, visit.duration_minutes) == ("phone", ["debt_advice"], 45)


def test_what_is_to_be_put_right_gets_its_chips_back(phone, tenancy):
    phone.context.set_offline(True)
    phone.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?result=reached")
    for text in ("Aftale", "Gældsråd", "30 min."):
        phone.locator("label", has_text=text).first.click()
    phone.get_by_label("Notat").fill("Uden næste skridt")
    phone.get_by_role("button", name="Gem kontakt").click()
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Vælg, hvornår du følger op")).to_be_visible()
    phone.get_by_role("link", name="Ret").click()
    expect(phone.get_by_label("Notat")).to_have_value("Uden næste skridt")
    checked = phone.evaluate(
        "() => [...document.querySelectorAll('form.sv-contact :checked')].map((field) => field.value)"
    )
    assert {"reached", "agreement", "debt_advice", "30"} <= set(checked)
    expect(phone.get_by_label("Prøve Beboersen")).not_to_be_checked()
