"""A caretaker walks an outreach round with the phone in her hand."""

import pytest
from playwright.sync_api import expect

from cases.models import OutreachRound, Visit
from cases.services.rounds import start_round
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.browser.test_outbox import gone_from_phone, offline, online
from tests.browser.test_tap_budgets import Thumb
from tests.case_factories import SafetyFlagFactory
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def homes(laerke):
    """Lærkevej 8 with three floors, a dog on the second; Lærkevej 10 with one."""
    found = []
    for number, floors in (("8", "123"), ("10", "1")):
        stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number=number)
        for floor in floors:
            tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=floor))
            ResidentFactory(tenancy=tenancy, name=f"Prøve Beboersen {number}-{floor}")
            found.append(tenancy)
    return found


def at_door(page, address):
    expect(page.get_by_role("heading", level=2, name=address)).to_be_visible()


def results(walk):
    return [
        door.visit.result if door.visit else door.state
        for door in walk.doors.select_related("visit").order_by("position")
    ]


def test_from_the_estate_to_the_summary(page_as, anna, laerke, homes):
    page = page_as(anna)
    page.goto(f"/afdelinger/{laerke.pk}/")
    page.get_by_role("link", name="Opsøgende runder").click()
    page.get_by_role("button", name="Begynd runden").click()
    at_door(page, "Lærkevej 8, 1. th")
    thumb = Thumb(page)
    thumb.tap("button", "Ikke hjemme")
    at_door(page, "Lærkevej 8, 2. th")
    assert thumb.taps == 1
    page.get_by_role("button", name="Lagde kort").click()
    at_door(page, "Lærkevej 8, 3. th")
    page.get_by_role("button", name="Spring over").click()
    at_door(page, "Lærkevej 10, 1. th")
    page.get_by_role("link", name="Fik kontakt").click()
    page.get_by_label("Notat").fill("Vil gerne høre om boligstøtte.")
    page.locator("label", has_text="Intet").click()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.get_by_text("Sådan gik det ved dørene")).to_be_visible()
    walk = OutreachRound.objects.get()
    assert results(walk) == ["not_home", "card_left", "skipped", "reached"]
    assert walk.ended_at
    page.get_by_role("button", name="hvor der ikke var nogen hjemme").click()
    at_door(page, "Lærkevej 8, 1. th")
    assert_quiet(page)


def test_undo_brings_the_door_back(page_as, anna, laerke, homes):
    walk = start_round(actor=anna, estate=laerke)
    page = page_as(anna)
    page.goto(f"/runder/{walk.pk}/")
    page.get_by_role("button", name="Ikke hjemme").first.click()
    at_door(page, "Lærkevej 8, 2. th")
    page.get_by_role("button", name="Fortryd").click()
    at_door(page, "Lærkevej 8, 1. th")
    assert results(walk)[0] == "waiting"


def test_save_and_next_walks_the_stairwell(page_as, anna, laerke, homes):
    page = page_as(anna)
    page.goto(f"/lejeforhold/{homes[0].pk}/kontakt/?result=reached")
    for floor in ("1", "2", "3"):
        expect(page.get_by_role("heading", level=1, name=f"Lærkevej 8, {floor}. th")).to_be_visible()
        if floor != "1":
            page.get_by_role("link", name="Fik kontakt").click()
        page.get_by_label("Notat").fill(f"Talte med {floor}. sal.")
        page.locator("label", has_text="Intet").click()
        page.get_by_role("button", name="Gem og næste i opgangen").click()
    expect(page.get_by_text("Det var den sidste dør i opgangen.").last).to_be_visible()
    assert Visit.objects.count() == 3
    assert_quiet(page)


def test_without_coverage_the_stairwell_is_walked_and_sent_later(page_as, anna, laerke, homes):
    walk = start_round(actor=anna, estate=laerke)
    page = page_as(anna, service_workers="allow")
    page.goto(f"/runder/{walk.pk}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    offline(page)
    page.get_by_role("button", name="Ikke hjemme").first.click()
    expect(page.get_by_text("Gemt på telefonen")).to_have_count(1)
    page.locator(".sv-doors li", has_text="Lærkevej 8, 3. th").get_by_role("button").click()
    expect(page.get_by_text("Gemt på telefonen")).to_have_count(2)
    page.get_by_role("link", name="Lærkevej 8, 2. th").click()
    page.locator("label", has_text="Andet").click()
    page.get_by_label("Notat").fill("Skrevet i kælderen.")
    page.locator("label", has_text="Intet").click()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.get_by_text("Gemt på telefonen")).to_be_visible()
    online(page)
    gone_from_phone(page)
    assert results(walk) == ["not_home", "other", "not_home", "waiting"]


def test_without_coverage_the_next_door_is_not_promised(page_as, anna, homes):
    page = page_as(anna, service_workers="allow")
    page.goto(f"/lejeforhold/{homes[0].pk}/kontakt/?result=reached")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.get_by_label("Notat").fill("I kælderen.")
    page.locator("label", has_text="Intet").click()
    offline(page)
    page.get_by_role("button", name="Gem og næste i opgangen").click()
    expect(page.get_by_text("Den næste dør i opgangen kan først vises")).to_be_visible()
    page.locator(".sv-queued").get_by_role("link", name="Se det").click()
    expect(page.locator("#sv-outbox-list")).to_contain_text("I kælderen.")
    online(page)
    gone_from_phone(page)
    assert Visit.objects.get().note == "I kælderen."


@pytest.mark.parametrize("state", ["walking", "warned", "ended", "new_with_errors"])
def test_every_state_is_accessible(page_as, anna, laerke, homes, state):
    walk = start_round(actor=anna, estate=laerke)
    page = page_as(anna)
    if state == "warned":
        SafetyFlagFactory(dwelling=homes[0].dwelling)
    page.goto(f"/runder/{walk.pk}/")
    if state == "ended":
        page.get_by_text("Afslut runden …").click()
        page.get_by_role("button", name="Afslut runden").click()
        expect(page.get_by_text("Sådan gik det ved dørene")).to_be_visible()
    if state == "new_with_errors":
        page.goto(f"/afdelinger/{laerke.pk}/runder/")
        page.get_by_role("button", name="Begynd runden").click()
        page.wait_for_selector(".sv-errors")
    assert_no_axe(page)
    use_theme(page, "dark")
    assert_no_axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways_scroll(page) <= 0
