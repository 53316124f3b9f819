"""A login that ran out while somebody wrote: not a word is lost, with scripts and without."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cases.models import SupportPlanGoal
from tests.browser.checks import assert_no_axe
from tests.case_factories import CaseFactory
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "Beboeren vil have hjælp til budgettet"
SAVE = {"name": "Gem", "exact": True}


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership, about="Restance")


def by_the_database(page):
    Session.objects.all().delete()


def by_the_browser(page):
    page.context.clear_cookies()


LOGGED_OUT = pytest.mark.parametrize("log_out", [by_the_database, by_the_browser])


def log_in_again(page, user):
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log ind i en ny fane").click()
    tab = opened.value
    tab.get_by_label("E-mail").fill(user.email)
    tab.get_by_label("Adgangskode").fill(PASSWORD)
    tab.get_by_role("button", name="Log ind").click()
    tab.wait_for_url(lambda url: "log-ind" not in url)


@LOGGED_OUT
def test_the_words_stay_until_one_is_back(page_as, anna, case, log_out):
    page = page_as(anna, width=1280)
    page.goto(f"/sager/{case.pk}/ret/")
    about = page.get_by_label("Hvad handler sagen om?")
    about.fill(ABOUT)
    log_out(page)
    page.get_by_role("button", **SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("Du er logget ud, og intet er gemt endnu.")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_no_axe(page)
    expect(about).to_have_value(ABOUT)
    log_in_again(page, anna)
    page.get_by_role("button", **SAVE).click()
    page.wait_for_url(f"**/sager/{case.pk}/")
    case.refresh_from_db()
    assert case.about == ABOUT


def test_a_form_that_makes_something_makes_it_once(page_as, anna, case):
    page = page_as(anna, width=1280)
    page.goto(f"/sager/{case.pk}/")
    page.get_by_text("Sæt et mål").click()
    form = page.locator("form[action$='/maal/']")
    form.locator("textarea, input[type=text]").first.fill(ABOUT)
    by_the_database(page)
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Du er logget ud")
    log_in_again(page, anna)
    form.get_by_role("button").dblclick()
    page.wait_for_url(f"**/sager/{case.pk}/**")
    expect(page.get_by_text(ABOUT).first).to_be_visible()
    assert SupportPlanGoal.objects.count() == 1


def test_nothing_is_written_in_another_s_name(page_as, anna, bo, case):
    page = page_as(anna, width=1280)
    page.goto(f"/sager/{case.pk}/ret/")
    page.get_by_label("Hvad handler sagen om?").fill(ABOUT)
    by_the_browser(page)
    other = page.context.new_page()
    other.goto("/konto/log-ind/")
    other.get_by_label("E-mail").fill(bo.email)
    other.get_by_label("Adgangskode").fill(PASSWORD)
    other.get_by_role("button", name="Log ind").click()
    other.wait_for_url(lambda url: "log-ind" not in url)
    page.get_by_role("button", **SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("Der er logget ind som en anden")
    case.refresh_from_db()
    assert case.about == "Restance"


def test_without_coverage_they_stay_too(page_as, anna, case):
    page = page_as(anna, width=1280)
    page.goto(f"/sager/{case.pk}/ret/")
    about = page.get_by_label("Hvad handler sagen om?")
    about.fill(ABOUT)
    page.context.set_offline(True)
    page.get_by_role("button", **SAVE).click()
    expect(page.get_by_role("alert")).to_contain_text("Det lykkedes ikke at få svar")
    expect(about).to_have_value(ABOUT)
    page.context.set_offline(False)
    page.get_by_role("button", **SAVE).click()
    page.wait_for_url(f"**/sager/{case.pk}/")


@LOGGED_OUT
def test_without_scripts_the_words_come_back(page_as, anna, case, log_out):
    page = page_as(anna, width=1280, java_script_enabled=False)
    page.goto(f"/sager/{case.pk}/ret/")
    page.get_by_label("Hvad handler sagen om?").fill(ABOUT)
    log_out(page)
    page.get_by_role("button", **SAVE).click()
    expect(page.locator("main")).to_contain_text("Intet er gemt.")
    expect(page.locator("main")).to_contain_text(ABOUT)
    case.refresh_from_db()
    assert case.about == "Restance"
