"""What is being written is kept for its writer alone, and goes when it is saved."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, User
from cases.models import Draft
from cases.services.drafts import DRAFT_DAYS, drop_draft, keep_draft, tidy_drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(anna, tenancy):
    keep_draft(actor=anna, tenancy=tenancy, body={"result": "reached", "note": "Halvt skrev", "next": "/x/"})
    return Draft.objects.get()


def test_the_latest_words_are_kept_and_only_those_of_the_form(anna, tenancy, draft):
    keep_draft(actor=anna, tenancy=tenancy, body={"result": "reached", "note": "Halvt skrevet"})
    assert Draft.objects.get().body == {"result": "reached", "note": "Halvt skrevet"}


def test_nothing_written_is_no_draft(anna, tenancy, draft):
    keep_draft(actor=anna, tenancy=tenancy, body={"result": "reached", "note": "  "})
    assert not Draft.objects.exists()


def test_a_cpr_number_is_not_kept(anna, tenancy):
    keep_draft(actor=anna, tenancy=tenancy, body={"note": "Født 010190-1234"})
    assert "1234" not in Draft.objects.get().body["note"]


def test_the_form_offers_it_again(login, anna, tenancy, draft):
    page = login(anna).get(reverse("visit_log", args=[tenancy.pk])).content.decode()
    assert "Her er din kladde" in page and "Halvt skrev" in page and "Kassér kladden" in page


def test_saving_takes_it_away(login, anna, tenancy, draft):
    form = {"client_uuid": str(uuid.uuid4()), "result": "reached", "plan": "none", "note": "Skrevet"}
    assert login(anna).post(reverse("visit_log", args=[tenancy.pk]), form).status_code == 302
    assert not Draft.objects.exists()


def test_a_refused_form_leaves_it(login, anna, tenancy, draft):
    form = {"client_uuid": str(uuid.uuid4()), "result": "reached", "note": "Skrevet"}
    assert login(anna).post(reverse("visit_log", args=[tenancy.pk]), form).status_code == 422
    assert Draft.objects.exists()


def test_it_is_thrown_away_by_a_button(login, anna, tenancy, draft):
    url = reverse("visit_log", args=[tenancy.pk])
    assert login(anna).post(reverse("visit_draft", args=[tenancy.pk]), {"kasser": "1"})["Location"] == url
    assert "kladde" not in login(anna).get(url).content.decode()


def test_nobody_else_sees_it(login, bo, carla, dorte, freja, erik, gry, tenancy, draft):
    for person in (bo, carla, dorte, freja, erik, gry):
        assert not Draft.objects.visible_to(person).exists()
    assert "Halvt skrev" not in login(bo).get(reverse("visit_log", args=[tenancy.pk])).content.decode()


def test_a_former_assignment_sees_none(anna, draft):
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert not Draft.objects.visible_to(User.objects.get(pk=anna.pk)).exists()


def test_who_may_not_write(carla, dorte, tenancy):
    for stranger in (carla, dorte):
        with pytest.raises(PermissionDenied):
            keep_draft(actor=stranger, tenancy=tenancy, body={"note": "x"})


def test_one_each(anna, tenancy, draft):
    with pytest.raises(IntegrityError):
        Draft.objects.create(user=anna, tenancy=tenancy, body={})


def test_old_ones_are_deleted(anna, tenancy, draft):
    assert tidy_drafts(timezone.localdate()) == 0
    Draft.objects.update(updated_at=timezone.now() - dt.timedelta(days=DRAFT_DAYS + 1))
    assert tidy_drafts(timezone.localdate()) == 1
    assert drop_draft(actor=anna, tenancy_id=tenancy.pk) == 0


def test_wrong_method(login, anna, tenancy):
    assert login(anna).get(reverse("visit_draft", args=[tenancy.pk])).status_code == 405
