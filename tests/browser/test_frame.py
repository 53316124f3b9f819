"""The frame around every page: keyboard, themes, menus, toasts, double taps, weight, and no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.factories import PASSWORD, MembershipFactory

FIRST_LOAD_BYTES = 80 * 1024


def loaded_bytes(page, address):
    """What a first visit brings over the line, compressed as the server sends it."""
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(address, wait_until="networkidle")
    return sum(request.sizes()["responseBodySize"] for request in requests)


def test_a_first_visit_is_light(page_as, anna):
    assert loaded_bytes(page_as(), "/konto/log-ind/") <= FIRST_LOAD_BYTES
    assert loaded_bytes(page_as(anna), "/") <= FIRST_LOAD_BYTES


def test_what_is_kept_comes_as_brotli(page_as):
    page = page_as()
    answers = {}
    page.on("response", lambda response: answers.update({response.url: response.headers}))
    page.goto("/konto/log-ind/", wait_until="networkidle")
    sent = {url: headers for url, headers in answers.items() if url.endswith((".css", ".js"))}
    assert sent and all(headers.get("content-encoding") == "br" for headers in sent.values()), sent


def test_the_skip_link_is_first_and_leads_to_the_content(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Gå til indholdet")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_focus_is_never_under_a_bar(page_as, anna, width):
    page = page_as(anna, width=width)
    page.goto("/min-konto/")
    hidden = page.evaluate(
        """() => {
          const hidden = [];
          const reachable = "main :is(a, button, input:not([type=hidden]), select, summary)";
          for (const el of document.querySelectorAll(reachable)) {
            el.focus();
            el.scrollIntoView({block: "nearest"});
            const box = el.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            if (top && top.closest(".sv-tabbar, .sv-top")) hidden.push(el.outerHTML);
          }
          return hidden;
        }"""
    )
    assert hidden == []


def test_the_tab_bar_is_the_phones_and_the_top_bar_the_desks(page_as, anna):
    for width, shown, gone in ((390, ".sv-tabbar", ".sv-nav"), (1280, ".sv-nav", ".sv-tabbar")):
        page = page_as(anna, width=width)
        page.goto("/min-konto/")
        expect(page.locator(shown)).to_be_visible()
        expect(page.locator(gone)).to_be_hidden()


def test_what_has_no_room_in_the_top_bar_is_one_press_away(page_as, anna):
    page = page_as(anna, width=1280)
    page.goto("/min-konto/")
    page.locator(".sv-nav summary").click()
    menu = page.locator(".sv-nav .sv-more")
    expect(menu).to_be_in_viewport(ratio=1)
    assert_no_axe(page)
    menu.get_by_role("link", name="Fravær").click()
    expect(page).to_have_url(re.compile("/fravaer/"))
    expect(page.locator(".sv-nav .sv-more [aria-current]")).to_have_text("Fravær")


def test_tabs_are_big_enough_for_a_thumb(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    for tab in page.locator(".sv-tabbar > ul > li").all():
        box = tab.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_the_theme_is_chosen_and_remembered(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    theme = page.locator("html")
    expect(theme).to_have_attribute("data-bs-theme", "light")
    page.locator(".sv-menu summary").click()
    page.get_by_role("button", name="Mørk").click()
    expect(theme).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Mørk")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(theme).to_have_attribute("data-bs-theme", "dark")
    page.locator(".sv-menu summary").click()
    page.get_by_role("button", name="Auto").click()
    expect(theme).to_have_attribute("data-bs-theme", "light")


def test_the_dark_is_there_before_the_first_paint(page_as):
    page = page_as(theme="dark")
    page.add_init_script(
        """new PerformanceObserver((list) => { window.paintedAs = window.paintedAs
             || document.documentElement.dataset.bsTheme; }).observe({type: "paint", buffered: true});"""
    )
    page.goto("/konto/log-ind/")
    page.wait_for_function("() => window.paintedAs")
    assert page.evaluate("window.paintedAs") == "dark"


def test_the_menu_closes_with_escape_and_gives_the_focus_back(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    summary = page.locator(".sv-menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()
    assert_no_axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Log ud")).to_be_hidden()
    expect(summary).to_be_focused()


def test_another_role_is_one_click_away(page_as, anna, skovbo):
    MembershipFactory(user=anna, organisation=skovbo, role="coordinator")
    page = page_as(anna, width=1280)
    page.goto("/min-konto/")
    page.locator(".sv-menu summary").click()
    page.locator(".sv-menu").get_by_role("button", name="Koordinator Skovbo").click()
    expect(page.locator(".sv-who")).to_contain_text("Koordinator · Skovbo")


def test_logging_in_and_out(page_as, anna):
    User.objects.filter(pk=anna.pk).update(name="Anna Andersen")
    page = page_as()
    page.goto("/min-konto/")
    expect(page).to_have_title("Log ind · socialvicevaert")
    page.get_by_label("E-mail").fill(anna.email)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator(".sv-errors")).to_be_focused()
    assert_no_axe(page)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page).to_have_url(re.compile("/min-konto/$"))
    page.locator(".sv-menu summary").click()
    page.get_by_role("button", name="Log ud").click()
    expect(page).to_have_url(re.compile("/konto/log-ind/"))
    assert_quiet(page)


@pytest.mark.urls("core.tests.urls")
def test_an_undo_toast_counts_down_waits_for_a_finger_and_goes(page_as, anna):
    page = page_as(anna)
    page.clock.install()
    page.goto("/med-fortryd/")
    toast = page.get_by_role("status").locator(".sv-message")
    expect(toast).to_contain_text("Besøget er gemt.")
    expect(toast).to_contain_text("(10)")
    assert_no_axe(page)
    toast.get_by_role("button", name="Fortryd").focus()
    page.clock.run_for(15_000)
    expect(toast).to_be_visible()
    page.locator("h1").click()
    page.clock.run_for(11_000)
    expect(toast).to_have_count(0)


@pytest.mark.urls("core.tests.urls")
def test_undo_is_one_tap(page_as, anna):
    page = page_as(anna)
    page.goto("/med-fortryd/")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt.").first).to_be_visible()


@pytest.mark.urls("core.tests.urls")
def test_undo_works_without_javascript(page_as, anna):
    page = page_as(anna, java_script_enabled=False)
    page.goto("/med-fortryd/")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt.")).to_be_visible()


def test_a_double_tap_sends_once(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        """() => {
          const button = document.querySelector("main form .btn-primary");
          button.click();
          button.click();
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_everything_is_reachable_without_javascript(page_as, anna):
    page = page_as(anna, java_script_enabled=False)
    page.goto("/min-konto/")
    page.locator(".sv-menu summary").click()
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()
    expect(page.get_by_role("group", name="Udseende")).to_be_hidden()


def test_the_printed_page_has_no_bars(page_as, anna):
    page = page_as(anna)
    page.goto("/min-konto/")
    page.emulate_media(media="print")
    expect(page.locator(".sv-top")).to_be_hidden()
    expect(page.locator(".sv-tabbar")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("address", ["/findes-ikke/", "/forbudt/", "/afvis/", "/fejl/", "/for-stor/"])
@pytest.mark.urls("core.tests.urls")
def test_error_pages_are_accessible(page_as, anna, address):
    page = page_as(anna)
    page.goto(address)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("light", "dark"):
            use_theme(page, theme)
            assert_no_axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways_scroll(page) <= 0
