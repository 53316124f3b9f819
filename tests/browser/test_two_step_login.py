"""Two-step login from switching it on to the recovery code, in the real browser."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.checks import assert_no_axe, assert_quiet
from tests.factories import PASSWORD


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirm_password(page) -> None:
    expect(page).to_have_title("Bekræft, at det er dig · socialvicevaert")
    assert_no_axe(page)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()


@pytest.fixture
def log_in(page_as):
    def _log_in(user):
        page = page_as()
        page.goto("/konto/log-ind/")
        page.get_by_label("E-mail").fill(user.email)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        return page

    return _log_in


def test_switched_on_with_an_app(page_as, anna):
    page = page_as(anna)
    page.goto("/konto/totrin/")
    page.get_by_role("link", name="Slå til").click()
    confirm_password(page)
    expect(page.get_by_role("heading", name="Slå totrinslogin til")).to_be_visible()
    assert_no_axe(page)
    page.get_by_role("button", name="Slå til").click()
    expect(page.locator(".sv-errors")).to_be_focused()
    page.get_by_label("Kode").fill(code_of(page.locator(".sv-secret").inner_text()))
    page.get_by_role("button", name="Slå til").click()
    expect(page).to_have_title("Dine nødkoder · socialvicevaert")
    expect(page.locator(".sv-codes li")).to_have_count(10)
    assert_no_axe(page)
    page.goto("/konto/totrin/")
    expect(page.get_by_text("Slået til")).to_be_visible()
    assert_no_axe(page)
    for route in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"):
        page.goto(reverse(route))
        assert_no_axe(page)
    assert_quiet(page)


def test_the_login_asks_for_a_code_and_takes_a_recovery_code(log_in, anna):
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(anna).get_unused_codes()
    page = log_in(anna)
    expect(page).to_have_title("Skriv koden fra din app · socialvicevaert")
    assert_no_axe(page)
    page.get_by_label("Kode").fill("000000")
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator(".sv-errors")).to_be_focused()
    page.get_by_label("Kode").fill(codes[0])
    page.get_by_role("button", name="Log ind").click()
    expect(page).not_to_have_url(re.compile("/konto/"))
    assert Authenticator.objects.filter(user=anna).count() == 2
