"""At a door with a warning, and alone behind it: how many taps it takes."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.models import LoneWorkCheck, SafetyAcknowledgement, Visit
from cases.services.lone_work import tell_of_overdue
from tests.browser.checks import assert_no_axe, assert_quiet
from tests.browser.test_tap_budgets import Thumb
from tests.case_factories import SafetyFlagFactory
from tests.factories import FollowUpFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit_due(tenancy, anna):
    return FollowUpFactory(tenancy=tenancy, caretaker=anna)


def test_a_warning_costs_one_tap_and_only_once(page_as, anna, visit_due, tenancy):
    SafetyFlagFactory(dwelling=tenancy.dwelling, kind="threats")
    page = page_as(anna)
    page.goto("/i-dag/")
    assert page.get_by_text("Advarsel: trusler").is_visible()
    thumb = Thumb(page)
    thumb.tap("link", "Log kontakt")
    assert_no_axe(page)
    thumb.tap("button", "Jeg har læst det")
    thumb.tap("button", "Ikke hjemme")
    assert thumb.taps == 3
    page.wait_for_selector("text=Fortryd")
    assert (Visit.objects.count(), SafetyAcknowledgement.objects.count()) == (1, 1)
    page.goto(f"/lejeforhold/{tenancy.pk}/kontakt/?form={uuid.uuid4()}")
    assert page.get_by_role("button", name="Ikke hjemme").is_visible()
    assert_quiet(page)


def test_in_and_out_alone(page_as, anna, freja, visit_due, tenancy):
    page = page_as(anna)
    page.goto("/i-dag/")
    thumb = Thumb(page)
    thumb.tap("link", "På besøg til …")
    thumb.tap("button", "1 time")
    assert thumb.taps == 2
    assert page.get_by_text("Du er på besøg Lærkevej 8, 3. th").is_visible()
    assert_no_axe(page)
    thumb.tap("button", "Meld dig ud")
    page.wait_for_selector("text=Du er meldt ud")
    assert not LoneWorkCheck.objects.open().exists()
    assert_quiet(page)


def test_logging_what_happened_is_coming_out(page_as, anna, freja, visit_due, tenancy):
    page = page_as(anna)
    page.goto(f"/lejeforhold/{tenancy.pk}/paa-besoeg/")
    page.get_by_role("button", name="½ time").click()
    page.goto("/i-dag/")
    page.get_by_role("button", name="Ikke hjemme").click()
    page.wait_for_selector("text=Fortryd")
    assert LoneWorkCheck.objects.get().checked_out_at is not None


def test_whoever_is_told_finds_number_and_address(page_as, anna, freja, visit_due, tenancy):
    page = page_as(anna)
    page.goto(f"/lejeforhold/{tenancy.pk}/paa-besoeg/")
    page.get_by_label("Dit telefonnummer").fill("20 11 22 33")
    page.get_by_role("button", name="½ time").click()
    page.wait_for_selector("text=Du er på besøg til")
    LoneWorkCheck.objects.update(until=timezone.now() - dt.timedelta(minutes=31))
    tell_of_overdue()
    told = page_as(freja, width=1280)
    told.goto("/overblik/")
    assert_no_axe(told)
    told.get_by_role("link", name="Se, hvad du skal gøre").click()
    assert told.get_by_role("link", name="20 11 22 33").is_visible()
    assert_no_axe(told)
    told.get_by_role("button", name="Har fået kontakt").click()
    told.wait_for_selector("text=fik kontakt")
    assert LoneWorkCheck.objects.get().checked_out_by == freja
    assert_quiet(told)


def test_the_paper_has_no_navigation_and_black_words_also_from_the_dark(page_as, anna, visit_due):
    page = page_as(anna, width=1280, theme="dark")
    page.goto("/i-dag/papir/")
    assert page.get_by_role("button", name="Udskriv").is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("button", name="Udskriv").is_visible()
    assert not page.locator(".sv-top").is_visible() and not page.locator(".sv-tabbar").is_visible()
    colour = "node => getComputedStyle(node).color"
    assert page.locator(".sv-paper-doors h3").first.evaluate(colour) == "rgb(0, 0, 0)"
    assert page.locator(".sv-paper-doors .sv-due").first.evaluate(colour) == "rgb(0, 0, 0)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
