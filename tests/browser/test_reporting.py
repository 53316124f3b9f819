"""The estate office in the stairwell: four taps from the picture to a report that is sent; 112 before
anything else; and 699 flats that can be read and hit on a phone."""

import pytest

from conditions.models import ConcernFlag
from conditions.tests.houses import big_estate, flat_of, stairwell_of
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.browser.test_tap_budgets import Thumb
from tests.condition_factories import ConcernFlagFactory

pytestmark = pytest.mark.django_db(transaction=True)


def small_estate(estate):
    for number in (2, 4, 6, 8):
        stairwell_of(estate, "Lærkevej", number)
    return estate


def test_a_flat_is_reported_in_four_taps(page_as, erik, laerke):
    small_estate(laerke)
    page = page_as(erik)
    page.goto("/")
    thumb = Thumb(page)
    thumb.tap("link", "Lærkevej 6, 2. tv")
    thumb.tap_label("Affald, ophobning")
    thumb.tap_label("Ved døren")
    thumb.tap("button", "Send melding")
    page.wait_for_selector("text=Sendt som M")
    assert thumb.taps == 4
    concern = ConcernFlag.objects.get()
    assert (concern.dwelling.address, concern.kinds) == ("Lærkevej 6, 2. tv", ["rubbish"])
    assert (concern.seen_from, concern.urgency, concern.note) == ("door", "normal", "")
    assert_no_axe(page)
    assert_quiet(page)
    page.get_by_role("link", name="Meld en til").click()
    page.wait_for_selector("text=1 åben melding.")
    assert page.url.endswith(f"#opgang-{concern.dwelling.stairwell_id}")
    cell = page.get_by_role("link", name="Lærkevej 6, 2. tv, 1 åben melding, i dag")
    assert cell.is_visible()


def test_a_double_tap_makes_one_report(page_as, erik, laerke):
    small_estate(laerke)
    page = page_as(erik)
    page.goto(f"/meld/lejemaal/{laerke.dwellings.first().pk}/")
    fill(page)
    page.get_by_role("button", name="Send melding").dblclick()
    page.wait_for_selector("text=Sendt som M")
    assert ConcernFlag.objects.count() == 1


def fill(page):
    page.locator("label", has_text="Lugt").click()
    page.locator("label", has_text="Udefra").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_acute_danger_says_112_before_anything_else(page_as, erik, laerke, scripts):
    small_estate(laerke)
    page = page_as(erik, java_script_enabled=scripts)
    page.goto(f"/meld/lejemaal/{laerke.dwellings.first().pk}/")
    call = page.get_by_role("link", name="Ring 112")
    assert not call.is_visible()
    page.locator("label[for^=id_urgency]", has_text="Ja").click()
    assert call.is_visible()
    assert call.get_attribute("href") == "tel:112"
    assert call.bounding_box()["y"] < page.locator("#div_id_kinds").bounding_box()["y"]
    assert call.bounding_box()["y"] + 56 < 844
    if scripts:
        assert_no_axe(page)
        use_theme(page, "dark")
        assert_no_axe(page)
    fill(page)
    page.get_by_role("button", name="Send melding").click()
    page.get_by_role("heading", name="Sendt som M").wait_for()
    assert page.get_by_role("link", name="Ring 112").is_visible()
    assert ConcernFlag.objects.get().urgency == "acute"


def test_what_is_missing_is_a_tap_away(page_as, erik, laerke):
    small_estate(laerke)
    page = page_as(erik)
    page.goto(f"/meld/lejemaal/{laerke.dwellings.first().pk}/")
    page.get_by_role("button", name="Send melding").click()
    page.wait_for_selector(".sv-errors")
    for link in page.locator(".sv-errors a").all():
        assert page.locator(link.get_attribute("href")).count() == 1
    page.get_by_role("link", name="Vælg, hvor du så det fra.").click()
    assert 0 <= page.locator("#div_id_seen_from").bounding_box()["y"] < 700
    assert_no_axe(page)


@pytest.fixture
def lundtofte(laerke, erik):
    big_estate(laerke)
    for index, dwelling in enumerate(laerke.dwellings.order_by("sort_key")[:12]):
        ConcernFlagFactory(
            dwelling=dwelling, reported_by=erik, urgency=("normal", "soon", "acute")[index % 3]
        )
    return laerke


CELLS = """() => [...document.querySelectorAll(".sv-flat")].map(cell => {
  const box = cell.getBoundingClientRect();
  return {width: box.width, height: box.height, left: box.left, right: box.right,
          overflows: cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.clientHeight + 1,
          size: parseFloat(getComputedStyle(cell).fontSize), name: cell.getAttribute("aria-label")};
})"""


@pytest.mark.parametrize("reader", ["erik", "anna"])
def test_699_flats_are_readable_on_a_phone(request, page_as, reader, anna, lundtofte):
    page = page_as(request.getfixturevalue(reader))
    page.goto(f"/meld/afdeling/{lundtofte.pk}/")
    cells = page.evaluate(CELLS)
    assert len(cells) == 699
    assert len({cell["name"] for cell in cells}) == 699
    assert min(min(cell["width"], cell["height"]) for cell in cells) >= 44
    assert all(cell["left"] >= 0 and cell["right"] <= 390 for cell in cells)
    assert not [cell["name"] for cell in cells if cell["overflows"]]
    assert min(cell["size"] for cell in cells) >= 12
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert sideways_scroll(page) <= 0
    page.set_viewport_size({"width": 390, "height": 844})
    assert_no_axe(page)
    use_theme(page, "dark")
    assert_no_axe(page)
    assert_quiet(page)


def test_the_caretaker_taps_what_is_reported_of_the_flat(page_as, erik, anna, laerke):
    small_estate(laerke)
    flat, other = laerke.dwellings.order_by("sort_key")[:2]
    here = ConcernFlagFactory(dwelling=flat, reported_by=erik)
    there = ConcernFlagFactory(dwelling=other, reported_by=erik)
    page = page_as(anna)
    page.goto(f"/meld/afdeling/{laerke.pk}/")
    Thumb(page).tap("link", f"{flat.address}, 1 åben melding, i dag")
    page.wait_for_url("**/meldinger/?lejemaal=*")
    shown = page.locator("main").inner_text()
    assert flat.address in shown
    assert other.address not in shown
    assert here.number != there.number
    assert_quiet(page)


def test_two_taps_lead_to_a_stairwell_far_down(page_as, erik, lundtofte):
    page = page_as(erik)
    page.goto("/meld/")
    page.locator("summary", has_text="Find opgangen").click()
    page.get_by_role("link", name="Lundevej 80", exact=True).click()
    heading = page.locator(f"#opgang-{lundtofte.stairwells.get(house_number='80').pk} h3")
    assert 0 <= heading.bounding_box()["y"] < 844


def test_odd_houses_stay_within_the_screen(page_as, erik, laerke):
    stairwell_of(laerke, "Galleriet", 1, floors=("st", "1"), sides=[str(n) for n in range(1, 25)])
    stairwell_of(laerke, "Kollegiet", 2, floors=("1",), sides=("bagtrappen", "loftværel.", "1A"))
    for number in range(1, 12):
        house = stairwell_of(laerke, "Rækkehusene", number, floors=(), sides=())
        flat_of(house, "", "", f"H{number:08d}").save()
    page = page_as(erik)
    page.goto(f"/meld/afdeling/{laerke.pk}/")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert sideways_scroll(page) <= 0
        assert all(cell["right"] <= width and not cell["overflows"] for cell in page.evaluate(CELLS))
    assert_no_axe(page)


def test_the_signs_print_two_on_a_sheet(page_as, erik, laerke):
    small_estate(laerke)
    page = page_as(erik, width=1280)
    page.goto(f"/meld/afdeling/{laerke.pk}/skilte/")
    assert_no_axe(page)
    page.emulate_media(media="print")
    assert not page.locator("h1").is_visible()
    document = page.pdf(prefer_css_page_size=True)
    assert document.count(b"/Type /Page\n") == 2 or document.count(b"/Type /Page ") == 2
    assert_quiet(page)
