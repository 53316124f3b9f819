"""What a party gets on paper, read back from the PDF: the agreement and the invitation, in both languages,
and nothing of any room."""

from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.danish import format_date_long
from core.tests.pdf_structure import structure_of
from disputes.models import AgreementFollowUp, Mediation, MediationMeeting, PreTalk
from disputes.services.agreement_follow_ups import record_follow_up
from disputes.services.meetings import plan_meeting
from disputes.tests.agreeing import (
    IN_ROOM_A,
    IN_ROOM_B,
    accept,
    agreed,
    days,
    drafted,
    fresh,
    met,
    parties,
    ready,
    when,
)

pytestmark = pytest.mark.django_db
ABOUT = "Hemmelig strid"


def read(client, route, party, language="da"):
    path = {"agreement": "aftale", "invitation": "indbydelse"}[route]
    response = client.get(f"/maegling/rum/{party.pk}/{path}.pdf?sprog={language}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert party.name.split()[0].lower() not in response["Content-Disposition"].lower()
    assert response["Cache-Control"] == "no-store"
    return " ".join(
        "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split()
    )


@pytest.fixture
def mediation(anna, laerke):
    return agreed(anna, laerke, about=ABOUT).mediation


def test_the_agreement_of_b_in_plain_words(login, anna, mediation):
    _a, b = parties(mediation)
    text = read(login(anna), "agreement", b)
    for said in (
        "Jeres aftale",
        "Fjordbo",
        "Børge Bech",
        b.tenancy.dwelling.address,
        f"1. B: Ro efter kl. 22 fra {format_date_long(days(3))}",
        "2. A: Banker ikke i rørene",
        "3. Alle: Hilser på trappen",
        "Vi banker på først.",
        "Vi ringer til mægleren.",
        f"godkendt {format_date_long(days(0))}",
        "Ingen indrømmer noget",
        "kan ikke bruges som bevis",
        "Anna Andersen",
    ):
        assert said in text
    for follow_up in AgreementFollowUp.objects.all():
        assert format_date_long(follow_up.due_on) in text


def test_in_english(login, anna, mediation):
    text = read(login(anna), "agreement", parties(mediation)[1], "en")
    for said in (
        "Your agreement",
        "1. B: Ro efter kl. 22 from",
        "3. Everybody: Hilser",
        "Nobody admits anything",
    ):
        assert said in text
    assert "indrømmer" not in text


def test_a_draft_is_a_proposal_with_room_to_sign(login, anna, laerke):
    agreement = drafted(anna, met(anna, laerke))
    a, b = parties(agreement.mediation)
    accept(anna, agreement, a)
    text = read(login(anna), "agreement", b)
    assert "Forslag til aftale" in text
    assert "ikke godkendt endnu" in text
    assert "Dato og underskrift, B" in text
    assert "Dato og underskrift" not in read(login(anna), "agreement", a)


@pytest.fixture
def everything(anna, mediation):
    """A meeting over the agreement, a follow-up with a note, and a room where much was said."""
    record_follow_up(
        actor=anna, follow_up=AgreementFollowUp.objects.first(), result="partly", note="Delvist, fortroligt"
    )
    PreTalk.objects.update(reason="Fortrolig grund")
    mediation.partys.update(phone="20112233")
    seen = fresh(mediation).revision
    plan_meeting(actor=anna, mediation=mediation, seen=seen, when=when())
    return mediation


@pytest.mark.parametrize("route", ["agreement", "invitation"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("label", ["A", "B"])
def test_nothing_of_any_room_nor_of_the_complaint(login, anna, everything, route, language, label):
    """Not of one's own room either: the paper may be shown to the other."""
    text = read(login(anna), route, everything.partys.get(label=label), language).lower()
    complaint = everything.complaint
    others = "Børge" if label == "A" else "Asta"
    secrets = [IN_ROOM_A, IN_ROOM_B, "20112233", "fortrolig grund", "delvist", ABOUT, complaint.number]
    secrets += ["underskrift", "telefon", "phone"] if route == "agreement" else [others]
    secrets += [row.name for row in complaint.complainants.all()]
    secrets.append(complaint.respondent.dwelling.address)
    other = everything.partys.exclude(label=label).get()
    secrets.append(other.tenancy.dwelling.address)
    for secret in secrets:
        assert secret.lower() not in text, secret


def test_the_invitation_says_when_where_and_that_one_may_say_no(login, anna, laerke):
    mediation = ready(anna, laerke)
    meeting = plan_meeting(actor=anna, mediation=mediation, seen=mediation.revision, when=when())
    hour = timezone.localtime(meeting.starts_at)
    text = read(login(anna), "invitation", parties(mediation)[0])
    for said in (
        "Asta Aaen",
        format_date_long(hour.date()),
        f"kl. {hour.hour}.{hour.minute:02d}",
        "Beboerhuset, lokale 2",
        "Det er frivilligt",
        "Det er fortroligt",
        "om mødet blev holdt eller ikke",
    ):
        assert said in text
    english = read(login(anna), "invitation", parties(mediation)[0], "en")
    assert "It is voluntary" in english
    assert "frivilligt" not in english


@pytest.mark.parametrize("path", ["aftale", "indbydelse"])
def test_every_word_is_in_the_structure(login, anna, everything, path):
    party = parties(everything)[0]
    response = login(anna).get(f"/maegling/rum/{party.pk}/{path}.pdf")
    found = structure_of(response.content)
    assert (found.lang, found.is_marked, found.loose, found.unread) == ("da", True, [], set())


@pytest.mark.parametrize(
    ("path", "said"), [("aftale", "ikke skrevet en aftale"), ("indbydelse", "ikke aftalt et møde")]
)
def test_before_there_is_anything_to_print(login, anna, laerke, path, said):
    party = parties(ready(anna, laerke))[0]
    response = login(anna).get(f"/maegling/rum/{party.pk}/{path}.pdf", follow=True)
    assert said in response.content.decode()


def test_whoever_has_left_gets_no_more_papers(login, anna, everything):
    everything.partys.filter(label="B").update(left_on=days(0))
    party = everything.partys.get(label="B")
    for path in ("aftale", "indbydelse"):
        response = login(anna).get(f"/maegling/rum/{party.pk}/{path}.pdf", follow=True)
        assert "ikke med længere" in response.content.decode()


@pytest.mark.parametrize("path", ["aftale", "indbydelse"])
def test_who_may(login, anna, bo, carla, dorte, erik, freja, gry, everything, path):
    url = f"/maegling/rum/{parties(everything)[0].pk}/{path}.pdf"
    assert [login(user).get(url).status_code for user in (bo, carla)] == [404, 404]
    assert [login(user).get(url).status_code for user in (dorte, erik, freja, gry)] == [403] * 4
    assert login(anna).post(url).status_code == 405
    Mediation.objects.update(erased_at=timezone.now())
    assert login(anna).get(url).status_code == 404
    assert MediationMeeting.objects.exists()
