"""A caretaker in a stairwell: how many taps it takes, and what she sees on the way."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.models import FollowUp, Visit
from evictions.models import ArrearsNotice
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.factories import (
    ArrearsNoticeFactory,
    DwellingFactory,
    FollowUpFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


class Thumb:
    """Counts taps; typing the note is not one."""

    def __init__(self, page):
        self.page = page
        self.taps = 0

    def tap(self, role, name):
        target = self.page.get_by_role(role, name=name).first
        box = target.bounding_box()
        assert box, f"{name} is not on the screen"
        assert min(box["width"], box["height"]) >= 44, f"{name} is too small for a thumb: {box}"
        target.click()
        self.page.wait_for_load_state()
        self.taps += 1

    def tap_label(self, text):
        label = self.page.locator("label", has_text=text).first
        assert label.bounding_box()["height"] >= 44
        label.click()
        self.taps += 1


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def notice_at(laerke, number, *, phone="20 00 00 00", **known):
    stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number=str(number))
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor="3", side="th"))
    ResidentFactory(tenancy=tenancy, phone=phone)
    return ArrearsNoticeFactory(tenancy=tenancy, **known)


@pytest.fixture
def urgent(laerke):
    return notice_at(
        laerke, 8, stage="demand", demand_received_on=in_days(-12), demand_deadline=in_days(2), children="yes"
    )


def test_not_home_in_two_taps(page_as, anna, urgent):
    page = page_as(anna)
    page.goto("/i-dag/")
    thumb = Thumb(page)
    thumb.tap("link", "Log kontakt")
    thumb.tap("button", "Ikke hjemme")
    assert thumb.taps == 2
    page.wait_for_selector("text=Fortryd")
    assert page.url.partition("#")[0].endswith("/i-dag/")
    assert page.get_by_role("button", name="Fortryd").is_visible()
    assert page.get_by_text("Næste skridt").first.is_visible()
    visit, planned = Visit.objects.get(), FollowUp.objects.open().get()
    assert (visit.result, planned.visit) == ("not_home", visit)
    assert planned.due_on > timezone.localdate()
    assert_quiet(page)


def test_not_home_without_a_phone_number_in_one(page_as, anna, laerke):
    notice_at(laerke, 8, phone="")
    page = page_as(anna)
    page.goto("/i-dag/")
    Thumb(page).tap("button", "Ikke hjemme")
    page.wait_for_selector("text=Fortryd")
    assert Visit.objects.get().result == "not_home"


def test_undo_puts_all_back(page_as, anna, urgent):
    page = page_as(anna)
    page.goto("/i-dag/")
    thumb = Thumb(page)
    thumb.tap("link", "Log kontakt")
    thumb.tap("button", "Ikke hjemme")
    page.get_by_role("button", name="Fortryd").click()
    page.wait_for_selector("text=Kontakten er fortrudt")
    assert not Visit.objects.standing().exists()
    urgent.refresh_from_db()
    assert urgent.taken_at is None
    assert urgent.next_step_on is None


def test_met_and_agreed_in_at_most_six_taps_and_the_note(page_as, anna, urgent):
    page = page_as(anna)
    page.goto("/i-dag/")
    thumb = Thumb(page)
    thumb.tap("link", "Log kontakt")
    thumb.tap("link", "Fik kontakt")
    thumb.tap_label("Aftale")
    page.get_by_label("Notat").fill("Vi lægger budget på tirsdag.")
    thumb.tap_label("30 min.")
    thumb.tap_label("1 uge")
    thumb.tap("button", "Gem kontakt")
    assert thumb.taps <= 6
    page.wait_for_selector("text=Fortryd")
    visit = Visit.objects.get()
    assert visit.note == "Vi lægger budget på tirsdag."
    assert (visit.facts, visit.duration_minutes, visit.residents.count()) == (["agreement"], 30, 1)
    assert ArrearsNotice.objects.get().contact_on == timezone.localdate()
    assert_quiet(page)


def test_a_double_tap_makes_one_row(page_as, anna, urgent):
    page = page_as(anna)
    page.goto("/i-dag/")
    page.get_by_role("link", name="Log kontakt").first.click()
    page.get_by_role("button", name="Ikke hjemme").dblclick()
    page.wait_for_selector("text=Fortryd")
    assert Visit.objects.count() == 1


def test_the_back_button_and_the_same_form_again_make_one_row(page_as, anna, urgent):
    page = page_as(anna)
    page.goto("/i-dag/")
    page.get_by_role("link", name="Log kontakt").first.click()
    page.get_by_role("link", name="Fik kontakt").click()
    fill_form(page, "God snak.")
    page.go_back()
    fill_form(page, "God snak.")
    assert Visit.objects.count() == 1


def test_one_returns_to_the_place_one_left(page_as, anna, laerke):
    for number in range(1, 9):
        notice_at(
            laerke, number, stage="demand", demand_received_on=in_days(-12), demand_deadline=in_days(number)
        )
    page = page_as(anna)
    page.goto("/i-dag/")
    sixth = page.locator("#nr-6")
    seventh_title = page.locator("#nr-7 h3").inner_text()
    sixth.get_by_role("link", name="Log kontakt").click()
    page.get_by_role("button", name="Ikke hjemme").click()
    page.wait_for_selector("text=Fortryd")
    assert page.url.endswith("#nr-6")
    assert page.locator("#nr-6 h3").inner_text() == seventh_title
    assert page.locator("#nr-6").bounding_box()["y"] < 844


def test_everything_without_javascript(page_as, anna, urgent):
    page = page_as(anna, java_script_enabled=False)
    page.goto("/i-dag/")
    page.get_by_role("link", name="Log kontakt").first.click()
    page.get_by_role("link", name="Fik kontakt").click()
    page.get_by_label("Notat").fill("Uden script.")
    page.locator("label", has_text="2 dage").click()
    page.get_by_role("button", name="Gem kontakt").click()
    assert page.get_by_role("button", name="Fortryd").is_visible()
    assert Visit.objects.get().note == "Uden script."


STATES = ["form", "errors", "cpr", "conflict", "full_day", "notice"]


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_pages_is_accessible(page_as, anna, laerke, urgent, state):
    page = page_as(anna)
    show(page, state, anna, laerke, urgent)
    assert_no_axe(page)
    use_theme(page, "dark")
    assert_no_axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways_scroll(page) <= 0


def show(page, state, anna, laerke, urgent):
    form = f"/lejeforhold/{urgent.tenancy_id}/kontakt/?result=reached&form={uuid.uuid4()}"
    if state == "full_day":
        fill_the_day(anna, laerke)
        page.goto("/i-dag/")
    elif state == "notice":
        page.goto(form)
        fill_form(page, "Talte om budget.")
        page.goto(f"/restancer/{urgent.pk}/")
    else:
        page.goto(form)
    if state == "errors":
        page.get_by_role("button", name="Gem kontakt").click()
        page.wait_for_selector(".sv-errors")
    if state == "cpr":
        page.get_by_label("Notat").fill("Født 010190-1234")
        page.locator("label", has_text="1 uge").click()
        page.get_by_role("button", name="Gem kontakt").click()
        page.wait_for_selector("text=Skjul nummeret")
    if state == "conflict":
        fill_form(page, "Første ord")
        page.go_back()
        fill_form(page, "Andre ord", is_saved=False)
        page.wait_for_selector("text=allerede gemt")


def fill_form(page, note, is_saved=True):
    page.get_by_label("Notat").fill(note)
    page.locator("label", has_text="1 uge").click()
    page.get_by_role("button", name="Gem kontakt").click()
    if is_saved:
        page.wait_for_url(lambda url: url.partition("#")[0].endswith("/i-dag/"))


def fill_the_day(anna, laerke):
    notice_at(laerke, 1, stage="bailiff_court")
    notice_at(laerke, 2)
    FollowUpFactory(tenancy=notice_at(laerke, 3, taken_at=timezone.now()).tenancy, caretaker=anna)
    notice_at(
        laerke,
        4,
        due_date=timezone.localdate(),
        taken_at=timezone.now(),
        attempts=1,
        contact_on=in_days(-20),
        last_attempt_on=in_days(-20),
    )
