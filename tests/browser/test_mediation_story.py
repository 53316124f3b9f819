"""Two neighbours get an agreement instead of a legal case: from the complaint to the day its content is
deleted, over half a year; and the talk that shows that it is not to be offered.

Bo mediates, since Anna has the estate; Dorte and Erik read one word of it. The clock of the program is moved
as in eviction_play.py.
"""

from contextlib import contextmanager
from io import BytesIO

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import EstateAssignment
from core.danish import format_date_long
from disputes.models import Mediation, Party, PreTalk, RoomEntry
from disputes.services.mediation_retention import erase_mediations
from tests.browser.checks import assert_no_axe
from tests.browser.eviction_play import Play, fill
from tests.dispute_factories import ComplaintFactory
from tests.factories import DwellingFactory, ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db(transaction=True)
OF_A, OF_B = "Kanariefuglen", "Papegøjen"
"""Words that are said in one room each."""
POINTS = [
    ("B", "Ro efter kl. 22", "2026-12-01"),
    ("A", "Banker ikke i rørene", ""),
    ("", "Hilser på trappen", ""),
]


class Dispute(Play):
    """Asta in Lærkevej 8, 1. tv complains of the household above, to Erik's office."""

    def __init__(self, page_as, tenancy, dorte, anna, bo, erik):
        super().__init__(page_as, tenancy, dorte, anna)
        self.bo, self.erik = bo, erik
        below = DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0034", floor="2", side="th")
        home = TenancyFactory(dwelling=below, tenant_number="01")
        ResidentFactory(tenancy=home, name="Asta Aaen")
        with transaction.atomic():
            self.complaint = ComplaintFactory(
                respondent=tenancy, by=[home], reported_by=erik, received_on=timezone.localdate()
            )
        self.complaint.complainants.update(name="Asta Aaen")

    @property
    def mediation(self):
        return Mediation.objects.get()

    def party(self, label):
        return Party.objects.get(label=label)

    def at(self, address="", width=390):
        """Bo, on the mediation's page or one below it."""
        return self.visit(self.bo, f"/maegling/{self.mediation.pk}/{address}", width=width)

    def room(self, label, address=""):
        return self.visit(self.bo, f"/maegling/rum/{self.party(label).pk}/{address}", width=390)

    @contextmanager
    def next_step(self, name):
        """The big button of the card on top."""
        with self.at() as page:
            page.locator("#naeste .btn-primary").filter(has_text=name).click()
            yield page

    def paper(self, path):
        """The words of a PDF, as Bo gets it."""
        with self.at() as page:
            got = page.request.get(path)
            assert got.headers["content-type"] == "application/pdf"
            return " ".join(page.extract_text() for page in PdfReader(BytesIO(got.body())).pages)

    def knows_only(self, word):
        """All that the administration and the office read of it, on every page they have of the complaint."""
        pages = [
            (self.dorte, f"/klager/{self.complaint.pk}/"),
            (self.erik, f"/klager/mine/{self.complaint.pk}/"),
        ]
        for user, address in pages:
            with self.visit(user, address, width=1280) as page:
                text = page.locator("main").inner_text()
                assert word in text
                for secret in (OF_A, OF_B, "Ro efter kl. 22", "Beboerhuset", "N2026-", "Bo Berg"):
                    assert secret not in text


@pytest.fixture
def dispute(page_as, tenancy, dorte, anna, bo, erik):
    EstateAssignment.objects.update(starts_on=tenancy.starts_on)
    return Dispute(page_as, tenancy, dorte, anna, bo, erik)


def test_an_agreement_instead_of_a_case(page_as, tenancy, dorte, anna, bo, erik):
    EstateAssignment.objects.update(starts_on=tenancy.starts_on)
    before = Play(page_as, tenancy, dorte, anna)
    with before.day("2026-11-02"):
        play = Dispute(page_as, tenancy, dorte, anna, bo, erik)
        anna_offers_mediation(play)
        both_are_asked_alone(play)
        meeting_is_planned(play)
    with play.day("2026-11-11"):
        meeting_was_held(play)
        agreement_is_written(play)
        both_accept(play)
        paper_of_b(play)
    with play.day("2026-12-02"):
        followed_up(play, "Opfølgning på aftalen i dag")
    with play.day("2027-02-11"):
        followed_up(play, "Opfølgning på aftalen i dag")
        closed(play)
        day = play.mediation.delete_on
    with play.day(day.isoformat()):
        its_content_is_gone(play, day)


def anna_offers_mediation(play):
    with play.visit(play.anna, f"/klager/{play.complaint.pk}/", width=390) as page:
        page.get_by_role("link", name="Tilbyd mægling").click()
        page.locator("[name=agreed]").check()
        page.get_by_label("Hvem mægler?").select_option(label="Bo Berg")
        page.get_by_role("button", name="Åbn mæglingen").click()
        page.locator("#sv-messages").get_by_text("Bo Berg har fået besked").wait_for()
        assert page.request.get(f"/maegling/{play.mediation.pk}/").status == 404
    play.knows_only("Mægling tilbudt")


def both_are_asked_alone(play):
    with play.visit(play.bo, "/indbakke/", width=390) as page:
        assert "ægling" in page.locator("#indbakke").inner_text()
    for label, word in (("A", OF_A), ("B", OF_B)):
        with play.room(label, "forsamtale/") as page:
            fill(page, willing="yes", consents="on", note=f"{word} holder mig vågen")
            page.get_by_role("button", name="Gem forsamtalen").click()
            page.locator("#sv-messages").get_by_text("Forsamtalen er gemt").wait_for()
            assert word in page.content()
    with play.room("B") as page:
        assert OF_A not in page.content()


def meeting_is_planned(play):
    with play.next_step("Aftal et møde") as page:
        fill(page, on="2026-11-10", clock="16:30")
        page.locator("[name=place]").fill("Beboerhuset, lokale 2")
        page.get_by_role("button", name="Aftal mødet").click()
        page.locator("#sv-messages").get_by_text("Mødet er aftalt").wait_for()
        assert_no_axe(page)
    text = play.paper(f"/maegling/rum/{play.party('B').pk}/indbydelse.pdf")
    assert "Beboerhuset, lokale 2" in text
    assert "frivilligt" in text
    assert "Asta" not in text
    with play.visit(play.bo, "/i-dag/", width=390) as page:
        assert "Mægling" not in page.locator("main").inner_text()


def meeting_was_held(play):
    with play.visit(play.bo, "/i-dag/", width=390) as page:
        assert "Skriv, om mødet blev holdt" in page.locator("main").inner_text()
        assert "Asta" not in page.locator("main").inner_text()
        page.get_by_role("link", name="Åbn mæglingen").click()
        page.locator("#naeste .btn-primary").click()
        fill(page, result="held")
        page.get_by_role("button", name="Skriv det ned").click()
        page.get_by_text("Mødet er holdt").first.wait_for()
    play.knows_only("Mægling afholdt")


def agreement_is_written(play):
    """Three points, and the order is put right."""
    with play.next_step("Skriv aftalen") as page:
        for number, (label, text, starts_on) in enumerate(POINTS):
            who = str(play.party(label).pk) if label else "alle"
            page.locator(f"[name=punkter-{number}-who]").select_option(who)
            page.locator(f"[name=punkter-{number}-text]").fill(text)
            page.locator(f"[name=punkter-{number}-starts_on]").fill(starts_on)
        fill(page, talk_first="Vi banker på først", if_it_fails="Vi ringer til Bo")
        page.get_by_role("button", name="Gem, og tilføj et punkt").click()
        expect(page.locator("[name=punkter-3-text]")).to_be_visible()
        page.locator("button[value=op-3]").click()
        expect(page.locator("[name=punkter-1-text]")).to_have_value(POINTS[2][1])
        page.locator("#sv-messages").get_by_text("Aftalen er gemt").first.wait_for()
        page.locator("button[value=ned-2]").click()
        expect(page.locator("[name=punkter-1-text]")).to_have_value(POINTS[1][1])
        page.get_by_role("button", name="Gem aftalen").click()
        page.locator("#aftale").get_by_text("Forslag").wait_for()
        said = page.locator("#aftale .sv-points li").all_inner_texts()
        assert [line.partition(":")[0] for line in said] == ["B", "A", "Alle"]
        assert_no_axe(page)


def both_accept(play):
    """A signs at the table, B is read the agreement on the telephone."""
    for label, how in (("A", "signed"), ("B", "phone")):
        with play.next_step(f"{label} godkender") as page:
            assert "Banker ikke i rørene" in page.locator("main").inner_text()
            fill(page, how=how)
            page.get_by_role("button", name=f"{label} har sagt ja").click()
            page.get_by_text("har godkendt aftalen").wait_for()
    with play.at() as page:
        card = page.locator("#aftale").inner_text()
        assert "Godkendt af alle" in card
        assert "I telefonen" in card
        follow_ups = page.locator("#opfoelgning").inner_text()
        assert "2. dec." in follow_ups
        assert "11. feb. 2027" in follow_ups


def paper_of_b(play):
    text = play.paper(f"/maegling/rum/{play.party('B').pk}/aftale.pdf")
    for said in ("1. B: Ro efter kl. 22 fra 1. december 2026", "A: Asta Aaen", "Ingen indrømmer noget"):
        assert said in " ".join(text.split())
    for secret in (OF_A, OF_B, play.complaint.number, play.party("A").tenancy.dwelling.address):
        assert secret not in text


def followed_up(play, said):
    with play.visit(play.bo, "/i-dag/", width=390) as page:
        assert said in page.locator("main").inner_text()
    with play.next_step("Følg op") as page:
        fill(page, result="kept")
        page.get_by_role("button", name="Gem opfølgningen").click()
        page.get_by_text("Godt: aftalen holder").wait_for()


def closed(play):
    """What was found out last is the answer that is chosen already."""
    with play.next_step("Afslut mæglingen") as page:
        assert page.get_by_label("Aftale holdt").is_checked()
        page.get_by_role("button", name="Afslut mæglingen").click()
        page.locator("#sv-messages").get_by_text("Mæglingen er afsluttet").wait_for()
        day = format_date_long(play.mediation.delete_on)
        assert f"Slettes den {day}" in page.locator("main").inner_text()
    play.knows_only("Mægling afholdt")


def its_content_is_gone(play, day):
    """What the machine does every weekday morning."""
    where = f"/maegling/{play.mediation.pk}/"
    with transaction.atomic():
        assert erase_mediations(day) == 1
    for model in (Party, PreTalk, RoomEntry):
        assert not model.objects.exists()
    page = play.page_as(play.bo)
    assert page.goto(where).status == 404
    play.knows_only("Mægling afholdt")


def test_where_it_is_not_suitable_it_is_not_offered(dispute):
    """Found in the talk with A: B is told that there is none, and nobody is told why."""
    with dispute.visit(dispute.anna, f"/klager/{dispute.complaint.pk}/", width=390) as page:
        page.get_by_role("link", name="Tilbyd mægling").click()
        page.locator("[name=agreed]").check()
        page.get_by_label("Hvem mægler?").select_option(label="Bo Berg")
        page.get_by_role("button", name="Åbn mæglingen").click()
        page.locator("#sv-messages").get_by_text("Bo Berg har fået besked").wait_for()
    with dispute.room("A", "forsamtale/") as page:
        fill(page, willing="yes")
        page.get_by_label("En part er bange").check()
        page.get_by_label("Hvorfor ikke egnet?").fill(f"{OF_A} bider")
        page.get_by_role("button", name="Gem forsamtalen").click()
        page.locator("#sv-messages").get_by_text("mæglingen er afsluttet").wait_for()
    with dispute.at() as page:
        assert page.locator("#naeste").count() == 0
        assert OF_A not in page.content()
    with dispute.at("moede/") as page:
        assert page.get_by_role("button", name="Aftal mødet").count() == 0
    dispute.knows_only("Mægling ikke afholdt")
