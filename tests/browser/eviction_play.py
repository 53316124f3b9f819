"""The stage of tests/browser/test_eviction_story.py: the days, the two people, and what each of them sees.

The clock of the program is moved (time_machine: forms, rules, sessions); the database's own now() is not, so
what it stamps (created_at of decisions and inbox lines) is the day the test ran. Nothing here looks at those,
and the day of a list, by which pages and plans go, is put right by `upload`. The browser's clock is real,
too: no page asks it for the day.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from evictions.models import ArrearsList, ArrearsNotice, EvictionCase
from evictions.tests.intake_files import csv_file
from notifications.models import Delivery
from notifications.services.dispatching import drain
from tests.browser.checks import assert_quiet

CANARY = "Kanariefuglen har det godt"
SECRETS = ("Kanariefugl", "Udveje", "way-out", "Log kontakt", "Åbn sagen med begrundelse")
"""What no page of the administration holds: Anna's note, the ways out, the doors to her work."""
FLAGS = {
    "demand_early": "kunne tidligst sendes",
    "demand_disputed": "Tæller en lørdag og grundlovsdag med som hverdage, var det tidsnok",
    "demand_by_email": "Påkravet er sendt med e-mail, og det gælder ikke.",
    "deadline_unproved": "Der er ikke bevis for, hvornår påkravet kom frem.",
    "deadline_short": "men efter reglerne løber den til og med",
    "terminated_early": "men påkravsfristen løber til og med",
    "terminated_without_deadline": "Lejemålet er ophævet, men påkravsfristen er ukendt.",
    "filed_without_notice": "uden at kommunen er underrettet.",
    "notice_late": "efter at sagen blev sendt til fogedretten",
    "fee_high": "måtte det højst være",
    "fee_unknown": "er ikke efterprøvet.",
    "hearing_without_contact": "Fogedmødet er",
    "eviction_without_contact": "Udsættelsen er",
    "standstill_ending": "Henstanden slutter",
    "standstill_over": "Henstanden er slut.",
}
"""Every flag of evictions/red_flags.py, and words that only its sentence has."""
HEADER = ("Lejemål", "Saldo", "Forfald", "Trin")


class Play:
    """One household, Dorte at the desk and Anna with the phone. `raised` gathers the flags both have seen."""

    def __init__(self, page_as: Callable[..., Page], tenancy: Any, dorte: Any, anna: Any) -> None:
        self.page_as, self.tenancy, self.dorte, self.anna = page_as, tenancy, dorte, anna
        self.raised: set[str] = set()

    @contextmanager
    def day(self, text: str) -> Iterator[None]:
        """Nine o'clock in the morning of that day (in winter), and on."""
        morning = dt.datetime.combine(dt.date.fromisoformat(text), dt.time(8), tzinfo=dt.UTC)
        with time_machine.travel(morning, tick=True):
            yield

    @property
    def case(self) -> EvictionCase:
        return EvictionCase.objects.get(tenancy=self.tenancy)

    def where(self, rest: str = "") -> str:
        return f"/udsaettelser/{self.case.pk}/{rest}"

    @contextmanager
    def visit(self, user: Any, address: str, *, width: int) -> Iterator[Page]:
        """Logged in anew; the browser has nothing to complain of, and what was owed is delivered after."""
        page = self.page_as(user, width=width)
        page.goto(address)
        yield page
        assert_quiet(page)
        page.context.close()
        drain()
        assert not Delivery.objects.filter(status__in=("pending", "parked")).exists()

    def desk(self, address: str | None = None, user: Any = None) -> Any:
        return self.visit(user or self.dorte, address or self.where(), width=1280)

    def phone(self, address: str | None = None) -> Any:
        return self.visit(self.anna, address or self.where(), width=390)

    def flagged(self, *keys: str) -> None:
        """Exactly these are shown to both; and the desk does not hold what is Anna's."""
        for visit in (self.desk, self.phone):
            with visit() as page:
                card = page.locator("#opmaerksom")
                said = " ".join(card.inner_text().split()) if card.count() else ""
                assert {key for key, words in FLAGS.items() if words in said} == set(keys)
                assert len(card.locator("li").all()) == len(keys)
                if visit == self.desk:
                    keeps_secrets(page)
        self.raised |= set(keys)

    def told(self, *words: str) -> None:
        """The newest lines of Anna's inbox about this household, newest first, begin so."""
        with self.phone("/indbakke/") as page:
            lines = page.locator("#indbakke li").all_inner_texts()
        for line, word in zip(lines, words, strict=False):
            assert "Lærkevej 8, 3. th" in line
            assert word in line
        assert len(lines) >= len(words)

    def register(self, what: str, **fields: str) -> None:
        """One of the forms of a legal step; `fields` by the name of the field."""
        with self.desk(self.where(f"{what}/")) as page:
            fill(page, **fields)
            page.get_by_role("button", name="Registrér", exact=True).click()
            page.locator("#sv-messages").wait_for()
            page.wait_for_url(f"**{self.where()}*")
            keeps_secrets(page)

    def upload(self, *rows: tuple[str, ...]) -> None:
        """Each row: amount, due day and stage of this tenancy, as the rent ledger writes them. Its day is put
        right before it is imported."""
        content = csv_file(*((self.tenancy.reference, *row) for row in rows), header=HEADER)
        with self.desk("/restancelister/ny/") as page:
            page.set_input_files(
                "input[type=file]", {"name": "restancer.csv", "mimeType": "text/csv", "buffer": content}
            )
            page.get_by_role("button", name="Læs filen").click()
            page.get_by_role("button", name="Importér").wait_for()
            ArrearsList.objects.filter(status="preview").update(created_at=timezone.now())
            page.get_by_role("button", name="Importér").click()
            page.locator("#fremdrift").wait_for()
            drain()
            page.get_by_text("Hvad listen førte til").wait_for()

    def decide_in_bulk(self, verdict: str, reason: str, *, tab: str, does: str) -> None:
        with self.desk(f"/udsaettelser/?fane={tab}") as page:
            page.get_by_label("Vælg Lærkevej 8, 3. th").check()
            page.get_by_role("button", name="Beslut for de valgte").click()
            page.get_by_label(verdict).check()
            page.get_by_label("Begrundelse").fill(reason)
            page.get_by_role("button", name="Se, hvad der sker").click()
            page.get_by_text(does).wait_for()
            keeps_secrets(page)
            page.get_by_role("button", name="Beslut for de valgte").click()
            page.get_by_text(f"Besluttet »{verdict}« for 1 sag").wait_for()

    def decide(self, verdict: str, reason: str, **fields: str) -> None:
        """On the page of the case."""
        with self.desk() as page:
            card = page.locator("#beslutning")
            card.get_by_label(verdict).check()
            fill(card, **fields)
            card.get_by_label("Begrundelse").fill(reason)
            card.get_by_role("button", name="Gem beslutningen").click()
            expect(page.locator("#beslutning .sv-decisions")).to_contain_text(reason)
            keeps_secrets(page)

    def claim(self, *lines: tuple[str, str, str]) -> None:
        with self.desk(self.where("krav/")) as page:
            for number, (kind, amount, due) in enumerate(lines):
                line = {f"type_{number}": kind, f"amount_{number}": amount, f"due_date_{number}": due}
                fill(page, **line)
            page.get_by_role("button", name="Gem kravet").click()
            page.wait_for_url(f"**{self.where()}*")

    def log_contact(self, result: str) -> None:
        """With the canary, in the contact form of the phone."""
        with self.phone(f"/lejeforhold/{self.tenancy.pk}/kontakt/?result={result}") as page:
            page.get_by_label("Notat").fill(CANARY)
            page.locator("label", has_text="1 uge").first.click()
            page.get_by_role("button", name="Gem kontakt").click()
            page.wait_for_selector("text=Fortryd")
        with self.phone(f"/lejeforhold/{self.tenancy.pk}/") as page:
            assert CANARY in page.content()
        self.desk_knows_nothing()

    def desk_knows_nothing(self) -> None:
        notice = ArrearsNotice.objects.get(tenancy=self.tenancy)
        others = [f"/restancesager/{notice.pk}/", f"/lejeforhold/{self.tenancy.pk}/", "/udsaettelser/moede/"]
        with self.desk() as page:
            keeps_secrets(page)
            for address in others:
                page.goto(address)
                assert "Kanariefugl" not in page.content()

    def close(self, outcome: str) -> None:
        with self.desk(self.where("afslut/")) as page:
            page.get_by_label(outcome, exact=True).check()
            page.get_by_role("button", name="Afslut sagen").click()
            page.locator("#sv-messages").get_by_text("Udsættelsessagen er afsluttet.").wait_for()
            keeps_secrets(page)

    def counted(self, **figures: str) -> None:
        """On the page of figures of this year, in the row of the estate."""
        with self.desk("/udsaettelser/tal/") as page:
            row = page.locator("tbody tr", has_text="Lærkeparken")
            for title, number in figures.items():
                label = title.replace("_", " ")
                cell = row.locator(f"td[data-label='{label}']")
                assert (title, cell.inner_text().split(",")[0].strip()) == (title, number)


def keeps_secrets(page: Page) -> None:
    content = page.content()
    assert not [word for word in SECRETS if word in content]


def fill(place: Any, **fields: str) -> None:
    for name, value in fields.items():
        field = place.locator(f"[name={name}]:visible")
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            place.locator(f"[name={name}][value={value}]").check()
        elif kind == "checkbox":
            field.check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
