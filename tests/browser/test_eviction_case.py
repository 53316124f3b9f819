"""An eviction case in the browser: from the tray to a case, its steps with their preview, and the caretaker's
phone beside it."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.phrases import say_day
from evictions.models import EvictionCase
from evictions.rules import demand_deadline
from tests.browser.checks import assert_no_axe, assert_quiet
from tests.eviction_factories import EvictionCaseFactory
from tests.factories import ArrearsNoticeFactory

TODAY = timezone.localdate()
SENT = TODAY - dt.timedelta(days=10)
DUE = TODAY - dt.timedelta(days=40)


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(
        tenancy=tenancy,
        due_date=DUE,
        lines=[{"type": "rent", "amount": "8412.00", "due_date": DUE.isoformat()}],
    )


def test_the_administration_opens_a_case_and_registers_the_demand(page_as, dorte, notice):
    page = page_as(dorte, width=1280)
    page.goto(f"/restancesager/{notice.pk}/")
    page.get_by_role("link", name="Opret udsættelsessag").click()
    page.get_by_role("button", name="Opret udsættelsessagen").click()
    expect(page.get_by_role("heading", name="Mangler før påkravet")).to_be_visible()
    page.get_by_role("link", name="Registrér påkravet").first.click()
    page.get_by_label("Påkravet er sendt den").fill(SENT.isoformat())
    page.get_by_label("Sendt med").select_option("email")
    expect(page.locator("#virkning")).to_contain_text("sendt med e-mail, og det gælder ikke")
    page.get_by_label("Sendt med").select_option("letter")
    expect(page.locator("#virkning")).not_to_contain_text("e-mail")
    page.get_by_role("button", name="Registrér", exact=True).click()
    expect(page.locator(".sv-line")).to_be_visible()
    expect(page.locator(".sv-stations")).to_contain_text(f"Sendt {say_day(SENT)}")
    assert_no_axe(page)
    assert_quiet(page)
    assert EvictionCase.objects.get().demand_issued_on == SENT


@pytest.mark.parametrize("javascript", [True, False])
def test_the_deadline_is_shown_before_it_is_saved(page_as, dorte, tenancy, javascript):
    case = EvictionCaseFactory(tenancy=tenancy, due_date=DUE, demand_issued_on=SENT, demand_channel="letter")
    page = page_as(dorte, java_script_enabled=javascript)
    page.goto(f"/udsaettelser/{case.pk}/kommet-frem/")
    page.get_by_label("Påkravet er kommet frem den").fill(SENT.isoformat())
    page.get_by_label("Hvad beviser det?").select_option("postal")
    if not javascript:
        page.get_by_role("button", name="Se, hvad det fører til").click()
    deadline = demand_deadline(SENT).date
    expect(page.locator("#virkning")).to_contain_text(f"Fristen bliver {say_day(deadline)}")
    case.refresh_from_db()
    assert case.demand_deadline is None
    page.get_by_role("button", name="Registrér", exact=True).click()
    expect(page.locator(".sv-stations")).to_contain_text(say_day(deadline))


def test_the_caretaker_has_the_list_and_not_the_picture_on_the_phone(page_as, anna, notice, tenancy):
    case = EvictionCaseFactory(tenancy=tenancy, due_date=DUE, demand_issued_on=SENT, demand_channel="letter")
    page = page_as(anna)
    page.goto(f"/restancer/{notice.pk}/")
    page.get_by_role("link", name=f"Udsættelsessag {case.number}").click()
    expect(page.locator(".sv-line")).to_be_hidden()
    expect(page.locator(".sv-stations li")).to_have_count(6)
    expect(page.get_by_role("link", name="Log kontakt")).to_be_visible()
    assert_no_axe(page)
    assert_quiet(page)
