"""Correcting a contact as a browser without JavaScript meets it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment
from audit.models import LookUp
from cases.choices import VisitResult
from cases.models import FollowUp, Visit
from cases.services.visits import Details, log_visit
from tests.case_factories import ActionFactory, CaseFactory
from tests.factories import FollowUpFactory


@pytest.fixture
def visit(anna, tenancy):
    return log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        note="Aftalt mandag",
        details=Details(
            facts=["agreement"],
            duration_minutes=30,
            residents=frozenset(tenancy.residents.values_list("pk", flat=True)),
        ),
    )


@pytest.fixture
def url(visit):
    return reverse("visit_correct", args=[visit.pk])


def body(visit, **fields):
    """What the form holds when it is opened, and the changes."""
    occurred = timezone.localtime(visit.occurred_at)
    return {
        "client_uuid": str(uuid.uuid4()),
        "result": visit.result,
        "note": visit.note,
        "facts": visit.facts,
        "duration": visit.duration_minutes or "",
        "residents": list(visit.residents.values_list("pk", flat=True)),
        "occurred_on": occurred.date().isoformat(),
        "occurred_time": occurred.strftime("%H:%M"),
        **fields,
    }


def test_the_form_holds_what_was_written(login, anna, url, visit):
    page = login(anna).get(url).content.decode()
    assert "Aftalt mandag" in page and "Gem rettelsen" in page
    for value in ("agreement", "30", visit.residents.get().pk, "reached"):
        assert f'value="{value}" checked' in page
    assert LookUp.objects.filter(actor=anna, subject_id=visit.tenancy_id).exists()


def test_saved_it_stands_and_can_be_undone(login, anna, url, visit):
    client = login(anna)
    response = client.post(url, body(visit, note="Aftalt tirsdag", next="/i-dag/"))
    new = Visit.objects.standing().get()
    assert (response.status_code, response["Location"]) == (302, "/i-dag/")
    assert (new.note, new.facts, new.duration_minutes, new.occurred_at) == (
        "Aftalt tirsdag",
        ["agreement"],
        30,
        visit.occurred_at,
    )
    undone = client.post(f"{reverse('visit_undo', args=[new.pk])}?next=/i-dag/")
    assert undone["Location"] == "/i-dag/"
    assert Visit.objects.standing().get() == visit


def test_nothing_changed_says_so(login, anna, url, visit):
    login(anna).post(url, body(visit))
    assert Visit.objects.count() == 1


def test_the_promise_ahead_stands_unless_it_is_dropped(login, anna, url, visit):
    FollowUpFactory(tenancy=visit.tenancy, caretaker=anna, due_on=timezone.localdate() + dt.timedelta(days=3))
    client = login(anna)
    client.post(url, body(visit, note="Tirsdag", plan="keep"))
    assert FollowUp.objects.open().exists()
    newest = Visit.objects.standing().get()
    client.post(reverse("visit_correct", args=[newest.pk]), body(newest, plan="none"))
    assert not FollowUp.objects.open().exists()


def test_an_action_it_got_done_is_ticked_and_can_be_opened_again(login, anna, url, visit):
    action = ActionFactory(case=CaseFactory(tenancy=visit.tenancy, responsible=anna.membership))
    client = login(anna)
    client.post(url, body(visit, actions=action.pk))
    newest = Visit.objects.standing().get()
    again = reverse("visit_correct", args=[newest.pk])
    assert f'value="{action.pk}" checked' in client.get(again).content.decode()
    client.post(again, body(newest))
    action.refresh_from_db()
    assert action.is_open


def test_an_old_contact_can_be_corrected(login, anna, url, visit):
    Visit.objects.update(occurred_at=timezone.now() - dt.timedelta(days=60))
    visit.refresh_from_db()
    assert login(anna).post(url, body(visit, note="Rettet sent")).status_code == 302
    assert Visit.objects.standing().get().occurred_at == visit.occurred_at


def test_errors_and_conflicts_give_all_back(login, anna, url, visit):
    client = login(anna)
    wrong = client.post(url, body(visit, note="Vigtige ord", plan="date"))
    assert wrong.status_code == 422 and "Vigtige ord" in wrong.content.decode()
    form = body(visit, note="Ny")
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    conflict = client.post(url, {**form, "note": "Andre ord"})
    assert conflict.status_code == 409 and "Andre ord" in conflict.content.decode()
    second_tab = client.post(url, body(visit, note="Fra en anden fane"))
    assert second_tab.status_code == 409
    assert "allerede rettet" in second_tab.content.decode()
    assert "Fra en anden fane" in second_tab.content.decode()
    assert Visit.objects.count() == 2


def test_a_replaced_one_is_refused_with_a_sentence(login, anna, url, visit):
    client = login(anna)
    client.post(url, body(visit, note="Ny"))
    page = client.get(url)
    assert page.status_code == 409 and "allerede rettet" in page.content.decode()


def test_the_phones_outbox_is_answered(login, anna, url, visit):
    answer = login(anna).post(url, body(visit, note="Ny", next="/i-dag/"), headers={"X-Outbox": "1"})
    assert (answer.status_code, answer.json()) == (201, {"location": "/i-dag/"})


@pytest.mark.parametrize(
    ("who", "status"),
    [("bo", 404), ("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 403), ("gry", 403)],
)
def test_strangers_and_other_roles(login, url, visit, who, status, request):
    client = login(request.getfixturevalue(who))
    assert client.get(url).status_code == status
    assert client.post(url, body(visit, note="Ny")).status_code == status
    assert Visit.objects.count() == 1


def test_a_former_assignment_is_a_stranger_and_wrong_methods(login, anna, url):
    assert login(anna).put(url).status_code == 405
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert login(anna).get(url).status_code == 404
