"""The review in the browser: many cases decided in one go without a script, and the meeting on one page."""

import re

import pytest

from evictions.tests.review_cases import asks, at, eviction, filed, terminated, with_next
from tests.browser.checks import assert_no_axe, reports, sideways_scroll, use_theme
from tests.eviction_factories import StandstillReasonFactory, StatementFactory, days_ahead

pytestmark = pytest.mark.django_db(transaction=True)
A_NORMAL_WEEK = 25


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def a_week(estate):
    """25 cases as a week may bring them: statements with all there is to say, court days, deadlines, news."""
    reviewed = {"reviewed_at": at(-7)}
    for number in range(1, A_NORMAL_WEEK + 1):
        if number <= 6:
            case = eviction(estate, number, **terminated(), **asks("statement"), children="yes", **reviewed)
            facts = {"applied_on": days_ahead(-3), "pause_until": days_ahead(14)}
            plan = {"plan_amount": "1250.00", "plan_count": 12, "plan_from": days_ahead(20)}
            StatementFactory(eviction_case=case, **facts, **plan)
        elif number <= 9:
            eviction(estate, number, **terminated(), **asks("plan_broken", "list_differs"), **reviewed)
        elif number <= 14:
            eviction(estate, number, **filed("hearing", hearing_at=at(number - 11)), **reviewed)
        elif number <= 18:
            with_next(eviction(estate, number, **reviewed), days_ahead(number - 16))
        elif number <= 20:
            eviction(estate, number, standstill_until=days_ahead(3), **reviewed)
        else:
            eviction(estate, number, claim_amount="23412.50")


def test_a_normal_week_is_printed_on_one_page(page_as, dorte, laerke):
    a_week(laerke)
    page = page_as(dorte, width=1280)
    page.goto("/udsaettelser/moede/")
    assert page.locator("tbody tr:not(.sv-group)").count() == A_NORMAL_WEEK
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    page.emulate_media(media="print")
    assert page.get_by_role("columnheader", name="Beslutning").is_visible()
    assert not page.get_by_role("button", name="Beslut for de valgte").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_many_cases_are_decided_without_a_script(page_as, dorte, laerke, width):
    for number in (1, 2):
        eviction(laerke, number)
    eviction(laerke, 3, **filed())
    page = page_as(dorte, width=width, java_script_enabled=False)
    page.goto("/udsaettelser/?fane=new")
    for number in (1, 3):
        page.get_by_label(f"Vælg Møllevej {number},").check()
    page.get_by_role("button", name="Beslut for de valgte").click()
    page.get_by_label("Træk tilbage").check()
    page.get_by_label("Begrundelse").fill("Restancen er betalt")
    page.get_by_role("button", name="Se, hvad der sker").click()
    assert page.get_by_text("Påkravet trækkes tilbage.").is_visible()
    assert page.get_by_text("Begæringen trækkes tilbage fra fogedretten.").is_visible()
    page.get_by_role("button", name="Beslut for de valgte").click()
    assert page.get_by_text("Besluttet »Træk tilbage« for 2 sager").is_visible()
    page.get_by_role("link", name="Tilbage til listen").click()
    assert page.url.endswith("/udsaettelser/?fane=new")


def is_for_everybody(page):
    """In both themes, at this width. A refusal is an answer that the browser reports."""
    for theme in ("light", "dark"):
        use_theme(page, theme)
        assert_no_axe(page)
    assert not [report for report in reports(page) if "422" not in report]
    assert sideways_scroll(page) <= 0


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_steps_are_pages_for_everybody(page_as, dorte, laerke, fjordbo, width):
    StandstillReasonFactory(organisation=fjordbo)
    eviction(laerke, 1, **asks("statement"))
    eviction(laerke, 2, standstill_until=days_ahead(3))
    page = page_as(dorte, width=width)
    page.goto("/udsaettelser/")
    is_for_everybody(page)
    page.get_by_role("button", name="Beslut for alle på listen").click()
    assert not page.get_by_label("Pause til og med").is_visible()
    page.get_by_label("Sæt på pause").check()
    assert page.get_by_label("Pause til og med").is_visible()
    is_for_everybody(page)
    page.get_by_label("Begrundelse").fill("Venter på kommunen")
    page.get_by_role("button", name="Se, hvad der sker").click()
    page.locator(".sv-errors").wait_for()
    is_for_everybody(page)
    page.get_by_label("Pause til og med").fill(str(days_ahead(20)))
    page.get_by_label("Årsag til pausen").select_option(index=1)
    page.get_by_role("button", name="Se, hvad der sker").click()
    page.get_by_text("Kan ikke besluttes: 1 sag").wait_for()
    is_for_everybody(page)
    page.get_by_role("button", name="Beslut for de valgte").click()
    page.get_by_text("Besluttet »Sæt på pause« for 1 sag").wait_for()
    is_for_everybody(page)


def test_what_has_the_focus_is_never_under_the_bar_of_buttons(page_as, dorte, laerke):
    for number in range(1, 21):
        eviction(laerke, number)
    page = page_as(dorte, width=1280)
    page.goto("/udsaettelser/")
    for box in page.locator("input[name=sag]").all()[::3]:
        box.focus()
        bar = page.locator(".sv-bulk-bar").bounding_box()
        spot = box.bounding_box()
        assert spot["y"] + spot["height"] <= bar["y"]
