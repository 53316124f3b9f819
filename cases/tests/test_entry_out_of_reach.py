"""An entry about several households, one of which is somebody else's now: neither undone nor put right, so
neither is offered."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, User
from cases.models import Visit
from cases.tests.test_course_guard import give_away, log
from cases.visit_entries import visit_entries
from tests.factories import EstateAssignmentFactory, TenancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour(laerke):
    return TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Nabovej")


def offers(user, home):
    return [bool(entry.undo_url and entry.correct_url) for entry in visit_entries(user, home.pk, most=9)]


def test_what_is_ones_own_is_offered(anna, tenancy, neighbour):
    log(anna, tenancy, neighbour)
    assert offers(anna, tenancy) == offers(anna, neighbour) == [True]


def test_nothing_is_offered_once_a_household_of_it_is_handed_away(anna, bo, tenancy, neighbour):
    log(anna, tenancy, neighbour)
    log(anna, tenancy)
    give_away(anna, bo, neighbour)
    assert offers(anna, tenancy) == [True, False]
    assert offers(bo, tenancy) == [False, False]


def test_nor_when_its_estate_is_no_longer_ones_own(anna, moelle, tenancy):
    EstateAssignmentFactory(membership=anna.membership, estate=moelle)
    log(anna, tenancy, TenancyFactory(dwelling__stairwell__estate=moelle))
    assert offers(anna, tenancy) == [True]
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EstateAssignment.objects.filter(estate=moelle).update(ends_on=yesterday)
    assert offers(User.objects.get(pk=anna.pk), tenancy) == [False]


def test_the_page_has_no_button_that_would_be_refused(login, anna, bo, tenancy, neighbour):
    visit = log(anna, tenancy, neighbour)
    page, client = reverse("tenancy_detail", args=[tenancy.pk]), login(anna)
    links = [reverse(name, args=[visit.pk]) for name in ("visit_undo", "visit_correct")]
    assert all(link in client.get(page).content.decode() for link in links)
    give_away(anna, bo, neighbour)
    shown = client.get(page).content.decode()
    assert "Fik kontakt" in shown
    assert not any(link in shown for link in links)


def test_the_form_is_not_opened_to_be_refused_when_it_is_saved(login, anna, bo, tenancy, neighbour):
    visit = log(anna, tenancy, neighbour)
    give_away(anna, bo, neighbour)
    answer = login(anna).get(reverse("visit_correct", args=[visit.pk]))
    assert answer.status_code == 409
    assert "en husstand, du ikke længere har" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_no_query(anna, bo, tenancy, neighbour, count, django_assert_num_queries):
    for _turn in range(count):
        log(anna, tenancy, neighbour)
    give_away(anna, bo, neighbour)
    assert anna.membership.estate_ids
    with django_assert_num_queries(1):
        assert offers(anna, tenancy) == [False] * count
    assert Visit.objects.count() == 2 * count
