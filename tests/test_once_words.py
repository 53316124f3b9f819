"""What counts as the same form, and when it may be sent again."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, SentForm
from accounts.services.once import KEPT_DAYS, schedule, tidy_sent_forms
from cases.models import Case, Consent, SupportPlanGoal
from notifications.registry import scheduled
from residents.models import RegisterImport
from residents.tests.register_files import csv_of, row
from tests.case_factories import CaseFactory
from tests.factories import ResidentFactory
from tests.once_table import ahead

pytestmark = pytest.mark.django_db
ONCE = "once"


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def to(case):
    return reverse("goal_add", args=[case.pk])


def goal(text="Åbne posten", **more):
    return {"text": text, **more}


def id_on(html):
    return re.search(f'name="{ONCE}" value="([^"]+)"', html).group(1)


def test_other_words_are_another_form(login, anna, to):
    client, sent = login(anna), str(uuid.uuid4())
    client.post(to, goal(once=sent))
    client.post(to, goal("Åbne posten hver uge", once=sent))
    assert SupportPlanGoal.objects.count() == 2


def test_the_same_words_in_two_forms_are_two(login, anna, to):
    client = login(anna)
    for _turn in range(2):
        client.post(to, goal(once=str(uuid.uuid4())))
    assert SupportPlanGoal.objects.count() == 2


def test_without_an_id_it_is_taken_as_it_comes(login, anna, to):
    client = login(anna)
    for _turn in range(2):
        client.post(to, goal())
    assert SupportPlanGoal.objects.count() == 2
    assert not SentForm.objects.exists()


def test_an_id_is_its_persons_own(login, anna, bo, to):
    sent = str(uuid.uuid4())
    assert login(anna).post(to, goal(once=sent)).status_code == 302
    assert login(bo).post(to, goal(once=sent)).status_code == 302
    assert SupportPlanGoal.objects.count() == 2


def test_another_token_is_the_same_form(login, anna, to):
    """Django draws it anew for each page, and the phone fetches a fresh one."""
    client, sent = login(anna), str(uuid.uuid4())
    for token in ("a", "b"):
        client.post(to, goal(once=sent, csrfmiddlewaretoken=token))
    assert SupportPlanGoal.objects.count() == 1


def test_what_was_wrong_may_be_sent_again_with_the_same_id(login, anna, case, to):
    client, sent = login(anna), str(uuid.uuid4())
    shown = client.post(to, goal(text="", once=sent))
    assert shown.status_code == 422
    assert id_on(shown.content.decode()) == sent
    assert not SentForm.objects.exists()
    stand = Case.objects.filter(pk=case.pk)
    stand.update(status="closed", outcome="helped", closed_at=timezone.now(), closed_by=anna)
    assert client.post(to, goal(once=sent)).status_code == 422
    stand.update(status="active", outcome="", closed_at=None, closed_by=None)
    assert client.post(to, goal(once=sent)).status_code == 302
    assert SupportPlanGoal.objects.count() == 1


def test_what_was_refused_may_be_sent_again_with_the_same_id(login, bo, case):
    """Nothing of a transaction that was rolled back is left."""
    to = reverse("goal_add", args=[case.pk + 1])
    assert login(bo).post(to, goal(once=str(uuid.uuid4()))).status_code == 404
    assert not SentForm.objects.exists()


def test_htmx_gets_the_same_answer(login, anna, to):
    client, sent = login(anna), str(uuid.uuid4())
    answers = [client.post(to, goal(once=sent), headers={"HX-Request": "true"}) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert SupportPlanGoal.objects.count() == 1


def test_looking_at_what_would_happen_is_not_sending(login, anna, bo):
    client, to, sent = login(anna), reverse("absence_create"), str(uuid.uuid4())
    away = {"starts_on": ahead(1), "ends_on": ahead(2), "stand_in": bo.membership.pk, ONCE: sent}
    for headers in ({}, {"HX-Request": "true"}):
        assert client.post(to, {**away, "preview": "1"}, headers=headers).status_code == 200
    assert not SentForm.objects.exists()
    assert client.post(to, away).status_code == client.post(to, away).status_code == 302
    assert Absence.objects.count() == 1


def test_a_form_on_paper_is_fetched_as_often_as_wanted(login, anna, case):
    client, to = login(anna), reverse("consent_create", args=[case.pk])
    person = ResidentFactory(tenancy=case.tenancy)
    said = {
        "resident": person.pk,
        "purpose": "Et budget",
        "data_kinds": ["contact"],
        "for_own_notes": "on",
        "form": "written",
        "given_on": ahead(0),
        "starts_on": ahead(0),
        "ends_on": ahead(30),
        ONCE: str(uuid.uuid4()),
    }
    for _turn in range(2):
        assert client.post(to, {**said, "print": "da"}).status_code == 200
    client.post(to, said)
    client.post(to, said)
    assert Consent.objects.count() == 1


def test_the_same_name_with_another_content_is_another_file(login, dorte):
    client, to, sent = login(dorte), reverse("register_import_upload"), str(uuid.uuid4())
    files = [csv_of(row()), csv_of(row(rent="7501,00")), csv_of(row())]
    for content in files:
        upload = SimpleUploadedFile("register.csv", content)
        assert client.post(to, {"file": upload, ONCE: sent}).status_code == 302
    assert RegisterImport.objects.count() == 2


def test_what_was_typed_is_not_kept(login, anna, to):
    login(anna).post(to, goal("Åbne posten hver uge", once=str(uuid.uuid4())))
    row = SentForm.objects.get()
    assert re.fullmatch("[0-9a-f]{32}", row.digest)
    assert "posten" not in row.location


def test_sending_again_asks_for_nothing_but_the_form(login, anna, to):
    client, sent = login(anna), str(uuid.uuid4())
    client.post(to, goal(once=sent))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(to, goal(once=sent))
    asked = [query["sql"] for query in queries if "cases_" in query["sql"] or "INSERT" in query["sql"]]
    assert not asked


def test_they_are_tidied_after_a_week(anna):
    today = timezone.localdate()
    for days in (0, KEPT_DAYS - 1, KEPT_DAYS + 1):
        made = SentForm.objects.create(user=anna, digest=f"{days:032x}", location="/i-dag/")
        SentForm.objects.filter(pk=made.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    assert tidy_sent_forms(today) == 1
    assert tidy_sent_forms(today) == 0
    assert schedule() in scheduled()
