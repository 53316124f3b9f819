"""Never lost: what is written on the phone reaches the server once, whatever happens on the way."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cases.models import Visit
from cases.services.follow_ups import move_follow_up
from tests.browser.checks import assert_no_axe, assert_quiet
from tests.browser.conftest import session_cookie
from tests.factories import FollowUpFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("sv-outbox", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("items").objectStore("items").getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
  };
})"""
WORKING = "() => navigator.serviceWorker.ready.then(() => caches.match('/telefon/')).then(Boolean)"


def contact(tenancy, result="reached"):
    return f"/lejeforhold/{tenancy.pk}/kontakt/?result={result}"


def write(page, note):
    page.get_by_label("Notat").fill(note)
    page.locator("label", has_text="Intet").click()


def save(page):
    page.get_by_role("button", name="Gem kontakt").click()


def queued(page):
    return page.evaluate(ITEMS)


def gone_from_phone(page):
    until = time.monotonic() + 10
    while queued(page) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert queued(page) == []
    expect(page.locator("#sv-outbox")).to_be_hidden()


@pytest.fixture
def phone(page_as, anna, tenancy):
    """Anna's, with the service worker in charge."""
    page = page_as(anna, service_workers="allow")
    page.goto("/i-dag/")
    assert page.evaluate(WORKING)
    return page


def offline(page):
    page.context.set_offline(True)


def online(page):
    page.context.set_offline(False)


def notes():
    return list(Visit.objects.order_by("pk").values_list("note", flat=True))


def test_online_it_is_saved_at_once(phone, tenancy):
    phone.goto(contact(tenancy))
    write(phone, "Aftalt tid")
    save(phone)
    phone.wait_for_url("**/i-dag/")
    expect(phone.get_by_text("Gemt: Fik kontakt")).to_be_visible()
    assert notes() == ["Aftalt tid"]
    gone_from_phone(phone)
    assert_quiet(phone)


def test_two_contacts_without_coverage_survive_a_reload_and_are_sent_without_a_touch(phone, tenancy):
    other = TenancyFactory(dwelling__stairwell__estate=tenancy.estate)
    offline(phone)
    for home, note in ((tenancy, "Første"), (other, "Anden")):
        phone.goto(contact(home))
        expect(phone.get_by_text("Der er ingen forbindelse")).to_be_visible()
        write(phone, note)
        save(phone)
        expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.reload()
    expect(phone.locator("#sv-outbox")).to_contain_text("2 ting ligger på telefonen")
    assert len(queued(phone)) == 2 and notes() == []
    assert_no_axe(phone)
    phone.goto("/i-dag/")
    expect(phone.get_by_role("heading", name="Ligger på telefonen")).to_be_visible()
    online(phone)
    gone_from_phone(phone)
    assert sorted(notes()) == ["Anden", "Første"]


def test_the_page_one_wrote_on_says_when_it_is_sent(phone, tenancy):
    phone.goto(f"{contact(tenancy)}&next=/sager/")
    offline(phone)
    write(phone, "Fra kælderen")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    online(phone)
    gone_from_phone(phone)
    expect(phone.get_by_text("Sendt og gemt.")).to_be_visible()
    expect(phone.get_by_text("Gemt på telefonen")).to_have_count(0)
    expect(phone.get_by_role("button", name="Fortryd")).to_have_count(0)
    assert_no_axe(phone)
    phone.get_by_role("link", name="Videre").click()
    phone.wait_for_url("**/sager/")
    assert notes() == ["Fra kælderen"]


def test_the_same_three_times_is_one_row(phone, tenancy, live_server):
    phone.goto(contact(tenancy))
    body = phone.evaluate(
        "() => new URLSearchParams(new FormData(document.querySelector('form[data-outbox]'))).toString()"
    )
    body = re.sub("plan=[^&]*", "", body) + "&note=Tre+gange&plan=none"
    sent = [
        phone.evaluate(
            """(body) => fetch(location.href, {method: "POST", headers: {"X-Outbox": "1",
                "Content-Type": "application/x-www-form-urlencoded"}, body}).then((r) => r.status)""",
            body,
        )
        for _ in range(3)
    ]
    assert sent == [201, 201, 201]
    assert notes() == ["Tre gange"]


def test_an_answer_that_is_lost_after_the_commit_makes_one_row(phone, tenancy):
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.context.route("**/kontakt/**", lose)
    phone.goto(contact(tenancy))
    write(phone, "Svaret blev væk")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    assert lost == [201] and notes() == ["Svaret blev væk"] and len(queued(phone)) == 1
    phone.reload()
    gone_from_phone(phone)
    assert notes() == ["Svaret blev væk"]


def test_an_expired_login_keeps_it_until_somebody_is_logged_in(phone, tenancy, anna, live_server):
    phone.goto(contact(tenancy))
    write(phone, "Efter login")
    Session.objects.all().delete()
    save(phone)
    expect(phone.locator("#sv-outbox")).to_contain_text("Log ind for at sende")
    assert notes() == [] and queued(phone)[0]["state"] == "waiting"
    phone.context.add_cookies([session_cookie(anna, live_server.url)])
    phone.goto("/i-dag/")
    gone_from_phone(phone)
    assert notes() == ["Efter login"]


def test_what_is_wrong_is_kept_shown_and_put_right(phone, tenancy):
    offline(phone)
    phone.goto(contact(tenancy))
    phone.get_by_label("Notat").fill("Uden næste skridt")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    online(phone)
    expect(phone.get_by_text("Vælg, hvornår du følger op")).to_be_visible()
    assert queued(phone)[0]["state"] == "fix" and notes() == []
    phone.get_by_role("link", name="Ret").click()
    expect(phone.get_by_label("Notat")).to_have_value("Uden næste skridt")
    phone.locator("label", has_text="Intet").click()
    save(phone)
    phone.wait_for_url("**/i-dag/")
    assert notes() == ["Uden næste skridt"]
    gone_from_phone(phone)


def test_a_next_step_that_a_colleague_moved_is_kept_told_and_saved_knowingly(phone, tenancy, anna, bo):
    promised = FollowUpFactory(tenancy=tenancy, caretaker=anna)
    phone.goto(f"/opfoelgning/{promised.pk}/")
    offline(phone)
    phone.get_by_label("Hvad skal der ske?").fill("Annas ord")
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    move_follow_up(actor=bo, follow_up=promised, due_on=promised.due_on, text="Bos ord")
    online(phone)
    expect(phone.get_by_text("Noget skal rettes")).to_be_visible()
    assert "»Bos ord«" in queued(phone)[0]["said"]
    phone.goto("/telefon/")
    phone.get_by_role("link", name="Ret").click()
    expect(phone.get_by_label("Hvad skal der ske?")).to_have_value("Annas ord")
    phone.get_by_role("button", name="Gem").click()
    phone.wait_for_url("**/i-dag/")
    gone_from_phone(phone)
    promised.refresh_from_db()
    assert promised.text == "Annas ord"


def test_two_tabs_that_send_together_make_one_row(phone, tenancy):
    offline(phone)
    phone.goto(contact(tenancy))
    write(phone, "To faner")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    tab = phone.context.new_page()
    tab.goto("/i-dag/")
    online(phone)
    gone_from_phone(phone)
    expect(tab.locator("#sv-outbox")).to_be_hidden()
    assert notes() == ["To faner"]


def test_nothing_is_sent_in_another_persons_name(phone, tenancy, bo, live_server):
    offline(phone)
    phone.goto(contact(tenancy))
    write(phone, "Annas ord")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    online_as = session_cookie(bo, live_server.url)
    phone.context.add_cookies([online_as])
    online(phone)
    phone.goto("/i-dag/")
    expect(phone.locator("#sv-outbox")).to_contain_text("hører til en anden bruger")
    assert notes() == [] and len(queued(phone)) == 1
    phone.goto("/telefon/")
    expect(phone.locator("#sv-outbox-list")).to_contain_text("Kun vedkommende kan læse det her.")
    expect(phone.locator("#sv-outbox-list")).not_to_contain_text("Annas ord")


def test_logging_out_stops_while_something_is_not_sent(phone, tenancy):
    phone.goto(contact(tenancy))
    phone.context.route("**/session/", lambda route: route.abort())
    write(phone, "Ikke sendt")
    save(phone)
    expect(phone.get_by_text("Gemt på telefonen")).to_be_visible()
    phone.goto("/i-dag/")
    phone.locator(".sv-menu summary").click()
    phone.get_by_role("button", name="Log ud").click()
    phone.wait_for_url("**/telefon/*")
    expect(phone.get_by_role("heading", name="Ikke sendt endnu")).to_be_visible()
    assert Session.objects.exists() and len(queued(phone)) == 1


def test_logging_out_takes_the_store_with_it(phone, tenancy):
    phone.locator(".sv-menu summary").click()
    phone.get_by_role("button", name="Log ud").click()
    phone.wait_for_url("**/konto/log-ind/**")
    assert phone.evaluate("() => localStorage.getItem('sv-user')") is None
    assert not Session.objects.exists()


def test_the_phone_keeps_no_page(phone, tenancy):
    phone.goto(contact(tenancy))
    kept = phone.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) {
              const text = await (await caches.match(request)).text();
              const personal = text.includes("Beboersen") || text.includes("Anna");
              found.push([new URL(request.url).pathname, personal]);
            }
          return found;
        }"""
    )
    assert kept and not any(personal for _path, personal in kept)
    assert all(path == "/telefon/" or path.startswith("/static/") for path, _personal in kept)
