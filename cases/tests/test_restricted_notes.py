"""Notes on sensitive facts: consent first, the responsible caretaker alone, a new version when wrong."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, User
from audit.models import LookUp
from cases.choices import CaseOutcome, CaseStatus, DataKind
from cases.models import CaseOpening, Draft, RestrictedNote
from cases.services.cases import close_case, reopen_case
from cases.services.restricted import correct_restricted_note, refuse_note, write_restricted_note
from core.errors import DomainError
from tests.case_factories import (
    CaseFactory,
    ConsentFactory,
    RestrictedNoteFactory,
    days_ahead,
    handed_over,
)

SECRET = "Kanariefugl: følges af psykiatrien"


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def consent(case):
    return ConsentFactory(case=case, for_own_notes=True, data_kinds=[DataKind.HEALTH])


def write(actor, case, text=SECRET):
    return write_restricted_note(actor=actor, case=case, text=text)


def test_it_rests_on_the_consent(anna, case, consent):
    note = write(anna, case)
    assert (note.text, note.consent, note.caretaker, note.tenancy) == (SECRET, consent, anna, case.tenancy)


def test_without_consent_it_says_so(anna, case):
    ConsentFactory(case=case)
    with pytest.raises(DomainError, match="kræver beboerens samtykke"):
        write(anna, case)
    assert not RestrictedNote.objects.exists()


def test_a_withdrawn_consent_ends_it_also_for_corrections(anna, case, consent):
    note = write(anna, case)
    consent.withdrawn_at, consent.withdrawn_by = timezone.now(), anna
    consent.save()
    with pytest.raises(DomainError, match="trukket tilbage"):
        write(anna, case, "Mere")
    with pytest.raises(DomainError, match="trukket tilbage"):
        correct_restricted_note(actor=anna, note=note, text="Mere")
    assert RestrictedNote.objects.get() == note


def test_a_consent_that_is_over_or_of_another_case_does_not_count(anna, case):
    today = timezone.localdate()
    past = {"given_on": today - dt.timedelta(days=9), "starts_on": today - dt.timedelta(days=9)}
    ConsentFactory(case=case, for_own_notes=True, ends_on=today - dt.timedelta(days=1), **past)
    ConsentFactory(for_own_notes=True)
    assert "kræver" in refuse_note(case)


def test_a_closed_case_takes_no_more(anna, case, consent):
    case.status, case.outcome = CaseStatus.CLOSED, CaseOutcome.HELPED
    case.closed_at, case.closed_by = timezone.now(), anna
    case.save()
    with pytest.raises(DomainError, match="afsluttet"):
        write(anna, case)


@pytest.mark.parametrize("who", ["bo", "carla", "dorte", "erik", "freja", "gry"])
def test_only_the_responsible_writes(who, case, consent, request):
    with pytest.raises(PermissionDenied):
        write(request.getfixturevalue(who), case)


def test_the_same_words_at_once_are_one_note(anna, case, consent):
    assert write(anna, case) == write(anna, case)
    assert RestrictedNote.objects.count() == 1


def test_a_correction_is_a_new_version(anna, case, consent):
    note = write(anna, case)
    new = correct_restricted_note(actor=anna, note=note, text="Følges af egen læge")
    note.refresh_from_db()
    assert (new.corrects, note.text) == (note, SECRET)
    assert correct_restricted_note(actor=anna, note=note, text="Følges af egen læge") == new
    with pytest.raises(DomainError, match="allerede rettet"):
        correct_restricted_note(actor=anna, note=note, text="Noget tredje")


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_make_one_version(anna, case, consent):
    note = write(anna, case)

    def submit(text):
        try:
            mine = RestrictedNote.objects.select_related("case__tenancy").get(pk=note.pk)
            return correct_restricted_note(actor=User.objects.get(pk=anna.pk), note=mine, text=text).pk
        except DomainError as error:
            return error.message
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(submit, ["a", "b", "c"]))
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert RestrictedNote.objects.count() == 2


def test_it_is_readable_by_the_responsible_alone(anna, bo, carla, dorte, erik, freja, gry, case):
    RestrictedNoteFactory(case=case)
    assert RestrictedNote.objects.visible_to(anna).count() == 1
    for other in (bo, carla, dorte, erik, freja, gry):
        assert not RestrictedNote.objects.visible_to(other).exists()


class TestWhenTheCaseChangesHands:
    def test_what_was_there_comes_with_a_case_that_is_given(self, anna, bo, case, consent):
        write(anna, case)
        handed_over(case, bo.membership)
        assert RestrictedNote.objects.visible_to(bo).count() == 1
        assert not RestrictedNote.objects.visible_to(anna).exists()

    def test_reopening_is_no_way_to_what_another_wrote(self, anna, bo, case, consent):
        write(anna, case)
        close_case(actor=anna, case=case, outcome="helped")
        had = EstateAssignment.objects.filter(membership=anna.membership)
        had.update(ends_on=days_ahead(-1))
        reopen_case(actor=bo, case=case)
        own = write(bo, case, "Bos eget")
        assert list(RestrictedNote.objects.visible_to(bo)) == [own]

    def test_who_was_given_it_reads_on_when_it_is_reopened(self, anna, bo, case, consent):
        write(anna, case)
        handed_over(case, bo.membership)
        close_case(actor=bo, case=case, outcome="helped")
        reopen_case(actor=anna, case=case)
        assert RestrictedNote.objects.visible_to(bo).count() == 1
        assert not RestrictedNote.objects.visible_to(anna).exists()

    def test_but_not_what_a_later_one_wrote(self, anna, bo, case, consent):
        write(anna, case)
        handed_over(case, bo.membership)
        handed_over(case, anna.membership)
        write(anna, case, "Skrevet siden")
        close_case(actor=anna, case=case, outcome="helped")
        EstateAssignment.objects.filter(membership=anna.membership).update(ends_on=days_ahead(-1))
        reopen_case(actor=bo, case=case)
        assert [note.text for note in RestrictedNote.objects.visible_to(bo)] == [SECRET]


def test_the_page_gives_the_words_back_and_records_the_look(login, anna, case, consent):
    client, url = login(anna), reverse("restricted_write", args=[case.pk])
    assert client.get(url).status_code == 200
    assert LookUp.objects.filter(actor=anna, subject="cases.Case", subject_id=case.pk).exists()
    assert client.post(url, {"text": ""}).status_code == 422
    failed = client.post(url, {"text": "Født 010190-1234"})
    assert failed.status_code == 422 and "010190-1234" in failed.content.decode()
    assert client.post(url, {"text": "Født 010190-1234", "cpr": "mask"}).status_code == 302
    assert RestrictedNote.objects.get().text == "Født xxxxxx-xxxx"


def test_without_consent_the_page_is_a_sentence_and_a_late_save_keeps_the_words(login, anna, case):
    client, url = login(anna), reverse("restricted_write", args=[case.pk])
    page = client.get(url).content.decode()
    assert "kræver beboerens samtykke" in page and "<textarea" not in page
    refused = client.post(url, {"text": SECRET})
    assert refused.status_code == 409 and SECRET in refused.content.decode()


def test_the_card_stands_on_the_case_of_the_responsible_alone(login, anna, bo, freja, case, consent):
    note = write(anna, case)
    correct_restricted_note(actor=anna, note=note, text="Nyt notat")
    page = reverse("case_detail", args=[case.pk])
    shown = login(anna).get(page).content.decode()
    assert "Nyt notat" in shown and SECRET in shown and "Det stod der før" in shown
    CaseOpening.objects.create(
        organisation=case.organisation,
        estate=case.estate,
        tenancy=case.tenancy,
        case=case,
        opened_by=freja,
        reason="Klage",
        ends_at=timezone.now() + dt.timedelta(hours=1),
    )
    for other in (bo, freja):
        seen = login(other).get(page)
        assert seen.status_code == 200 and "Nyt notat" not in seen.content.decode()
        assert "Følsomme notater" not in seen.content.decode()


def test_it_stands_nowhere_else(login, anna, bo, dorte, case, consent, tenancy):
    write(anna, case)
    for who in (anna, bo, dorte):
        page = login(who).get(reverse("tenancy_detail", args=[tenancy.pk]))
        assert SECRET not in page.content.decode()
    assert SECRET not in login(anna).get(reverse("visit_log", args=[tenancy.pk])).content.decode()
    assert SECRET not in login(anna).get(reverse("today")).content.decode()


def test_a_draft_never_holds_it(login, anna, tenancy):
    url = reverse("visit_draft", args=[tenancy.pk])
    login(anna).post(url, {"note": "Talte sammen", "text": SECRET, "restricted": "1"})
    assert "Kanariefugl" not in str(Draft.objects.get().body)


def test_the_contact_form_leads_there_when_asked(login, anna, bo, case, consent, tenancy):
    url = reverse("visit_log", args=[tenancy.pk])
    page = login(anna).get(url, {"result": "reached"}).content.decode()
    assert "Skriv om følsomme forhold bagefter" in page
    assert "følsom" not in login(bo).get(url, {"result": "reached"}).content.decode()
    form = {"client_uuid": "4d7a2c1e-2f0f-4df5-a7e3-3a4c6b3f9c11", "result": "reached", "plan": "none"}
    answer = login(anna).post(url, {**form, "restricted": "1", "next": "/i-dag/#nr-2"})
    assert answer["Location"] == f"{reverse('restricted_write', args=[case.pk])}?next=%2Fi-dag%2F%23nr-2"
    consent.withdrawn_at, consent.withdrawn_by = timezone.now(), anna
    consent.save()
    assert (
        "kun noteres med beboerens samtykke" in login(anna).get(url, {"result": "reached"}).content.decode()
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("bo", 404), ("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 403), ("gry", 403)],
)
def test_strangers_and_other_roles(login, case, who, status, request):
    note = RestrictedNoteFactory(case=case)
    client = login(request.getfixturevalue(who))
    for url in (
        reverse("restricted_write", args=[case.pk]),
        reverse("restricted_correct", args=[note.pk]),
    ):
        assert client.get(url).status_code == status
        assert client.post(url, {"text": "x"}).status_code == status


def test_a_former_assignment_is_a_stranger_and_wrong_methods(login, anna, case):
    note = RestrictedNoteFactory(case=case)
    url = reverse("restricted_correct", args=[note.pk])
    assert login(anna).put(url).status_code == 405
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert login(anna).get(url).status_code == 404
