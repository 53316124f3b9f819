"""The empty form, the noise log, and the file on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.papers import Paper
from core.tagged_pdf import tagged_pdf
from disputes.complaint_papers.complaint_form import PAPERS
from disputes.models import Complaint
from tests.dispute_factories import ComplaintFactory, IncidentFactory, MediationFactory, RoomEntryFactory

pytestmark = pytest.mark.django_db
MUST_SAY = {
    ("klage", "da"): (
        "Anonyme klager kan ikke tages",
        "Hvem skriver også under?",
        "får som regel ikke at vide, hvem der klager",
        "inden 4 uger. Juli tæller ikke med",
        "CPR-nummer",
        "Vi bruger oplysningerne til at behandle klagen",
    ),
    ("klage", "en"): (
        "cannot take anonymous complaints",
        "Who else signs?",
        "is not told who complains",
        "within 4 weeks; July does not count",
        "CPR number",
        "We use what you write to deal with the complaint",
    ),
    ("log", "da"): ("Dato", "Fra kl.", "Til kl.", "Sted", "Hvad skete der?", "Vidner"),
    ("log", "en"): ("Date", "From", "To", "Place", "What happened?", "Witnesses"),
}


def said(paper: Paper) -> str:
    return " ".join(words for words in paper.words if words)


@pytest.mark.parametrize("key", PAPERS, ids="-".join)
def test_each_says_what_it_must(key):
    words = said(PAPERS[key]("Fjordbo"))
    for must in MUST_SAY[key]:
        assert must in words


@pytest.mark.parametrize("key", PAPERS, ids="-".join)
def test_each_is_a_pdf_for_everybody(key):
    """Typst refuses what breaks PDF/UA; the words are all there."""
    paper = PAPERS[key]("Fjordbo")
    assert tagged_pdf(paper).startswith(b"%PDF")


@pytest.mark.parametrize("who", ["anna", "dorte", "erik"])
def test_to_print_and_to_fetch(login, request, who):
    client = login(request.getfixturevalue(who))
    page = client.get(reverse("complaint_form_print", args=["klage", "da"])).content.decode()
    assert "Anonyme klager kan ikke tages" in page
    assert "Fjordbo" in page
    pdf = client.get(reverse("complaint_form_pdf", args=["log", "en"]))
    assert pdf["Content-Type"] == "application/pdf"


def test_another_language_or_paper_is_not_there(login, anna):
    for wrong in (["klage", "fr"], ["andet", "da"]):
        assert login(anna).get(reverse("complaint_form_print", args=wrong)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("freja", 403), ("gry", 403)])
def test_not_for_others(login, request, who, status):
    url = reverse("complaint_form_print", args=["klage", "da"])
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_the_file_on_paper_has_one_word_of_a_mediation(login, dorte, anna, tenancy):
    complaint = ComplaintFactory(respondent=tenancy)
    IncidentFactory(complaint=complaint, text="Høj musik", witnesses="Naboen")
    IncidentFactory(complaint=complaint, text="En streget linje", struck_at=timezone.now())
    mediation = MediationFactory(complaint=complaint, estate=tenancy.estate, mediator=anna.membership)
    RoomEntryFactory(mediation=mediation, party__mediation=mediation, text="Kanariefugl")
    Complaint.objects.update(mediation="held")
    for who in (dorte, anna):
        page = login(who).get(reverse("complaint_print", args=[complaint.pk])).content.decode()
        for words in ("Internt", complaint.number, "Høj musik", "Vidner: Naboen", "Mægling afholdt"):
            assert words in page
        assert "Kanariefugl" not in page
        assert "En streget linje" not in page


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("erik", 403), ("freja", 403)])
def test_the_file_is_not_printed_for_others(login, request, tenancy, who, status):
    url = reverse("complaint_print", args=[ComplaintFactory(respondent=tenancy).pk])
    assert login(request.getfixturevalue(who)).get(url).status_code == status
