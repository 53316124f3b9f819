"""Undo: everything is as before the visit, within the window, by the one who logged it."""

import datetime as dt
import uuid
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.choices import VisitResult
from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from cases.services.visits import UNDO_WINDOW, VisitConflictError, log_visit, undo_visit
from core.errors import DomainError
from tests.factories import FollowUpFactory


@pytest.fixture
def visit(anna, tenancy):
    return log_visit(
        actor=anna, tenancy=tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4(), note="Ringede på"
    )


def test_an_undone_visit_stands_no_more_and_is_not_deleted(anna, visit):
    undo_visit(actor=anna, visit=visit)
    assert not Visit.objects.standing().exists()
    assert Visit.objects.get().note == "Ringede på"


def test_the_proposed_next_step_is_dropped(anna, visit):
    undo_visit(actor=anna, visit=visit)
    assert not FollowUp.objects.open().exists()


def test_the_promise_it_settled_is_open_again(anna, tenancy):
    promised = FollowUpFactory(tenancy=tenancy, caretaker=anna, text="Ring om budget")
    visit = log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        next_step=NextStep(timezone.localdate() + dt.timedelta(days=7), "Nyt møde"),
    )
    undo_visit(actor=anna, visit=visit)
    assert FollowUp.objects.open().get() == promised


def test_undoing_twice_changes_nothing(anna, visit):
    first = undo_visit(actor=anna, visit=visit).undone_at
    assert undo_visit(actor=anna, visit=visit).undone_at == first


def test_a_later_plan_is_left_alone(anna, tenancy, visit):
    later = log_visit(
        actor=anna,
        tenancy=tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        next_step=NextStep(timezone.localdate() + dt.timedelta(days=7), "Nyt møde"),
    )
    undo_visit(actor=anna, visit=visit)
    assert FollowUp.objects.open().get().visit == later


def test_too_late_after_ten_minutes(anna, visit):
    Visit.objects.update(created_at=timezone.now() - dt.timedelta(minutes=11))
    with pytest.raises(DomainError, match="for sent"):
        undo_visit(actor=anna, visit=visit)
    assert Visit.objects.standing().exists()


def test_only_the_one_who_logged_it(bo, carla, dorte, visit):
    with pytest.raises(DomainError, match="Kun den"):
        undo_visit(actor=bo, visit=visit)
    for stranger in (carla, dorte):
        with pytest.raises(PermissionDenied):
            undo_visit(actor=stranger, visit=visit)
    assert Visit.objects.standing().exists()


def test_the_form_of_an_undone_visit_asks_to_save_again(anna, tenancy, visit):
    undo_visit(actor=anna, visit=visit)
    with pytest.raises(VisitConflictError, match="fortrudt"):
        log_visit(
            actor=anna,
            tenancy=tenancy,
            result=VisitResult.NOT_HOME,
            client_uuid=visit.client_uuid,
            note="Ringede på",
        )


def test_the_form_comes_back_with_all_that_was_typed(anna, tenancy, login):
    client, url = login(anna), reverse("visit_log", args=[tenancy.pk])
    on = (timezone.localdate() + dt.timedelta(days=9)).isoformat()
    typed = {"result": "reached", "note": "Aftalt", "plan": "date", "plan_on": on, "plan_text": "Ring igen"}
    client.post(url, {"client_uuid": str(uuid.uuid4()), **typed})
    undone = client.post(reverse("visit_undo", args=[Visit.objects.get().pk]))
    page = client.get(undone["Location"]).content.decode()
    for words in ("Aftalt", "Ring igen", f'value="{on}"'):
        assert words in page


def undo_form(visit, page):
    """The form of the course's entry, which returns to the page it stands on."""
    return f'action="{reverse("visit_undo", args=[visit.pk])}?next={quote(page, safe="")}"'


def test_it_is_undone_from_the_course_for_as_long_as_it_can_be(login, anna, tenancy, visit):
    client, page = login(anna), reverse("tenancy_detail", args=[tenancy.pk])
    assert undo_form(visit, page) in client.get(page).content.decode()
    Visit.objects.update(note="")
    answer = client.post(f"{reverse('visit_undo', args=[visit.pk])}?next={page}")
    assert answer["Location"] == page
    assert not Visit.objects.standing().exists()
    assert undo_form(visit, page) not in client.get(page).content.decode()


def test_afterwards_and_to_others_the_course_offers_no_undo(login, anna, bo, dorte, tenancy, visit):
    page = reverse("tenancy_detail", args=[tenancy.pk])
    undo = reverse("visit_undo", args=[visit.pk])
    for other in (bo, dorte):
        assert undo not in login(other).get(page).content.decode()
    Visit.objects.update(created_at=timezone.now() - UNDO_WINDOW)
    assert undo not in login(anna).get(page).content.decode()
