"""A report's whole story with every real part: browser, worker, dispatcher, broker, database.

Erik reports in four taps; Anna's inbox and I dag have it; she takes it, writes a sentence, makes it a case;
Erik sees that it is under way and the sentence, and nothing of the case; she closes it. One that nobody
takes is told to Freja; one of acute danger that nobody gets, at once.
"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import EstateAssignment
from accounts.services.assignments import hand_over
from conditions.models import ConcernFlag
from conditions.services.escalation import tell_coordinators
from conditions.tests.handling import change, flag
from notifications.models import InboxItem
from notifications.tests.conftest import start, until, valkey  # noqa: F401 - fixtures
from tests.browser.checks import assert_quiet

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Vi har aftalt oprydning i uge 49"
CANARY = "Kanariefuglen skal passes imens"


def has(user, kind):
    return lambda: InboxItem.objects.filter(recipient=user, kind=kind).exists()


def words(page):
    return page.locator("main").inner_text()


def report_in_four_taps(phone, dwelling):
    phone.goto(f"/meld/lejemaal/{dwelling.pk}/")
    phone.locator("label", has_text="Affald, ophobning").click()
    phone.locator("label", has_text="Ved døren").click()
    phone.get_by_role("button", name="Send melding").click()
    phone.get_by_text("Det meldte du").wait_for()


def test_from_the_door_to_closed(page_as, anna, erik, freja, dwelling, tenancy, start, until, valkey):  # noqa: F811
    start("worker", valkey.url)
    start("dispatcher", valkey.url)

    office = page_as(erik)
    report_in_four_taps(office, dwelling)
    concern = ConcernFlag.objects.get()
    until(has(anna, "concern"), seconds=60)

    phone = page_as(anna)
    phone.goto("/indbakke/")
    assert "Affald, ophobning · Lærkeparken · meldt i dag" in words(phone)
    phone.goto("/i-dag/")
    phone.get_by_role("link", name="Se meldingen").first.click()
    phone.get_by_role("button", name="Tag den").click()
    phone.get_by_text("Du har den. Den blev taget i dag").wait_for()
    until(has(erik, "concern_taken"), seconds=60)

    phone.locator("label", has_text="Svar til den, der meldte").click()
    phone.locator("textarea[name=text]").fill(SENTENCE)
    phone.get_by_role("button", name="Send besked").click()
    phone.locator(".sv-thread").get_by_text(SENTENCE).wait_for()
    until(has(erik, "concern_message"), seconds=60)

    phone.get_by_role("link", name="Gør den til en sag").click()
    phone.get_by_label("Hvad handler sagen om?").fill(CANARY)
    phone.get_by_role("button", name="Opret sagen").click()
    phone.get_by_text("Meldinger fra ejendomskontoret").wait_for()
    phone.goto(f"/meldinger/{concern.pk}/")

    office.goto(f"/meld/{concern.pk}/")
    told = words(office)
    assert "I gang" in told and SENTENCE in told
    concern.refresh_from_db()
    for secret in ("Kanariefugl", f"ag {concern.case.number}", "/sager/", "Prøve Beboersen"):
        assert secret not in office.content()
    office.locator("label", has_text="Nøgler").click()
    office.locator("textarea[name=text]").fill("Nøglen ligger på kontoret")
    office.get_by_role("button", name="Send besked").click()
    office.locator(".sv-thread").get_by_text("Nøglen ligger på kontoret").wait_for()
    until(has(anna, "concern_message"), seconds=60)

    phone.goto(f"/meldinger/{concern.pk}/afslut/")
    phone.get_by_label("Løst").check()
    phone.get_by_label("Begrundelse").fill(CANARY)
    phone.get_by_role("button", name="Afslut meldingen").click()
    phone.get_by_text("Genåbn").wait_for()
    until(has(erik, "concern_closed"), seconds=60)
    office.goto(f"/meld/{concern.pk}/")
    assert "Kanariefugl" not in office.content()
    phone.goto("/meldinger/?vis=afsluttede")
    assert "Løst" in words(phone)
    for page in (phone, office):
        assert_quiet(page)


def test_what_nobody_takes_the_coordinator_is_told(
    page_as,
    anna,
    erik,
    freja,
    tenancy,
    start,  # noqa: F811
    until,  # noqa: F811
    valkey,  # noqa: F811
):
    start("worker", valkey.url)
    start("dispatcher", valkey.url)
    change(flag(tenancy, erik), created_at=timezone.now() - dt.timedelta(days=9))
    assert tell_coordinators(timezone.localdate()) == 1
    until(has(freja, "untaken_concern"), seconds=60)
    desk = page_as(freja, width=1280)
    desk.goto("/overblik/")
    desk.get_by_role("link", name="Meldinger, ingen har taget").click()
    assert "Anna Andersen" in words(desk) and "åben i 9 dage" in words(desk)
    assert_quiet(desk)


def test_acute_danger_that_no_caretaker_gets_the_coordinator_is_told_at_once(
    page_as,
    anna,
    erik,
    freja,
    dwelling,
    tenancy,
    start,  # noqa: F811
    until,  # noqa: F811
    valkey,  # noqa: F811
):
    """Anna has left the estate; Freja gives it back to her."""
    EstateAssignment.objects.filter(membership=anna.membership).delete()
    start("worker", valkey.url)
    start("dispatcher", valkey.url)
    office = page_as(erik)
    office.goto(f"/meld/lejemaal/{dwelling.pk}/")
    office.locator(".sv-chips label", has_text="Ja").click()
    office.locator("label", has_text="Brandfare").click()
    office.locator("label", has_text="Ved døren").click()
    office.get_by_role("button", name="Send melding").click()
    office.get_by_text("Afdelingen har ingen social vicevært i dag. Koordinatoren får den").wait_for()
    until(has(freja, "acute_concern"), seconds=60)
    desk = page_as(freja, width=1280)
    desk.goto("/indbakke/")
    assert "Akut fare, og afdelingen har ingen social vicevært i dag: Brandfare" in words(desk)
    desk.get_by_role("link", name="Lærkevej 8, 3. th").click()
    desk.get_by_role("heading", name="Meldinger, ingen har taget").wait_for()
    hand_over(
        actor=freja,
        estate=dwelling.estate,
        membership=anna.membership,
        starts_on=timezone.localdate(),
    )
    until(has(anna, "concern"), seconds=60)
    desk.goto("/indbakke/")
    assert "hos Anna Andersen" in words(desk)
    assert InboxItem.objects.filter(recipient=freja).count() == 1
    assert_quiet(desk)
