"""What a letter of an eviction case says: exactly, in both languages, and as it was when it was written."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from accounts.tests.clock import on
from core import papers
from core.errors import DomainError
from core.tagged_pdf import tagged_pdf
from core.tests.pdf_structure import structure_of
from evictions.choices import LETTERS_OF_OFFICE, LetterKind, LetterLanguage
from evictions.letters import help as help_letter
from evictions.letters.facts import Facts
from evictions.letters.templates import TEMPLATES, newest, write_paper
from evictions.models import EvictionCase, EvictionLetter, InstalmentPlan
from evictions.services.letters import paper_of, write_letter
from residents.models import Resident, Stairwell
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory
from tests.factories import ResidentFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 12, 1)
ASKED = {
    LetterKind.HELP: {"phone": "20 30 40 50", "more": "Jeg sidder i nr. 4 tirsdag kl. 15-17."},
    LetterKind.APPOINTMENT: {
        "on": "2026-12-08",
        "clock": "10:00:00",
        "place": "beboerhuset, lokale 2",
        "phone": "20 30 40 50",
    },
    LetterKind.INSTALMENT_PLAN: {"phone": "70 10 20 30"},
    LetterKind.MUNICIPAL_NOTICE: {"municipality": "Fjordby Kommune\nRådhuspladsen 1\n9999 Fjordby"},
}
EVERY = [(kind, language) for kind in LetterKind for language in LetterLanguage.values]


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


@pytest.fixture
def case(tenancy):
    """With everything in it that a letter might give away."""
    Stairwell.objects.update(postal_code="2400", city="København NV")
    Resident.objects.update(phone="31 32 33 34")
    ResidentFactory(tenancy=tenancy, name="Barnet Hemmelig", kind="resident")
    case = EvictionCaseFactory(
        tenancy=tenancy,
        claim_amount=Decimal("8412.00"),
        court="Retten i Fjordby",
        court_number="kanarie-12",
        representative="Kanarie Advokat",
        children="yes",
        demand_issued_on=dt.date(2026, 11, 10),
    )
    InstalmentPlanFactory(eviction_case=case, agreed_on=TODAY, comment="kanarie-bemærkning")
    return case


def paper(case, kind, language, writer):
    return write_paper(EvictionCase.objects.get(pk=case.pk), kind, language, writer, ASKED[kind])


def words(text: str) -> list[str]:
    return re.findall(r"[\w§-]+", text.lower())


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_letter_in_both_languages(anna, case, kind, language):
    said = paper(case, kind, language, anna)
    assert said.lang == {"da": "da", "en": "en-GB"}[language]
    assert [block.kind for block in said.blocks].count("title") == 1
    text = "\n".join(said.words)
    assert "Prøve Beboersen" in text
    assert "Lærkevej 8, 3. th" in text
    assert "2400 København NV" in text
    assert "Hemmelig" not in text
    assert {"da": "1. december 2026", "en": "1 December 2026"}[language] in text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_screen_reader_reads_every_word_of_it_in_order(anna, case, kind, language):
    said = paper(case, kind, language, anna)
    found = structure_of(tagged_pdf(said))
    assert (found.loose, found.unread, found.lang) == ([], set(), said.lang)
    assert (found.is_marked, found.shows_title, found.fonts_are_embedded) == (True, True, True)
    read = "".join(found.text.split()).replace("•", "")
    place = 0
    for piece in said.words:
        place = read.index("".join(piece.split()), place) + 1
    headings = [kind for kind, _text in found.elements if kind.startswith("H")]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert "".join(found.artifacts) == "Fjordbo · 1/1"


def facts(**changes):
    said = {
        "organisation": "Fjordbo",
        "names": ["Prøve Beboersen"],
        "address": ["Lærkevej 8, 3. th", "2400 København NV"],
        "number": "U2026-777",
        "writer": "Dorte Dahl",
        "on": TODAY,
        "asked": {"municipality": "Fjordby Kommune", "phone": "20304050", "more": "mere"},
        "owed": Decimal("9000"),
    }
    return Facts(**{**said, **changes})


class TestMunicipalNotice:
    """ALL § 92(2): name, address, and that an arrears case is filed at the bailiff court; nothing else."""

    TEMPLATE = {
        "da": """Underretning om en sag i fogedretten. Vi sender en sag om huslejerestance til fogedretten og
            underretter hermed kommunen efter almenlejelovens § 92, stk. 2. Sagen gælder: Navn Adresse
            Venlig hilsen""",
        "en": """Notice of a case at the bailiff court. We are filing a case about rent arrears at the bailiff
            court (fogedretten) and hereby notify the municipality under section 92(2) of the Danish act on
            renting social housing (almenlejeloven). The case concerns: Name Address Kind regards""",
    }
    GIVEN = (
        "Fjordbo Fjordby Kommune Rådhuspladsen 1 9999 Fjordby Prøve Beboersen Lærkevej 8, 3. th "
        "2400 København NV"
    )

    @pytest.mark.parametrize("language", ["da", "en"])
    def test_every_word_is_of_the_template_or_name_and_address(self, dorte, case, language):
        said = paper(case, LetterKind.MUNICIPAL_NOTICE, language, dorte)
        day = {"da": "1. december 2026", "en": "1 December 2026"}[language]
        allowed = set(words(f"{self.TEMPLATE[language]} {self.GIVEN} {day}"))
        assert set(words(" ".join(said.words))) <= allowed
        pdf = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(tagged_pdf(said))).pages)
        assert set(words(pdf)) <= allowed
        assert (said.foot, said.title in self.TEMPLATE[language]) == ("Fjordbo", True)

    @pytest.mark.parametrize("language", ["da", "en"])
    @pytest.mark.parametrize(
        "more",
        [
            {"number": "U1999-1"},
            {"writer": "En Anden"},
            {"agreed_on": dt.date(2020, 2, 2), "owed": Decimal("1")},
            {"instalments": [(dt.date(2020, 2, 2), Decimal("1"))]},
            {"asked": {"municipality": "Fjordby Kommune", "phone": "99", "more": "x", "place": "y"}},
        ],
    )
    def test_nothing_else_that_is_known_changes_it(self, language, more):
        for template in TEMPLATES[LetterKind.MUNICIPAL_NOTICE][language].values():
            assert template(facts()) == template(facts(**more))

    def test_two_tenants_are_both_named_and_others_who_live_there_not(self, dorte, case):
        ResidentFactory(tenancy=case.tenancy, name="Mette Medlejer", kind="co_tenant")
        said = paper(case, LetterKind.MUNICIPAL_NOTICE, "da", dorte)
        (block,) = [block for block in said.blocks if block.kind == "facts"]
        assert block.rows == [
            ["Navn", "Prøve Beboersen og Mette Medlejer"],
            ["Adresse", "Lærkevej 8, 3. th, 2400 København NV"],
        ]

    def test_without_a_tenant_in_the_register_there_is_no_notice(self, dorte, case):
        Resident.objects.update(kind="resident")
        with pytest.raises(DomainError, match="ingen lejer"):
            paper(case, LetterKind.MUNICIPAL_NOTICE, "da", dorte)


OF_DEBT = re.compile(
    r"gæld|restance|husleje|skyld|betal|foged|udsæt|ophæv|påkrav|opsig|rykker|frist|inkasso|kroner|\bkr\b|sag\b"
    r"|debt|arrear|rent|\bowe|pay|court|evict|terminat|deadline|case",
    re.IGNORECASE,
)
THREAT = re.compile(
    r"\bskal\b(?! vi mødes)|\bellers\b|konsekvens|advarsel|senest|must|otherwise|consequence|warning", re.I
)


class TestLettersOfTheCaretaker:
    KINDS = [LetterKind.HELP, LetterKind.APPOINTMENT]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("language", ["da", "en"])
    def test_nothing_in_it_tells_of_a_debt_or_threatens(self, anna, case, kind, language):
        said = paper(case, kind, language, anna)
        text = "\n".join([said.title, said.foot, *said.words])
        assert not OF_DEBT.search(text)
        assert not THREAT.search(text)
        assert case.number not in text

    def test_it_says_who_writes_and_how_to_reach_her(self, anna, case):
        text = "\n".join(paper(case, LetterKind.HELP, "da", anna).words)
        assert "Anna Andersen" in text
        assert "20 30 40 50" in text
        assert "Jeg sidder i nr. 4 tirsdag kl. 15-17." in text

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("da", ["tirsdag den 8. december 2026", "kl. 10.00"]),
            ("en", ["Tuesday 8 December 2026", "10:00"]),
        ],
    )
    def test_day_hour_and_place_of_the_appointment(self, anna, case, language, said):
        (block,) = [
            b for b in paper(case, LetterKind.APPOINTMENT, language, anna).blocks if b.kind == "facts"
        ]
        assert [value for _label, value in block.rows] == [*said, "beboerhuset, lokale 2"]


class TestInstalmentPlan:
    @pytest.mark.parametrize(
        ("language", "amount", "total"), [("da", "3.000,00", "9.000,00"), ("en", "3,000.00", "9,000.00")]
    )
    def test_the_table_is_the_plan(self, dorte, case, language, amount, total):
        said = paper(case, LetterKind.INSTALMENT_PLAN, language, dorte)
        (block,) = [block for block in said.blocks if block.kind == "table"]
        plan = InstalmentPlan.objects.get()
        assert len(block.rows) == 1 + plan.instalments.count()
        assert amount in block.rows[1][2]
        assert total in " ".join(said.words)
        assert case.number in " ".join(said.words)
        assert "kanarie" not in " ".join(said.words)

    def test_without_a_plan_there_is_no_letter(self, dorte, case):
        InstalmentPlan.objects.update(status="cancelled")
        with pytest.raises(DomainError, match="ingen afdragsordning"):
            paper(case, LetterKind.INSTALMENT_PLAN, "da", dorte)


class TestVersions:
    def test_every_kind_has_its_versions_in_both_languages_without_a_gap(self):
        assert set(TEMPLATES) == set(LetterKind)
        for languages in TEMPLATES.values():
            assert set(languages) == set(LetterLanguage.values)
            for versions in languages.values():
                assert sorted(versions) == list(range(1, len(versions) + 1))

    def test_an_old_letter_is_printed_as_it_was_and_a_new_one_by_the_new_words(self, anna, case, monkeypatch):
        asked = ASKED[LetterKind.HELP]
        old = write_letter(actor=anna, case=case, kind=LetterKind.HELP, language="da", asked=asked)
        before = paper_of(old)
        EvictionLetter.objects.filter(pk=old.pk).update(sent_on=TODAY, proof="I postkassen")

        def danish_2(facts):
            return [papers.sender(facts.organisation), papers.title("Nye ord")]

        monkeypatch.setitem(help_letter.VERSIONS["da"], 2, danish_2)
        new = write_letter(actor=anna, case=case, kind=LetterKind.HELP, language="da", asked=asked)
        assert (old.version, new.version, newest(LetterKind.HELP, "da")) == (1, 2, 2)
        assert paper_of(EvictionLetter.objects.get(pk=old.pk)) == before
        assert paper_of(new).title == "Nye ord"
        again = write_paper(case, LetterKind.HELP, "da", anna, asked, version=1)
        assert again == before

    def test_what_is_known_later_changes_no_letter(self, dorte, case):
        asked = ASKED[LetterKind.MUNICIPAL_NOTICE]
        letter = write_letter(
            actor=dorte, case=case, kind=LetterKind.MUNICIPAL_NOTICE, language="da", asked=asked
        )
        Resident.objects.filter(kind="tenant").update(name="Et Andet Navn")
        assert "Et Andet Navn" not in " ".join(paper_of(EvictionLetter.objects.get(pk=letter.pk)).words)


def test_which_letters_are_whose():
    assert sorted(set(LetterKind) - LETTERS_OF_OFFICE) == ["appointment", "help"]
