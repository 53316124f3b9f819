"""Letters: what the template proposes, and that the respondent's tells of nobody who is hidden."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.tests.clock import on
from core.errors import DomainError
from disputes.letter_page import propose
from disputes.letters.hiding import hidden_of
from disputes.letters.papers import blocks
from disputes.models import Complainant, Complaint, ComplaintLetter
from disputes.services.letters import Written, send_admonition, send_answer
from disputes.tests.ladder_play import TODAY, complaint_about, day, fresh, kinds, neighbour_of, seen
from tests.dispute_factories import IncidentFactory
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory

pytestmark = pytest.mark.django_db
CANARIES = ["Yrsa", "Kanariefugl", "Viggo", "Sangfugl", "1. tv", "Fuglevej", "Fuglevej 77", "Vidne Vidnesen"]


@pytest.fixture(autouse=True)
def clock():
    with on(TODAY):
        yield


@pytest.fixture
def yrsa(laerke):
    """In another stairwell, with Viggo."""
    stairwell = StairwellFactory(estate=laerke, street="Fuglevej", house_number="77")
    home = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor="1", side="tv"))
    ResidentFactory(tenancy=home, name="Yrsa Kanariefugl")
    ResidentFactory(tenancy=home, name="Viggo Sangfugl")
    return home


@pytest.fixture
def complaint(tenancy, yrsa):
    complaint = complaint_about(tenancy, by=[yrsa])
    Complainant.objects.filter(complaint=complaint).update(name="Yrsa Kanariefugl")
    IncidentFactory(
        complaint=complaint, on=day("2026-06-12"), starts_at="23:15", ends_at="01:30", place="Gården",
        text="Høj musik og råb.", witnesses="Vidne Vidnesen, 2. sal",
    )  # fmt: skip
    IncidentFactory(
        complaint=complaint, on=day("2026-06-13"), text="Yrsas hund blev bange, og Viggo vågnede."
    )
    IncidentFactory(complaint=complaint, on=day("2026-06-14"), place="Fuglevej 77, 1.tv", text="Bankede på.")
    IncidentFactory(complaint=complaint, on=day("2026-06-14"), text="Vidnesen hørte det også.")
    IncidentFactory(complaint=complaint, on=day("2026-06-11"), text="STRØGET", struck_at="2026-06-15T10:00Z")
    return complaint


def url_of(complaint, kind="admonition", name="complaint_letter"):
    return reverse(name, args=[complaint.pk, kind])


def said(complaint, **changes):
    typed = {"title": "Påmindelse", "text": "Hold ro efter kl. 22.", "language": "da", "on": "2026-06-20"}
    return {**typed, "seen": seen(complaint), **changes}


def words_of_pdf(answer):
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer) if answer.streaming else answer.content
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def assert_tells_of_nobody(words):
    for canary in CANARIES:
        assert canary.casefold() not in words.casefold(), canary


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_admonition_the_template_proposes_hides_those_who_complain(complaint, dorte, language):
    draft = propose("admonition", complaint, language, dorte)
    words = "\n".join([draft.title, draft.text, *draft.to])
    assert_tells_of_nobody(words)
    assert "Prøve Beboersen" in words
    assert "Høj musik og råb." in words
    assert "Gården" in words
    assert "Bankede på." in words
    assert "STRØGET" not in words
    assert ("kl. 23.15-1.30" if language == "da" else "23:15-1:30") in words
    assert "§ 82" in words or "section 82" in words


def test_an_incident_that_tells_keeps_its_day_alone(complaint, dorte):
    lines = propose("admonition", complaint, "da", dorte).text.splitlines()
    assert "- 13. juni 2026" in lines
    assert "- 14. juni 2026: Bankede på." in lines


def test_one_who_is_shown_is_named_and_the_others_are_not(complaint, dorte, tenancy):
    other = Complainant.objects.create(
        organisation=complaint.organisation, estate=complaint.estate, complaint=complaint,
        tenancy=neighbour_of(tenancy, "Åben Åbenhjertig"), name="Åben Åbenhjertig", made_by=dorte,
    )  # fmt: skip
    assert "Åben" not in propose("admonition", complaint, "da", dorte).text
    Complainant.objects.filter(pk=other.pk).update(is_shown=True)
    text = propose("admonition", complaint, "da", dorte).text
    assert "Klagen kommer fra Åben Åbenhjertig." in text
    assert_tells_of_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yrsa Kanariefugl har klaget.",
        "Det er yrsa, der har klaget.",
        "Familien Kanariefugl kan ikke sove.",
        "Viggos søvn",
        "Hos Sangfugl kan man høre det.",
        "Naboen i 1. tv klager.",
        "Naboen i 1.tv klager.",
        "De bor på fuglevej 77.",
        "FAMILIEN KANARIEFUGL",
    ],
)
def test_a_letter_that_tells_is_not_kept(complaint, dorte, text):
    with pytest.raises(DomainError, match="røber"):
        send_admonition(
            actor=dorte, complaint=complaint, seen=1, on=TODAY, letter=Written("Påmindelse", text)
        )
    assert not ComplaintLetter.objects.exists()
    assert kinds(complaint) == []
    assert fresh(complaint).admonished_on is None


@pytest.mark.parametrize(
    "text",
    [
        "Kære Prøve Beboersen",
        "I bor på Lærkevej 8, 3. th.",
        "Vi har fået en klage over støj.",
        "Den 1. tvist",
    ],
)
def test_what_tells_of_nobody_is_let_through(complaint, text):
    assert hidden_of(complaint).found_in(text) == []


def test_a_name_they_share_is_not_a_secret(complaint, yrsa, tenancy):
    ResidentFactory(tenancy=tenancy, name="Ole Kanariefugl")
    assert hidden_of(complaint).found_in("Kære Ole Kanariefugl") == []
    assert hidden_of(complaint).found_in("Yrsa Kanariefugl") == ["Yrsa Kanariefugl", "Yrsa"]


def test_one_who_withdrew_is_still_hidden(complaint):
    Complainant.objects.filter(complaint=complaint).update(withdrawn_on=TODAY)
    assert hidden_of(complaint).found_in("Yrsa") == ["Yrsa"]


# -- the pages -----------------------------------------------------------------------------------------


def test_the_letter_is_proposed_read_fetched_and_registered(login, dorte, complaint):
    client = login(dorte)
    page = client.get(url_of(complaint)).content.decode()
    assert "Høj musik og råb." in page
    typed = propose("admonition", complaint, "da", dorte)
    form = said(complaint, title=typed.title, text=typed.text)
    preview = client.post(url_of(complaint), {**form, "preview": "1"})
    sheet = preview.content.decode().split('<article class="sv-letter"')[1].split("</article>")[0]
    assert "20. juni 2026" in sheet
    assert_tells_of_nobody(sheet)
    draft = words_of_pdf(client.post(url_of(complaint, name="complaint_letter_draft"), form))
    assert "Prøve Beboersen" in draft
    assert_tells_of_nobody(draft)
    assert not ComplaintLetter.objects.exists()
    assert client.post(url_of(complaint), {**form, "note": "Digital Post 4711"}).status_code == 302
    letter = ComplaintLetter.objects.get()
    sent = words_of_pdf(client.get(reverse("complaint_letter_pdf", args=[letter.pk])))
    assert sent == draft
    assert (fresh(complaint).status, fresh(complaint).admonished_on) == ("admonition", TODAY)
    shown = client.get(reverse("complaint_letter_detail", args=[letter.pk])).content.decode()
    assert "Høj musik og råb." in shown
    assert letter.language == "da"


def test_in_english(login, dorte, complaint):
    page = login(dorte).get(url_of(complaint), {"sprog": "en"}).content.decode()
    assert "Reminder of good order" in page
    assert 'name="language" value="en"' in page


@pytest.mark.parametrize("name", ["complaint_letter", "complaint_letter_draft"])
def test_a_letter_that_tells_comes_back_as_typed(login, dorte, complaint, name):
    answer = login(dorte).post(url_of(complaint, name=name), said(complaint, text="Yrsa kan ikke sove."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "røber, hvem der har klaget" in page
    assert "Yrsa kan ikke sove." in page
    assert not ComplaintLetter.objects.exists()


def test_an_empty_letter_and_a_changed_complaint(login, dorte, complaint):
    client = login(dorte)
    assert client.post(url_of(complaint), said(complaint, text="")).status_code == 422
    assert client.post(url_of(complaint), said(complaint, seen=7)).status_code == 409
    assert client.post(url_of(complaint), said(complaint, on="2026-06-21")).status_code == 422


def test_doors(login, anna, carla, erik, freja, complaint):
    for person, admonition, answer in (
        (anna, 403, 200),
        (carla, 404, 404),
        (erik, 403, 403),
        (freja, 403, 403),
    ):
        client = login(person)
        assert client.get(url_of(complaint)).status_code == admonition
        assert client.get(url_of(complaint, "answer")).status_code == answer
    client = login(anna)
    assert client.get(url_of(complaint, "ukendt")).status_code == 404
    assert client.get(url_of(complaint, "answer"), {"klager": "0"}).status_code == 404
    assert client.get(url_of(complaint, name="complaint_letter_draft")).status_code == 405


# -- the answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_the_answer_says_nothing_of_the_respondent_or_of_what_was_done(request, complaint, who, language):
    Complaint.objects.filter(pk=complaint.pk).update(
        status="sanction", admonished_on=day("2026-06-16"), board_sent_on=day("2026-06-17"),
        board_decided_on=day("2026-06-18"), sanction="conditional", sanction_on=day("2026-06-19"),
        sanction_until=day("2027-06-19"), sanction_terms="HEMMELIGE VILKÅR",
    )  # fmt: skip
    actor = request.getfixturevalue(who)
    one = Complainant.objects.select_related("tenancy__dwelling__stairwell").get(complaint=complaint)
    draft = propose("answer", fresh(complaint), language, actor, one)
    words = "\n".join([draft.title, draft.text, *draft.to])
    secrets = ["Beboersen", "Lærkevej", "HEMMELIGE", "påmindelse", "sanktion", "betinget", "conditional"]
    for secret in [*secrets, "16. juni", "19. juni", "musik", "warning", "advarsel"]:
        assert secret.casefold() not in words.casefold(), secret
    assert "Yrsa Kanariefugl" in words
    assert "15. juni 2026" in words or "15 June 2026" in words
    assert ("Anna Andersen" in words) is (who == "anna")


def test_an_answer_is_kept_and_the_complainant_is_answered(login, anna, complaint):
    one = complaint.complainants.get()
    answer = login(anna).post(url_of(complaint, "answer"), said(complaint, title="Svar", text="Tak."))
    assert answer.status_code == 302
    letter = ComplaintLetter.objects.get()
    assert (letter.kind, letter.tenancy_id) == ("answer", one.tenancy_id)
    assert letter.recipient.startswith("Yrsa Kanariefugl\nFuglevej 77")
    assert (kinds(complaint), fresh(complaint).acted_on) == (["answered"], TODAY)


def test_one_who_withdrew_is_not_answered(anna, complaint):
    one = complaint.complainants.get()
    Complainant.objects.filter(pk=one.pk).update(withdrawn_on=TODAY)
    with pytest.raises(DomainError, match="ikke længere bag klagen"):
        send_answer(actor=anna, complainant=one, seen=1, on=TODAY, letter=Written("Svar", "Tak."))


def test_paragraphs_and_lists():
    found = [
        (block.kind, block.lines) for block in blocks("Kære\r\n\r\nDet er:\r\n- et\r\n- to\n\nHilsen\nOs")
    ]
    assert found == [
        ("text", ["Kære"]), ("text", ["Det er:"]), ("list", ["et", "to"]), ("text", ["Hilsen", "Os"])
    ]  # fmt: skip
