"""A complaint from the office's counter to a year's sanction and its end, across July, by three people. Who
complains is never told in what the respondent is sent.

The clock of the program is moved (as in eviction_play.py); the browser's and the database's are real.
"""

import datetime as dt
import io
from contextlib import contextmanager

import pytest
import time_machine
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import EstateAssignment
from disputes.models import Complaint, ComplaintLetter
from notifications.services.dispatching import drain
from notifications.services.scheduling import run_due
from tests.browser.checks import assert_quiet
from tests.factories import DwellingFactory, ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)
CANARIES = ("Yrsa", "Kanariefugl", "Viggo", "Sangfugl", "1. tv", "2. mf", "Vidnesen")


@pytest.fixture(autouse=True)
def neighbours(dwelling, tenancy):
    EstateAssignment.objects.update(starts_on=tenancy.starts_on)
    for name, floor, side in (("Yrsa Kanariefugl", "1", "tv"), ("Viggo Sangfugl", "2", "mf")):
        home = TenancyFactory(dwelling=DwellingFactory(stairwell=dwelling.stairwell, floor=floor, side=side))
        ResidentFactory(tenancy=home, name=name)


class Play:
    def __init__(self, page_as):
        self.page_as = page_as

    @contextmanager
    def visit(self, user, address="", *, width=1280):
        page = self.page_as(user, width=width)
        page.goto(address or f"/klager/{self.complaint.pk}/")
        yield page
        assert_quiet(page)
        page.context.close()
        drain()

    @property
    def complaint(self):
        return Complaint.objects.order_by("pk")[0]

    def step(self, user, key, *, choose="", **fields):
        with self.visit(user, f"/klager/{self.complaint.pk}/skridt/{key}/") as page:
            if choose:
                page.get_by_label(choose, exact=True).check()
            for name, value in fields.items():
                page.locator(f"[name={name}]").fill(value)
            page.get_by_role("button", name="Skriv det ned").click()
            page.locator("#sv-messages").get_by_text("Skrevet ned").wait_for()


def words_of(pdf):
    """Of a letter to the household that is complained about."""
    words = " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Prøve Beboersen" in words
    assert "Høj musik til kl. 2." in words
    return words


def assert_tells_of_nobody(words):
    for canary in CANARIES:
        assert canary.casefold() not in words.casefold(), canary


@contextmanager
def on(text):
    morning = dt.datetime.combine(dt.date.fromisoformat(text), dt.time(7), tzinfo=dt.UTC)
    with time_machine.travel(morning, tick=True):
        yield


@pytest.fixture
def play(page_as):
    return Play(page_as)


def take_in(page, about, names, text, day):
    """From the list to the receipt."""
    page.get_by_role("searchbox").fill(about)
    page.get_by_role("button", name="Søg", exact=True).click()
    page.locator("#fundet li", has_text="Lærkevej 8, 3. th").get_by_role("link").click()
    for address, name in names:
        page.locator("#hvem [name=q]").fill(about)
        page.locator("#hvem [name=find]").click()
        page.locator("#hvem li", has_text=address).get_by_role("button").click()
        page.locator(".sv-signer", has_text=address).locator("input[type=text]").fill(name)
    page.locator("[name=category]").select_option("noise")
    page.locator("[name=on]").fill(day)
    page.locator("[name=text]").fill(text)
    page.locator("[name=witnesses]").fill("Vidne Vidnesen")
    page.get_by_label("Klageskema").check()
    page.get_by_role("button", name="Tag klagen ind").click()


def test_from_the_counter_to_a_years_sanction(play, erik, anna, dorte):
    with on("2026-06-15"):
        signed = [("Lærkevej 8, 1. tv", "Yrsa Kanariefugl"), ("Lærkevej 8, 2. mf", "Viggo Sangfugl")]
        with play.visit(erik, "/klager/ny/") as page:
            take_in(page, "Lærkevej 8", signed, "Høj musik til kl. 2.", "2026-06-13")
            page.get_by_text("Mere end det her får ejendomskontoret ikke at se").wait_for()
            assert_tells_of_nobody(page.content())
            assert page.request.get(f"/klager/{play.complaint.pk}/").status == 403
        assert play.complaint.complainants.count() == 2
        assert str(play.complaint.action_due) == "2026-08-13"
    with on("2026-06-16"):
        with play.visit(anna, "/indbakke/", width=390) as page:
            line = page.locator("#indbakke li", has_text="Ny klage")
            expect(line).to_contain_text("Lærkevej 8, 3. th")
            assert_tells_of_nobody(page.content())
        with play.visit(anna, "/i-dag/", width=390) as page:
            page.get_by_text("Ny klage: væsentlig støj, handles senest tors. 13. aug").wait_for()
        with play.visit(anna, width=390) as page:
            page.get_by_text("juli tæller ikke med").first.wait_for()
            page.get_by_text("Skriv en hændelse ind").click()
            page.locator("#haendelser [name=text]").fill("Viggo vågnede igen kl. 3.")
            page.get_by_role("button", name="Skriv den ind").click()
            page.locator("#haendelser").get_by_text("Viggo vågnede igen").wait_for()
    across_july(play, anna)
    with on("2026-08-20"), play.visit(dorte, "/klager/ny/") as page:
        take_in(page, "Lærkevej 8", signed[:1], "Fest hele natten.", "2026-08-19")
        page.get_by_text("Det er den 2. klage over husstanden").wait_for()
    to_the_sanction(play, anna, dorte)
    with on("2027-10-12"), play.visit(dorte) as page:
        page.get_by_role("link", name="Sanktionen er udløbet").click()
        page.get_by_role("button", name="Skriv det ned").click()
        page.get_by_text("Sanktion er udløbet").first.wait_for()
    assert (play.complaint.status, play.complaint.outcome) == ("closed", "sanctioned")


def across_july(play, anna):
    """Nothing is counted, nobody is reminded, and a week before she is."""
    for morning in ("2026-07-10", "2026-07-31"):
        with on(morning):
            run_due()
            drain()
            with play.visit(anna, width=390) as page:
                expect(page.locator(".sv-reasons").first).to_contain_text("13. aug.")
            with play.visit(anna, "/indbakke/", width=390) as page:
                assert page.locator("#indbakke li", has_text="Lærkevej").count() == 1
    with on("2026-08-06"):
        run_due()
        drain()
        with play.visit(anna, "/indbakke/", width=390) as page:
            assert page.locator("#indbakke li", has_text="om 7 dage").count() >= 1
            assert page.locator("#indbakke li", has_text="Lærkevej").count() == 2
        play.step(anna, "samtale", choose="Den, der er klaget over", on="2026-08-06")
        with play.visit(anna, width=390) as page:
            page.get_by_text("inden fristen tors. 13. aug").first.wait_for()


def to_the_sanction(play, anna, dorte):
    with on("2026-08-24"), play.visit(dorte) as page:
        page.locator("#breve").get_by_role("link", name="Påmindelse").click()
        text = page.locator("[name=text]")
        proposed = text.input_value()
        assert "Høj musik til kl. 2." in proposed
        assert_tells_of_nobody(proposed)
        text.fill(f"{proposed}\n\nYrsa kan ikke sove.")
        page.get_by_role("button", name="Registrér som sendt").click()
        page.get_by_text("røber, hvem der har klaget").first.wait_for()
        assert [problem for problem in page.sv_problems if "422" not in problem] == []
        page.sv_problems.clear()
        text.fill(proposed)
        with page.expect_download() as download:
            page.get_by_role("button", name="Hent som PDF").click()
        assert_tells_of_nobody(words_of(download.value.path().read_bytes()))
        page.get_by_role("button", name="Registrér som sendt").click()
        page.locator("#sv-messages").get_by_text("Brevet er skrevet ned som sendt").wait_for()
        sent = ComplaintLetter.objects.get()
        assert_tells_of_nobody(words_of(page.request.get(f"/klager/breve/{sent.pk}/pdf/").body()))
    with on("2026-08-25"), play.visit(anna, f"/klager/{play.complaint.pk}/brev/answer/") as page:
        answer = page.locator("[name=text]").input_value()
        assert "Yrsa Kanariefugl" in answer
        assert not any(word in answer for word in ("Viggo", "Sangfugl", "Beboersen", "åmindelse"))
    with on("2026-09-10"):
        play.step(anna, "fortsat", on="2026-09-09")
        with play.visit(anna, width=390) as page:
            page.get_by_text("Næste skridt er administrationens").wait_for()
    with on("2026-09-14"):
        play.step(dorte, "naevn", on="2026-09-14")
    with on("2026-09-28"):
        play.step(dorte, "svar-til-naevnet", on="2026-09-28")
    with on("2026-10-12"):
        said = {"on": "2026-10-12", "terms": "Ingen musik efter kl. 22."}
        play.step(dorte, "afgoerelse", choose="Betinget lejeforhold i 1 år", **said)
        with play.visit(dorte) as page:
            expect(page.locator("#trin")).to_contain_text("Ingen musik efter kl. 22.")
    assert str(play.complaint.sanction_until) == "2027-10-12"
