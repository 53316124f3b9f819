"""A letter as PDF can be read by a screen reader: read back with pypdf, element by element."""

import io
import logging

import pytest
from pypdf import PdfReader

from core import papers
from core.papers import Paper
from core.tagged_pdf import tagged_pdf
from core.tests.pdf_structure import structure_of


def paper(*blocks, language="da"):
    return Paper(language, "Vi vil gerne hjælpe", "Fjordbo", list(blocks))


WHOLE = paper(
    papers.sender("Fjordbo"),
    papers.address("Prøve Beboersen", "Lærkevej 8, 3. th\n2400 København NV"),
    papers.day("1. december 2026"),
    papers.title("Vi vil gerne hjælpe"),
    papers.text("Kære Prøve"),
    papers.heading("Det kan jeg hjælpe med"),
    papers.items("at forstå de breve, du har fået", "at søge om hjælp"),
    papers.facts([("Dag", "tirsdag"), ("Sted", "hos dig")]),
    papers.table(["Nr.", "Beløb"], [["1", "3.000,00 kr."], ["2", "2.000,00 kr."]]),
    papers.strong("Anna Andersen"),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_word_is_in_the_structure_in_the_order_it_is_read():
    found = structure_of(tagged_pdf(WHOLE))
    assert (found.loose, found.unread) == ([], set())
    read = squeezed(found.text).replace("•", "")
    said = [": ".join(row) for block in WHOLE.blocks if block.kind == "facts" for row in block.rows]
    expected = squeezed("".join(WHOLE.words))
    for fact in said:
        expected = expected.replace(squeezed(fact.replace(": ", "")), squeezed(fact))
    assert read == expected


def test_headings_lists_and_tables_are_what_they_are():
    found = structure_of(tagged_pdf(WHOLE))
    headings = [(kind, text) for kind, text in found.elements if kind.startswith("H")]
    assert headings == [("H1", "Vi vil gerne hjælpe"), ("H2", "Det kan jeg hjælpe med")]
    cells = [(kind, text.strip()) for kind, text in found.elements if kind in ("TH", "TD")]
    assert cells == [
        ("TH", "Nr."),
        ("TH", "Beløb"),
        ("TD", "1"),
        ("TD", "3.000,00 kr."),
        ("TD", "2"),
        ("TD", "2.000,00 kr."),
    ]
    assert found.types.count("L") == 1
    assert found.types.count("LI") == 2
    assert "Table" in found.types


def test_only_the_foot_is_read_to_nobody():
    found = structure_of(tagged_pdf(WHOLE))
    assert "".join(found.artifacts) == "Fjordbo · 1/1"


@pytest.mark.parametrize(("language", "lang"), [("da", "da"), ("en", "en-GB")])
def test_language_title_and_marks(language, lang):
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), papers.text("Kære"), language=language)))
    assert (found.lang, found.title) == (lang, "Vi vil gerne hjælpe")
    assert (found.shows_title, found.is_marked, found.fonts_are_embedded) == (True, True, True)


def test_it_says_of_itself_that_it_is_for_everybody():
    metadata = PdfReader(io.BytesIO(tagged_pdf(WHOLE))).trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_on_several_pages_too():
    long = [papers.text(f"Afsnit {number}. " + "Regningerne ligger i bunker. " * 12) for number in range(40)]
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), *long)))
    assert (found.loose, found.unread) == ([], set())
    read = squeezed(found.text)
    places = [read.index(f"Afsnit{number}.") for number in range(40)]
    assert places == sorted(places)
    assert "".join(found.artifacts).startswith("Fjordbo · 1/")


MARKUP = (
    "#panic() *fed* _kursiv_ $x$ = Overskrift // skjult @navn <label> \\ #sys.inputs [x] `kode` https://x.dk"
)


def test_what_is_written_is_never_read_as_markup():
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), papers.text(MARKUP))))
    assert squeezed(MARKUP) in squeezed(found.text)
    assert "Formula" not in found.types
    assert "Link" not in found.types


def test_names_are_written_as_they_are():
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), papers.text("Şükrü Đorđević Łukasz Æbelø"))))
    assert "Şükrü Đorđević Łukasz Æbelø" in found.text


def test_a_sign_without_a_letter_is_a_box_and_says_nothing_in_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), papers.text("漢字 😀\u200b\x07 slut"))))
    assert "□□ □" in found.text
    assert found.text.endswith("slut")
    assert not [record for record in caplog.records if record.levelno >= logging.INFO]


def test_empty_lines_do_no_harm():
    found = structure_of(tagged_pdf(paper(papers.title("Brev"), papers.text(""), papers.text("a\n\nb"))))
    assert squeezed(found.text) == "Brevab"


def test_a_paper_is_kept_and_read_again_as_it_was():
    assert Paper.from_json(WHOLE.as_json()) == WHOLE
    assert tagged_pdf(Paper.from_json(WHOLE.as_json())) is not None
