"""A photo of a flat from the phone: without its place, without coverage, and never lost with the words."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from audit.models import LookUp
from conditions.models import ConcernFlag, ConcernPhoto
from conditions.tests.pictures import WHERE, from_a_phone, huge, jpeg, opened
from tests.browser.checks import assert_no_axe, assert_quiet, sideways_scroll, use_theme
from tests.browser.conftest import session_cookie
from tests.browser.test_outbox import WORKING, gone_from_phone, offline, online, queued
from tests.condition_factories import ConcernFlagFactory, ConcernPhotoFactory
from tests.factories import DwellingFactory

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("sv-outbox", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("items").objectStore("items").getAll();
    asked.onsuccess = async () => {
      opening.result.close();
      const values = asked.result.flatMap((item) => item.body.map((pair) => pair[1]));
      const blobs = values.filter((each) => each instanceof Blob);
      const bytes = await Promise.all(blobs.map((blob) => blob.arrayBuffer()));
      resolve(bytes.map((each) => Array.from(new Uint8Array(each))));
    };
  };
})"""
FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
RECEIPT = re.compile(r"/meld/[0-9]+/")


def picked(name="IMG_0412.jpg", data=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data or from_a_phone(3000, 2000)}


def pick(page, *photos):
    page.locator("input[name=photos]").set_input_files(list(photos))


def write(page, note=""):
    page.locator("label", has_text="Affald").click()
    page.locator("label", has_text="Ved døren").click()
    page.get_by_label("Med dine ord").fill(note)


def save(page):
    page.get_by_role("button", name="Send melding").click()


def thumbnails(page, number):
    expect(page.locator(".sv-photos canvas")).to_have_count(number)


def kept_photos(page):
    return [bytes(numbers) for numbers in page.evaluate(KEPT)]


def report(dwelling):
    return f"/meld/lejemaal/{dwelling.pk}/"


@pytest.fixture
def phone(page_as, erik):
    """Erik's, with the service worker in charge."""
    page = page_as(erik, service_workers="allow", has_touch=True)
    page.goto("/min-konto/")
    assert page.evaluate(WORKING)
    return page


def assert_clean(photo):
    assert max(photo.width, photo.height) <= 1600
    for data in (bytes(photo.content), bytes(photo.thumbnail)):
        assert WHERE not in data and b"Exif" not in data
        assert not opened(data).getexif() and "comment" not in opened(data).info


def test_online_the_photo_comes_without_its_place(phone, dwelling):
    phone.goto(report(dwelling))
    write(phone)
    pick(phone, picked())
    thumbnails(phone, 1)
    for theme in ("light", "dark"):
        use_theme(phone, theme)
        assert_no_axe(phone)
    save(phone)
    phone.wait_for_url(RECEIPT)
    assert_clean(ConcernPhoto.objects.get())
    phone.locator(".sv-photo-list img").scroll_into_view_if_needed()
    phone.wait_for_function("() => document.querySelector('.sv-photo-list img').naturalWidth === 320")
    gone_from_phone(phone)
    assert_no_axe(phone)
    assert_quiet(phone)


def test_a_photo_opens_on_a_page_with_the_way_back(page_as, anna, erik, dwelling):
    """Chromium says that the picture is part of the page, so it is one look-up."""
    concern = ConcernFlagFactory(dwelling=dwelling, reported_by=erik)
    for position in (1, 2):
        data = jpeg(1200, 1600)
        ConcernPhotoFactory(concern=concern, position=position, content=data, width=1200, height=1600)
    page = page_as(anna)
    page.goto(f"/meldinger/{concern.pk}/")
    before = LookUp.objects.count()
    page.get_by_role("link", name="Billede 1, åbn i fuld størrelse").click()
    page.wait_for_function("() => document.querySelector('.sv-photo img').naturalWidth === 1200")
    assert LookUp.objects.count() == before + 1
    box = page.locator(".sv-photo img").bounding_box()
    assert box["width"] <= 390 and box["height"] <= 0.75 * 844 + 1
    assert abs(box["height"] / box["width"] - 4 / 3) < 0.02, "it keeps its shape"
    page.get_by_role("link", name="Næste billede").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Billede 2")
    for theme in ("light", "dark"):
        use_theme(page, theme)
        assert_no_axe(page)
    page.get_by_role("link", name=concern.number).click()
    page.wait_for_url(f"**/meldinger/{concern.pk}/")
    assert_quiet(page)


def test_without_coverage_it_waits_on_the_phone_and_is_sent_without_a_touch(phone, dwelling):
    offline(phone)
    phone.goto(report(dwelling))
    expect(phone.get_by_text("Der er ingen forbindelse")).to_be_visible()
    write(phone, "Affald til loftet")
    pick(phone, picked(), picked("to.jpg", jpeg(800, 600)))
    thumbnails(phone, 2)
    assert_no_axe(phone)
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.reload()
    phone.goto("/telefon/")
    expect(phone.locator("#sv-outbox-list")).to_contain_text("Affald til loftet · Fotos: 2")
    kept = kept_photos(phone)
    assert [max(opened(data).size) for data in kept] == [1600, 800]
    assert all(WHERE not in data and b"Exif" not in data for data in kept)
    assert not ConcernFlag.objects.exists()
    online(phone)
    gone_from_phone(phone)
    concern = ConcernFlag.objects.get()
    assert (concern.dwelling, concern.note) == (dwelling, "Affald til loftet")
    photos = list(ConcernPhoto.objects.filter(concern=concern))
    assert len(photos) == 2
    for photo in photos:
        assert_clean(photo)


def test_without_a_page_the_address_is_written_and_put_right_with_the_photo(phone, dwelling):
    offline(phone)
    phone.goto("/min-konto/")
    phone.get_by_role("link", name="skriv en melding nu").click()
    phone.get_by_label("Hvilken lejlighed?").fill("Lærkevej 8")
    write(phone, "Set fra trappen")
    pick(phone, picked())
    thumbnails(phone, 1)
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    online(phone)
    expect(phone.get_by_text("Noget skal rettes")).to_be_visible()
    assert len(kept_photos(phone)) == 1 and queued(phone)[0]["state"] == "fix"
    phone.goto("/telefon/")
    phone.get_by_role("link", name="Ret").click()
    expect(phone.get_by_label("Med dine ord")).to_have_value("Set fra trappen")
    thumbnails(phone, 1)
    save(phone)
    phone.locator("label", has_text=dwelling.address).click()
    thumbnails(phone, 1)
    save(phone)
    phone.wait_for_url(RECEIPT)
    assert ConcernFlag.objects.get().dwelling == dwelling
    assert_clean(ConcernPhoto.objects.get())
    gone_from_phone(phone)


PROGRAM = b"MZ\x90\x00" + bytes(3000)
APPLES = b"\x00\x00\x00\x18ftypheic" + bytes(3000)
HALF = b"\xff\xd8\xff\xe0" + bytes(3000)


def told_of_photos(page):
    return page.locator(".sv-photos .sv-field-error")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("ferie.jpg", PROGRAM, "»ferie.jpg« er ikke et billede og er ikke taget med."),
        ("tom.png", b" ", "»tom.png« er ikke et billede og er ikke taget med."),
        ("IMG_1.HEIC", APPLES, "»IMG_1.HEIC« er i Apples format (HEIC), som ikke kan læses her"),
        ("stor.jpg", HALF + bytes(12 * 1024 * 1024), "»stor.jpg« fylder for meget og er ikke taget med."),
    ],
)
def test_what_the_server_would_refuse_is_said_when_it_is_picked(phone, dwelling, name, data, said):
    phone.goto(report(dwelling))
    write(phone, "Vand på gulvet")
    pick(phone, picked(data=jpeg(900, 700)), picked(name, data), picked("2.jpg", jpeg(800, 700)))
    expect(told_of_photos(phone)).to_contain_text(said)
    expect(phone.locator(".sv-photos li")).to_have_count(2)
    thumbnails(phone, 2)
    for width in (320, 390):
        phone.set_viewport_size({"width": width, "height": 844})
        assert sideways_scroll(phone) <= 0
        assert_no_axe(phone)
    pick(phone, picked("3.jpg", jpeg(700, 700)))
    thumbnails(phone, 3)
    expect(told_of_photos(phone)).to_have_count(0)
    save(phone)
    phone.wait_for_url(RECEIPT)
    assert ConcernFlag.objects.get().note == "Vand på gulvet"
    assert ConcernPhoto.objects.count() == 3
    gone_from_phone(phone)


def test_also_without_coverage(phone, dwelling):
    offline(phone)
    phone.goto(report(dwelling))
    write(phone, "Fra kælderen")
    pick(phone, picked("brev.jpg", PROGRAM), picked(data=jpeg(900, 700)))
    expect(told_of_photos(phone)).to_contain_text("»brev.jpg« er ikke et billede")
    thumbnails(phone, 1)
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    online(phone)
    gone_from_phone(phone)
    assert ConcernPhoto.objects.count() == 1


def test_what_only_the_phone_cannot_read_is_tried_by_the_server_and_nothing_else_is_lost(phone, dwelling):
    phone.goto(report(dwelling))
    write(phone, "Vand på gulvet")
    pick(phone, picked(data=jpeg(900, 700)), picked("halv.jpg", HALF))
    expect(told_of_photos(phone)).to_have_text(
        "»halv.jpg« kan ikke vises her. Det er taget med, og når det sendes, får du at vide, om det kan "
        "læses."
    )
    expect(phone.locator(".sv-photos li")).to_have_count(2)
    save(phone)
    expect(told_of_photos(phone)).to_have_text(
        "Billede 2, »halv.jpg«: Billedet er ikke helt, og det kan ikke læses. Tag det igen, og send det nye."
    )
    expect(phone.get_by_label("Med dine ord")).to_have_value("Vand på gulvet")
    expect(phone.locator(".sv-photos li")).to_have_count(2)
    thumbnails(phone, 1)
    assert_no_axe(phone)
    assert not ConcernFlag.objects.exists() and len(kept_photos(phone)) == 2
    phone.get_by_role("button", name="Fjern billede 2").click()
    save(phone)
    phone.wait_for_url(RECEIPT)
    assert ConcernFlag.objects.get().note == "Vand på gulvet"
    assert ConcernPhoto.objects.count() == 1
    gone_from_phone(phone)


def test_without_javascript_the_server_sees_to_it(page_as, erik, dwelling):
    page = page_as(erik, java_script_enabled=False)
    page.goto(report(dwelling))
    write(page, "Uden scripts")
    pick(page, picked("stor.png", huge()))
    save(page)
    expect(
        page.get_by_text("Billede 1, »stor.png«: Billedet har 144 millioner punkter").first
    ).to_be_visible()
    expect(page.get_by_label("Med dine ord")).to_have_value("Uden scripts")
    pick(page, picked(data=from_a_phone()))
    save(page)
    expect(page).to_have_url(RECEIPT)
    assert_clean(ConcernPhoto.objects.get())


def test_no_more_than_five(phone, dwelling):
    phone.goto(report(dwelling))
    pick(phone, *[picked(f"{number}.jpg", jpeg(200, 200)) for number in range(4)])
    thumbnails(phone, 4)
    pick(phone, *[picked(f"{number}.jpg", jpeg(200, 200)) for number in range(4, 7)])
    thumbnails(phone, 5)
    expect(phone.get_by_text("Der kan højst være 5 billeder").first).to_be_visible()


PICK_TWICE = """() => {
  const input = document.querySelector("input[name=photos]");
  for (const _time of [1, 2]) {
    const picked = new DataTransfer();
    const begun = new Uint8Array([255, 216, 255]);
    for (const name of ["1.jpg", "2.jpg", "3.jpg"]) picked.items.add(new File([begun], name));
    input.files = picked.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}"""


def test_nor_when_more_are_picked_before_the_first_are_ready(phone, dwelling):
    phone.goto(report(dwelling))
    phone.evaluate(PICK_TWICE)
    expect(phone.get_by_text("Der kan højst være 5 billeder").first).to_be_visible()
    expect(phone.locator(".sv-photos li")).to_have_count(5)


def test_photos_that_do_not_get_through_hold_up_no_words(phone, dwelling, laerke):
    other = DwellingFactory(stairwell__estate=laerke)
    offline(phone)
    for flat, photos in ((dwelling, [picked(data=jpeg(200, 200))]), (other, [])):
        phone.goto(report(flat))
        write(phone)
        if photos:
            pick(phone, *photos)
            thumbnails(phone, 1)
        save(phone)
        expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.route(f"**{report(dwelling)}", lambda route: route.abort())
    online(phone)
    phone.wait_for_function("() => document.getElementById('sv-outbox').textContent.startsWith('1 ting')")
    assert ConcernFlag.objects.get().dwelling == other
    assert [item["url"] for item in queued(phone)] == [report(dwelling)]


def test_a_phone_without_room_says_so_and_keeps_the_page(phone, dwelling):
    phone.goto(report(dwelling))
    phone.evaluate(FULL)
    write(phone, "Ingen plads")
    pick(phone, picked(data=jpeg(600, 400)))
    thumbnails(phone, 1)
    offline(phone)
    save(phone)
    expect(phone.get_by_text("Der er ikke plads på telefonen")).to_be_visible()
    expect(phone.get_by_label("Med dine ord")).to_have_value("Ingen plads")
    online(phone)
    phone.evaluate("() => document.querySelectorAll('form').forEach((form) => delete form.dataset.busy)")
    save(phone)
    phone.wait_for_url(RECEIPT)
    assert ConcernFlag.objects.get().note == "Ingen plads"
    assert ConcernPhoto.objects.count() == 1


def test_a_photo_added_later_waits_for_the_login(phone, erik, dwelling, live_server):
    concern = ConcernFlagFactory(dwelling=dwelling, reported_by=erik)
    phone.goto(f"/meld/{concern.pk}/")
    phone.get_by_role("link", name="Læg et foto til").click()
    pick(phone, picked())
    thumbnails(phone, 1)
    assert_no_axe(phone)
    Session.objects.all().delete()
    phone.get_by_role("button", name="Gem billederne").click()
    expect(phone.get_by_text("Du er logget ud, og intet er gemt endnu.")).to_be_visible()
    thumbnails(phone, 1)
    phone.context.add_cookies([session_cookie(erik, live_server.url)])
    phone.get_by_role("button", name="Gem billederne").click()
    phone.wait_for_url(f"**/meld/{concern.pk}/")
    assert_clean(ConcernPhoto.objects.get())
    phone.locator(".sv-photo-list summary").click()
    phone.get_by_role("button", name="Slet billedet").click()
    expect(phone.locator("#sv-messages")).to_contain_text("Billedet er slettet")
    assert not ConcernPhoto.objects.exists()
