"""The whole story with every real part: browser, worker, dispatcher, broker, database.

Dorte uploads a Windows-1252 file with seven bad rows; the worker takes it and delivers; Anna's phone shows
it; she logs "Ikke hjemme", then a visit; Freja and Dorte see what they may, and never the note.
"""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from core.danish import format_kroner
from evictions.models import ArrearsNotice, LegalStep
from notifications.models import InboxItem
from notifications.tests.conftest import start, until, valkey  # noqa: F401 - fixtures
from tests.browser.checks import assert_quiet
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)
GOOD, BAD = 18, 7
STEPS = ["opened", "demand_received"]
"""What the first household's eviction case is born with: the list tells that the demand was received."""
NOTE = "Kanariefuglen har det godt. Vi ses på tirsdag."


@pytest.fixture
def street(laerke):
    """Eighteen households on Ærøvej; the first owes most and has a demand that runs out soon."""
    stairwell = StairwellFactory(estate=laerke, street="Ærøvej", house_number="4")
    tenancies = []
    for number in range(1, GOOD + 1):
        dwelling = DwellingFactory(
            stairwell=stairwell,
            number=f"{number:04d}",
            floor=str((number + 1) // 2),
            side="tv" if number % 2 else "th",
        )
        tenancy = TenancyFactory(dwelling=dwelling, tenant_number="01")
        ResidentFactory(tenancy=tenancy, phone="")
        tenancies.append(tenancy)
    return tenancies


def ledger_file(tenancies):
    today = timezone.localdate()
    due, received = today.replace(day=1), today - dt.timedelta(days=12)
    lines = ["Restanceliste Lærkeparken", "", "Lejeforhold;Art;Beløb;Forfaldsdag;Trin;Påkrav modtaget;Børn"]
    for index, tenancy in enumerate(tenancies):
        demand = f"påkrav;{received:%d-%m-%Y};ja" if index == 0 else "restance;;"
        amount = format_kroner(Decimal(9000 - 100 * index))
        lines.append(f"{tenancy.reference};Husleje;{amount};{due:%d-%m-%Y};{demand}")
    day = f"{due:%d-%m-%Y}"
    lines += [
        f"{tenancies[0].reference[:-2]}77;Husleje;1.000,00;{day};restance;;",
        f"9999-0001-01;Husleje;4.310,00;{day};restance;;",
        f"1204-0900-01;Husleje;1.2OO,00;{day};restance;;",
        "1204-0901-01;Husleje;500,00;31-02-2026;restance;;",
        f"1204-0902-01;Husleje;;{day};restance;;",
        f";Husleje;750,00;{day};restance;;",
        f"1204-0903-01;Husleje;800,00;{day};måske;;",
        "I alt;;;;;;",
    ]
    return "\r\n".join(lines).encode("cp1252")


def inbox_of(user):
    return Counter(InboxItem.objects.filter(recipient=user).values_list("kind", flat=True))


def upload(page, content):
    page.goto("/restancelister/ny/")
    page.set_input_files(
        "input[type=file]", {"name": "restancer.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Læs filen").click()
    page.get_by_role("button", name=f"Importér {GOOD}, lad {BAD} vente").click()
    page.get_by_text("Hvad listen førte til").wait_for(timeout=60_000)


def test_a_list_reaches_the_right_caretaker_who_acts_on_it(
    page_as,
    anna,
    bo,
    carla,
    dorte,
    freja,
    street,
    start,
    until,
    valkey,
):
    start("worker", valkey.url)
    start("dispatcher", valkey.url)

    desk = page_as(dorte, width=1280)
    upload(desk, ledger_file(street))
    until(lambda: inbox_of(anna) == {"arrears_notice": GOOD, "legal_step": len(STEPS)}, seconds=60)
    assert not InboxItem.objects.exclude(recipient=anna).exists()
    assert list(LegalStep.objects.order_by("pk").values_list("tenancy", "kind")) == [
        (street[0].pk, kind) for kind in STEPS
    ]

    phone = page_as(anna)
    phone.goto("/i-dag/")
    first = phone.locator("article").first
    assert "Ærøvej 4, 1. tv" in first.inner_text()
    assert "Børn" in first.inner_text()
    assert "frist" in first.inner_text().lower()

    first.get_by_role("link", name="Ærøvej 4, 1. tv", exact=True).click()
    assert "9.000,00" in phone.locator("main").inner_text()
    phone.get_by_role("link", name="Log kontakt").first.click()
    phone.get_by_role("button", name="Ikke hjemme").click()
    phone.wait_for_selector("text=Fortryd")

    notice = ArrearsNotice.objects.get(tenancy=street[0])
    assert (notice.seen_by, notice.taken_by, notice.attempts, notice.contact_on) == (anna, anna, 1, None)

    phone.goto(f"/lejeforhold/{street[0].pk}/kontakt/")
    phone.get_by_role("link", name="Fik kontakt").click()
    phone.get_by_label("Notat").fill(NOTE)
    phone.locator("label", has_text="1 uge").first.click()
    phone.get_by_role("button", name="Gem kontakt").click()
    phone.wait_for_selector("text=Fortryd")
    phone.goto(f"/restancer/{notice.pk}/")
    story = phone.locator("main").inner_text()
    assert NOTE in story
    assert "Ikke hjemme" in story

    desk.goto(f"/restancesager/{notice.pk}/")
    told = desk.locator("main").inner_text()
    assert "Kontakt etableret" in told
    assert "Ja," in told
    coordinator = page_as(freja, width=1280)
    for page, addresses in (
        (desk, ["/restancesager/", f"/restancesager/{notice.pk}/", f"/lejeforhold/{street[0].pk}/"]),
        (coordinator, ["/overblik/", f"/restancesager/{notice.pk}/", f"/lejeforhold/{street[0].pk}/"]),
    ):
        for address in addresses:
            page.goto(address)
            assert "Kanariefugl" not in page.content()
    coordinator.goto("/overblik/")
    assert "Anna Andersen" in coordinator.locator("main").inner_text()
    for page in (desk, phone, coordinator):
        assert_quiet(page)

    for page, address in ((desk, f"/restancer/{notice.pk}/"), (coordinator, f"/restancer/{notice.pk}/")):
        assert page.goto(address).status == 403
    assert page_as(carla).goto(f"/restancer/{notice.pk}/").status == 404
