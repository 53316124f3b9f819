"""What the server will never take as it is: kept and readable, with why and what to do; not sent for ever."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import EstateAssignment, Membership
from cases.models import Visit
from conditions.models import ConcernFlag, ConcernPhoto
from conditions.tests.pictures import jpeg
from tests.browser import test_concern_photos as photos
from tests.browser.checks import assert_no_axe, sideways_scroll, use_theme
from tests.browser.conftest import session_cookie
from tests.browser.test_outbox import (
    WORKING,
    contact,
    gone_from_phone,
    notes,
    offline,
    online,
    queued,
    save,
    write,
)
from tests.factories import EstateAssignmentFactory

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "#sv-outbox-list"
LOST = "Du har ikke længere adgang til det, det handler om"


@pytest.fixture
def phone(page_as, anna, tenancy):
    page = page_as(anna, service_workers="allow")
    page.goto("/i-dag/")
    assert page.evaluate(WORKING)
    return page


@pytest.fixture
def posts(phone):
    """The addresses that were posted to, but for the drafts'."""
    found = []
    phone.context.on(
        "request",
        lambda sent: found.append(sent.url) if sent.method == "POST" and "kladde" not in sent.url else None,
    )
    return found


def state(page):
    (item,) = queued(page)
    return item["state"], item.get("why", "")


def take_away_the_estate():
    EstateAssignment.objects.all().delete()


def test_too_much_is_said_at_once_and_what_was_written_stays(phone, tenancy, settings, posts):
    phone.goto(contact(tenancy))
    write(phone, "Alt for mange ord")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20
    save(phone)
    told = phone.locator("form .sv-stopped")
    expect(told).to_contain_text("Det fylder for meget til at kunne sendes. Åbn det, gør det kortere")
    expect(told).to_be_focused()
    expect(phone.get_by_label("Notat")).to_have_value("Alt for mange ord")
    expect(phone.locator("#sv-outbox")).to_contain_text("Noget kan ikke sendes, som det er.")
    expect(phone.get_by_role("button", name="Send nu")).to_have_count(0)
    assert_no_axe(phone)
    assert state(phone) == ("refused", "large") and len(posts) == 1
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
    phone.get_by_label("Notat").fill("Kort")
    save(phone)
    phone.wait_for_url("**/i-dag/")
    gone_from_phone(phone)
    assert notes() == ["Kort"]


def test_photos_that_are_too_much_are_opened_again_from_the_list(page_as, erik, dwelling, settings):
    phone = page_as(erik, service_workers="allow")
    phone.goto(photos.report(dwelling))
    photos.write(phone, "Affald til loftet")
    photos.pick(phone, photos.picked(data=jpeg(600, 400)), photos.picked("to.jpg", jpeg(500, 400)))
    photos.thumbnails(phone, 2)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20
    photos.save(phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text("fjern et billede")
    photos.thumbnails(phone, 2)
    phone.locator("form .sv-stopped").get_by_role("link", name="Se det").click()
    expect(phone.locator(LIST)).to_contain_text("Affald til loftet")
    expect(phone.locator(LIST)).to_contain_text("Fotos: 2")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
    phone.get_by_role("link", name="Åbn det igen").click()
    expect(phone.get_by_label("Med dine ord")).to_have_value("Affald til loftet")
    photos.thumbnails(phone, 2)
    phone.get_by_role("button", name="Fjern billede 2").click()
    photos.thumbnails(phone, 1)
    photos.save(phone)
    phone.wait_for_url(photos.RECEIPT)
    gone_from_phone(phone)
    assert ConcernFlag.objects.get().note == "Affald til loftet"
    assert ConcernPhoto.objects.count() == 1


def test_what_cannot_be_read_is_not_sent_again(phone, tenancy, settings, posts):
    phone.goto(contact(tenancy))
    write(phone, "Ulæseligt")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    save(phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text("det hjælper ikke at prøve igen")
    assert state(phone) == ("refused", "unread")
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    phone.goto("/telefon/")
    phone.reload()
    expect(phone.locator(LIST)).to_contain_text("Ulæseligt")
    assert len(posts) == 1 and notes() == []
    phone.get_by_role("link", name="Åbn det igen").click()
    expect(phone.get_by_label("Notat")).to_have_value("Ulæseligt")
    save(phone)
    phone.wait_for_url("**/i-dag/")
    gone_from_phone(phone)
    assert notes() == ["Ulæseligt"]


def test_who_lost_the_household_reads_all_of_it_and_sends_it_when_they_have_it_again(
    phone, tenancy, anna, laerke, posts
):
    offline(phone)
    phone.goto(contact(tenancy))
    write(phone, "Første linje\nAnden linje")
    phone.locator("label", has_text="Aftale").first.click()
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    take_away_the_estate()
    online(phone)
    expect(phone.locator(".sv-queued")).to_contain_text(LOST)
    assert state(phone) == ("refused", "gone")
    phone.goto("/telefon/")
    expect(phone.locator(LIST)).to_contain_text(LOST)
    expect(phone.locator(f"{LIST} dd").filter(has_text="Første linje")).to_have_text(
        "Første linje\nAnden linje"
    )
    expect(phone.locator(LIST)).to_contain_text("Aftale")
    expect(phone.locator(LIST).get_by_role("link")).to_have_count(0)
    for width in (320, 390):
        phone.set_viewport_size({"width": width, "height": 800})
        assert sideways_scroll(phone) <= 0
        for theme in ("light", "dark"):
            use_theme(phone, theme)
            assert_no_axe(phone)
    phone.reload()
    assert len(posts) == 1
    EstateAssignmentFactory(estate=laerke, membership=anna.membership)
    phone.get_by_role("button", name="Prøv igen").click()
    gone_from_phone(phone)
    assert notes() == ["Første linje\nAnden linje"]


def test_another_role_is_told_so(phone, tenancy, anna):
    phone.goto(contact(tenancy))
    write(phone, "Som vicevært")
    Membership.objects.filter(pk=anna.membership.pk).update(role="administration")
    save(phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text("Det hører ikke til den rolle, du har nu")
    assert state(phone) == ("refused", "forbidden") and notes() == []


def test_it_is_copied_or_thrown_away_after_a_question(phone, tenancy, live_server):
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    phone.goto(contact(tenancy))
    write(phone, "Til den næste")
    take_away_the_estate()
    save(phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text(LOST)
    phone.goto("/telefon/")
    phone.get_by_role("button", name="Kopiér teksten").click()
    expect(phone.get_by_role("button", name="Kopieret")).to_be_visible()
    assert "Til den næste" in phone.evaluate("() => navigator.clipboard.readText()")
    phone.get_by_role("button", name="Slet fra telefonen").click()
    question = phone.get_by_text("Det ligger kun her. Skal det slettes for altid?")
    expect(question).to_be_focused()
    assert_no_axe(phone)
    phone.get_by_role("button", name="Behold det").click()
    assert len(queued(phone)) == 1
    phone.get_by_role("button", name="Slet fra telefonen").click()
    phone.get_by_role("button", name="Ja, slet det").click()
    gone_from_phone(phone)
    expect(phone.get_by_text("Alt er sendt. Her ligger ikke noget.")).to_be_visible()


@pytest.mark.parametrize("note", ["", "To ord"])
def test_a_login_that_ran_out_on_the_way_is_no_yes(phone, tenancy, anna, live_server, note):
    """With words the server answers 401 and gives them back, without any it leads to the login."""

    def run_out(route):
        answer = route.fetch()
        phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        route.fulfill(response=answer)

    phone.goto(contact(tenancy, "not_home"))
    if note:
        phone.get_by_label("Notat").fill(note)
    phone.context.route("**/session/", run_out)
    save(phone)
    expect(phone.locator("#sv-outbox")).to_contain_text("Log ind for at sende")
    assert state(phone) == ("waiting", "") and not Visit.objects.exists()
    phone.context.unroute("**/session/")
    phone.context.add_cookies([session_cookie(anna, live_server.url)])
    phone.goto("/i-dag/")
    gone_from_phone(phone)
    assert notes() == [note]


def test_the_page_of_a_network_is_no_yes(phone, tenancy):
    """As a hotel answers whoever has not bought its net."""
    phone.goto(contact(tenancy))
    write(phone, "På hotellets net")
    phone.context.route("**/kontakt/**", lambda route: route.fulfill(status=200, body="<h1>Welcome</h1>"))
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    assert state(phone) == ("waiting", "") and notes() == []
    phone.context.unroute("**/kontakt/**")
    phone.reload()
    gone_from_phone(phone)
    assert notes() == ["På hotellets net"]


def test_a_server_that_is_away_is_asked_again_with_growing_pauses(phone, tenancy, posts):
    phone.clock.install()
    phone.goto(contact(tenancy))
    phone.context.route("**/kontakt/**", lambda route: route.fulfill(status=503, body=""))
    write(phone, "Serveren hviler")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    for seconds, tries in ((14, 1), (2, 2), (16, 2), (15, 3)):
        phone.clock.run_for(seconds * 1000)
        phone.wait_for_timeout(300)
        assert len(posts) == tries
    phone.context.unroute("**/kontakt/**")
    phone.clock.run_for(61_000)
    expect(phone.get_by_text("Sendt og gemt.")).to_be_visible()
    assert notes() == ["Serveren hviler"]
