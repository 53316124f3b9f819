"""Writing, reading, printing and sending a letter on the screen."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from audit.models import LookUp
from evictions.choices import LetterKind
from evictions.models import EvictionCase, EvictionLetter, LegalStep
from evictions.services.eviction_cases import put_eviction_right
from evictions.services.letters import write_letter
from evictions.tests.test_letters import ASKED
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory

pytestmark = pytest.mark.django_db
NOTICE, HELP = LetterKind.MUNICIPAL_NOTICE, LetterKind.HELP


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="terminated")


def form_url(case, kind):
    return reverse("eviction_letter_create", args=[case.pk, kind.value])


def write(client, case, kind, **changes):
    return client.post(form_url(case, kind), {"language": "da", **ASKED[kind], **changes})


def letter_of(actor, case, kind=NOTICE):
    return write_letter(actor=actor, case=case, kind=kind, language="da", asked=ASKED[kind])


def page(client, name, letter):
    return client.get(reverse(f"eviction_letter_{name}", args=[letter.pk]))


def send(client, letter, **changes):
    seen = EvictionCase.objects.get(pk=letter.eviction_case_id).revision
    said = {"seen": seen, "on": str(timezone.localdate()), "proof": "Digital Post 12", **changes}
    return client.post(reverse("eviction_letter_sent", args=[letter.pk]), said)


def eviction_page(client, case):
    return client.get(reverse("eviction_detail", args=[case.pk])).content.decode()


def test_the_notice_from_the_form_to_the_proof(login, dorte, case):
    client = login(dorte)
    assert "Kun navn, adresse" in client.get(form_url(case, NOTICE)).content.decode()
    answer = write(client, case, NOTICE)
    letter = EvictionLetter.objects.get()
    assert answer["Location"] == reverse("eviction_letter_detail", args=[letter.pk])
    seen = page(client, "detail", letter).content.decode()
    assert "Underretning om en sag i fogedretten" in seen
    assert "Prøve Beboersen" in seen
    assert send(client, letter)["Location"] == reverse("eviction_detail", args=[case.pk])
    whole = eviction_page(client, case)
    assert "Underretning til kommunen" in whole
    assert "Digital Post 12" in whole
    assert "Digital Post 12" in page(client, "detail", letter).content.decode()
    assert LegalStep.objects.get().kind == "municipality_notified"


def test_the_help_letter_on_the_phone_of_the_caretaker(login, anna, case):
    client = login(anna)
    write(client, case, HELP)
    letter = EvictionLetter.objects.get()
    assert "Vi vil gerne hjælpe" in page(client, "detail", letter).content.decode()
    assert send(client, letter, proof="Lagt i postkassen").status_code == 302


def test_in_english_the_sheet_says_so(login, anna, case):
    client = login(anna)
    write(client, case, HELP, language="en")
    letter = EvictionLetter.objects.get()
    for name in ("detail", "print"):
        text = page(client, name, letter).content.decode()
        assert '<article class="sv-letter" lang="en-GB">' in text
        assert "We would like to help" in text


def test_the_form_remembers_the_draft_and_then_the_last_one(login, anna, dorte, case):
    write(login(anna), case, HELP)
    assert "20 30 40 50" in login(anna).get(form_url(case, HELP)).content.decode()
    assert "20 30 40 50" in login(anna).get(form_url(case, LetterKind.APPOINTMENT)).content.decode()
    EvictionLetter.objects.update(sent_on=timezone.localdate(), proof="I postkassen")
    again = login(anna).get(form_url(case, HELP)).content.decode()
    assert "20 30 40 50" in again
    assert "Jeg sidder i nr. 4" not in again
    write(login(dorte), case, NOTICE)
    other = EvictionCaseFactory(tenancy__dwelling__stairwell=case.tenancy.dwelling.stairwell)
    assert "Fjordby Kommune" in login(dorte).get(form_url(other, NOTICE)).content.decode()


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        (HELP, {"phone": ""}, "Skriv et telefonnummer"),
        (HELP, {"language": "fr"}, "Vælg"),
        (HELP, {"more": "010190-1234"}, "ligner et CPR-nummer"),
        (LetterKind.APPOINTMENT, {"on": "2020-01-01"}, "Datoen er passeret"),
        (LetterKind.APPOINTMENT, {"clock": "snart"}, "Skriv det som 9.30."),
        (LetterKind.APPOINTMENT, {"place": ""}, "Skriv, hvor I skal mødes."),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(login, anna, case, kind, changes, said):
    on = {"on": str(timezone.localdate())} if kind == LetterKind.APPOINTMENT else {}
    answer = write(login(anna), case, kind, **{**on, **changes})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    if "phone" not in changes:
        assert "20 30 40 50" in text
    assert not EvictionLetter.objects.exists()


def test_a_plan_that_is_not_there_is_said_on_the_form(login, dorte, case):
    answer = write(login(dorte), case, LetterKind.INSTALMENT_PLAN)
    assert answer.status_code == 422
    assert "Der løber ingen afdragsordning på sagen" in answer.content.decode()
    assert "Afdragsordning</a>" not in eviction_page(login(dorte), case)
    InstalmentPlanFactory(eviction_case=case)
    assert form_url(case, LetterKind.INSTALMENT_PLAN) in eviction_page(login(dorte), case)
    assert write(login(dorte), case, LetterKind.INSTALMENT_PLAN).status_code == 302


def test_pdf_and_paper_are_the_letter_and_nothing_else(login, anna, case):
    client = login(anna)
    letter = letter_of(anna, case, HELP)
    answer = page(client, "pdf", letter)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert answer["Content-Disposition"] == f'attachment; filename="brev-{letter.pk}.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.metadata.title == "Vi vil gerne hjælpe"
    assert "Kære Prøve Beboersen" in reader.pages[0].extract_text()
    printed = page(client, "print", letter).content.decode()
    sheet = printed[printed.index("<article") : printed.index("</article>")]
    assert case.number not in sheet
    assert "<h1>Vi vil gerne hjælpe</h1>" in sheet


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"on": ""}, 422, "Vælg en dato."),
        ({"on": str(timezone.localdate() + dt.timedelta(days=1))}, 422, "ligger i fremtiden"),
        ({"on": "2001-01-01"}, 422, "mere end et år siden"),
        ({"proof": ""}, 422, "Skriv, hvordan det er sendt"),
    ],
)
def test_a_proof_that_is_not_right(login, dorte, case, changes, status, said):
    letter = letter_of(dorte, case)
    answer = send(login(dorte), letter, **changes)
    assert answer.status_code == status
    assert said in answer.content.decode()
    letter.refresh_from_db()
    assert letter.sent_on is None


def test_registered_twice_or_after_somebody_else_the_page_says_so(login, dorte, case):
    client, letter = login(dorte), letter_of(dorte, case)
    seen = EvictionCase.objects.get(pk=case.pk).revision
    put_eviction_right(actor=dorte, case=case, seen=seen, children="yes")
    answer = send(client, letter, seen=seen)
    assert answer.status_code == 409
    assert "Oplysninger rettet" in answer.content.decode()
    assert "Digital Post 12" in answer.content.decode()
    assert send(client, letter).status_code == 302
    assert send(client, letter).status_code == 409
    assert LegalStep.objects.filter(kind="municipality_notified").count() == 1


def test_a_caretaker_reads_the_administrations_and_changes_nothing(login, anna, dorte, case):
    letter = letter_of(dorte, case)
    client = login(anna)
    text = page(client, "detail", letter).content.decode()
    assert "Brevet er ikke sendt endnu." in text
    assert "Registrér som sendt" not in text
    assert send(client, letter).status_code == 403
    assert client.get(form_url(case, NOTICE)).status_code == 403


def test_the_administration_sees_nothing_of_the_caretakers(login, anna, dorte, case):
    letter = letter_of(anna, case, HELP)
    send(login(anna), letter, proof="kanarie-postkasse")
    client = login(dorte)
    whole = eviction_page(client, case)
    assert "Vi vil gerne hjælpe" not in whole
    assert "kanarie-postkasse" not in whole
    for name in ("detail", "print", "pdf"):
        assert page(client, name, letter).status_code == 404
    assert client.get(form_url(case, HELP)).status_code == 403


@pytest.mark.parametrize("who", ["carla", "freja", "erik", "gry"])
def test_nobody_else_reads_a_letter(request, login, anna, case, who):
    letter = letter_of(anna, case, HELP)
    client = login(request.getfixturevalue(who))
    for name in ("detail", "print", "pdf"):
        assert page(client, name, letter).status_code == 404
    assert send(client, letter).status_code == 404


def test_wrong_methods_and_wrong_kinds(login, anna, case):
    letter, client = letter_of(anna, case, HELP), login(anna)
    for name in ("detail", "print", "pdf"):
        assert client.post(reverse(f"eviction_letter_{name}", args=[letter.pk])).status_code == 405
    assert client.get(reverse("eviction_letter_sent", args=[letter.pk])).status_code == 405
    assert client.get(reverse("eviction_letter_create", args=[case.pk, "rykker"])).status_code == 404


def test_who_reads_prints_or_fetches_one_is_written_down(login, anna, case):
    letter, client = letter_of(anna, case, HELP), login(anna)
    for number, name in enumerate(("detail", "print", "pdf"), 1):
        page(client, name, letter)
        assert LookUp.objects.filter(actor=anna, subject="evictions.EvictionCase").count() == number


def test_the_card_asks_no_more_for_three_letters_than_for_one(
    login, anna, case, django_assert_max_num_queries, django_assert_num_queries
):
    client, url = login(anna), reverse("eviction_detail", args=[case.pk])
    letter_of(anna, case, HELP)
    client.get(url)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for _ in range(2):
        EvictionLetter.objects.update(sent_on=timezone.localdate(), proof="I postkassen")
        letter_of(anna, case, HELP)
    assert EvictionLetter.objects.count() == 3
    with django_assert_num_queries(len(one)):
        client.get(url)
