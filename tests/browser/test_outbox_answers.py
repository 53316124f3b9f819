"""Who wrote it is told what became of it: whichever sending took it along, also on a phone of two people."""

import time

import pytest
from playwright.sync_api import expect

from accounts.models import EstateAssignment
from tests.browser.checks import assert_no_axe
from tests.browser.conftest import session_cookie
from tests.browser.test_outbox import contact, gone_from_phone, notes, queued, save, write

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "#sv-outbox-list"
LINE = "#sv-outbox"
LOST = "Du har ikke længere adgang til det, det handler om"
KEPT = "Gemt på telefonen"
HOLD = """() => {
  navigator.locks.request("sv-outbox", () => new Promise((resolve) => { window.svLetGo = resolve; }));
}"""
LOOKED_AT = "() => document.dispatchEvent(new Event('visibilitychange'))"
QUEUE = "() => navigator.locks.query().then((all) => all.pending.length)"


@pytest.fixture
def phone(page_as, anna, tenancy):
    page = page_as(anna)
    page.goto(contact(tenancy))
    return page


def lose_the_estate(anna):
    EstateAssignment.objects.filter(membership=anna.membership).delete()


def refused(phone, anna, note):
    write(phone, note)
    lose_the_estate(anna)
    save(phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text(LOST)


def save_behind_another_sending(phone, sender):
    """Photos hold the lock, `sender` is looked at again, then the form is sent: `sender` comes first."""
    sender.evaluate(HOLD)
    sender.evaluate(LOOKED_AT)
    assert waits_in_line(phone, 1)
    save(phone)
    assert waits_in_line(phone, 2) and len(queued(phone)) == 1
    sender.evaluate("() => window.svLetGo()")


def waits_in_line(page, number):
    until = time.monotonic() + 10
    while page.evaluate(QUEUE) != number and time.monotonic() < until:
        page.wait_for_timeout(50)
    return page.evaluate(QUEUE) == number


def another_tab(phone):
    tab = phone.context.new_page()
    tab.goto("/min-konto/")
    phone.bring_to_front()
    return tab


def test_what_an_earlier_sending_of_the_page_took_along_leads_to_its_receipt(phone):
    write(phone, "Mens fotos sendes")
    save_behind_another_sending(phone, phone)
    phone.wait_for_url("**/i-dag/")
    expect(phone.get_by_text("Gemt: Fik kontakt")).to_be_visible()
    gone_from_phone(phone)
    assert notes() == ["Mens fotos sendes"]


def test_what_an_earlier_sending_of_the_page_was_refused_says_so(phone, anna):
    write(phone, "Afvist undervejs")
    lose_the_estate(anna)
    save_behind_another_sending(phone, phone)
    expect(phone.locator("form .sv-stopped")).to_contain_text(LOST)
    expect(phone.get_by_text(KEPT)).to_have_count(0)
    expect(phone.get_by_label("Notat")).to_have_value("Afvist undervejs")
    assert queued(phone)[0]["state"] == "refused"


def test_what_another_tab_sent_is_not_said_to_lie_on_the_phone(phone, tenancy):
    phone.goto(f"{contact(tenancy)}&next=/sager/")
    write(phone, "Den anden fane")
    save_behind_another_sending(phone, another_tab(phone))
    expect(phone.get_by_text("Sendt og gemt.")).to_be_visible()
    expect(phone.get_by_text(KEPT)).to_have_count(0)
    expect(phone.get_by_role("button", name="Fortryd")).to_have_count(0)
    assert notes() == ["Den anden fane"]
    phone.get_by_role("link", name="Videre").click()
    phone.wait_for_url("**/sager/")


def test_what_another_tab_was_told_no_for_is_said(phone, anna):
    tab = another_tab(phone)
    phone.get_by_label("Notat").fill("Uden næste skridt")
    save_behind_another_sending(phone, tab)
    expect(phone.locator(".sv-queued")).to_contain_text("Det kunne ikke gemmes, som det er.")
    expect(phone.get_by_role("button", name="Fortryd")).to_have_count(0)
    phone.locator(".sv-queued").get_by_role("link", name="Se det").click()
    phone.get_by_role("link", name="Ret").click()
    write(phone, "Uden adgang")
    lose_the_estate(anna)
    save_behind_another_sending(phone, tab)
    expect(phone.locator("form .sv-stopped")).to_contain_text(LOST)
    expect(phone.get_by_text(KEPT)).to_have_count(0)
    assert notes() == []


def test_the_line_speaks_of_ones_own_on_a_phone_of_two(phone, tenancy, anna, bo, live_server):
    refused(phone, anna, "Annas ord")
    phone.context.add_cookies([session_cookie(bo, live_server.url)])
    phone.goto(contact(tenancy))
    line = phone.locator(LINE)
    expect(line).to_contain_text("hører til en anden bruger, som selv skal se på det")
    for untrue in ("Noget kan ikke sendes", "sendes, når vedkommende er logget ind"):
        expect(line).not_to_contain_text(untrue)
    expect(line.get_by_role("button", name="Send nu")).to_have_count(0)
    phone.context.route("**/kontakt/**", lambda route: route.fulfill(status=503, body=""))
    write(phone, "Bos ord")
    save(phone)
    expect(line).to_contain_text("2 ting ligger på telefonen")
    expect(line).to_contain_text("Det lykkedes ikke at sende. Der prøves igen.")
    expect(line).not_to_contain_text("Noget kan ikke sendes")
    expect(line.get_by_role("button", name="Send nu")).to_be_visible()
    assert_no_axe(phone)
    phone.goto("/telefon/")
    expect(phone.locator(f"{LIST} > li")).to_have_count(2)
    expect(phone.locator(LIST)).not_to_contain_text("Du har ikke længere adgang")
    expect(phone.locator(LIST)).not_to_contain_text("Annas ord")


def test_nobody_is_offered_to_send_what_waits_for_another(phone, bo, live_server):
    phone.context.route("**/kontakt/**", lambda route: route.fulfill(status=503, body=""))
    write(phone, "Annas ord")
    save(phone)
    expect(phone.get_by_role("button", name="Send nu")).to_be_visible()
    phone.context.add_cookies([session_cookie(bo, live_server.url)])
    phone.goto("/i-dag/")
    expect(phone.locator(LINE)).to_contain_text("sendes, når vedkommende er logget ind")
    expect(phone.get_by_role("button", name="Send nu")).to_have_count(0)
    expect(phone.locator(LINE).get_by_role("link", name="Se det")).to_be_visible()


def test_a_row_that_is_read_is_left_alone(phone, anna, live_server):
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    refused(phone, anna, "Læses lige nu")
    phone.goto("/telefon/")
    phone.get_by_role("button", name="Kopiér teksten").click()
    expect(phone.get_by_role("button", name="Kopieret")).to_be_visible()
    phone.evaluate("() => svOutbox.flush()")
    expect(phone.get_by_role("button", name="Kopieret")).to_be_visible()
    phone.get_by_role("button", name="Slet fra telefonen").click()
    question = phone.get_by_text("Det ligger kun her. Skal det slettes for altid?")
    for at in ("0", "Date.now()"):
        phone.evaluate(
            f"""() => svOutbox.put({{id: "{at}", user: svOutbox.user, url: "/", body: [], title: "Endnu en",
              at: {at}, state: "fix", said: ""}}).then(svOutbox.flush)"""
        )
    expect(phone.locator(f"{LIST} h3").nth(0)).to_have_text("Endnu en")
    expect(phone.locator(f"{LIST} > li").nth(1)).to_contain_text("Læses lige nu")
    expect(question).to_be_focused()
    phone.get_by_role("button", name="Behold det").click()
    row = phone.locator(f"{LIST} > li").nth(1)
    expect(row.get_by_role("button", name="Slet fra telefonen")).to_be_focused()
    expect(question).to_have_count(0)
    row.get_by_role("button", name="Slet fra telefonen").click()
    row.get_by_role("button", name="Ja, slet det").click()
    expect(phone.locator(f"{LIST} > li")).to_have_count(2)
    expect(phone.locator(LIST)).not_to_contain_text("Læses lige nu")


SLOW = """() => {
  const ask = window.fetch;
  window.fetch = (url, options) => (options || {}).method !== "POST" ? ask(url, options)
    : new Promise((resolve) => { window.svLetGo = () => resolve(ask(url, options)); });
}"""
AGAIN = "() => { const form = document.querySelector('form[data-outbox]'); delete form.dataset.busy; }"


def test_words_written_anew_while_the_first_are_sent_are_not_taken_for_sent(phone):
    phone.evaluate(SLOW)
    write(phone, "De første ord")
    save(phone)
    phone.wait_for_function("() => window.svLetGo")
    phone.evaluate(AGAIN)  # what the page does by itself when it has waited for eight seconds
    phone.get_by_label("Notat").fill("De nyere ord")
    save(phone)
    assert waits_in_line(phone, 1)
    phone.evaluate("() => window.svLetGo()")
    phone.wait_for_url("**/i-dag/")
    expect(phone.locator(LINE)).to_contain_text("1 ")
    assert notes() == ["De første ord"]
    phone.goto("/telefon/")
    expect(phone.locator(LIST)).to_contain_text("De nyere ord")
    assert queued(phone)[0]["state"] == "fix"
