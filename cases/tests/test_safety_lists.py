"""Marks on every list a caretaker picks a door from, and on none of anybody else's."""

import pytest
from django.urls import reverse

from tests.case_factories import CaseFactory, SafetyFlagFactory
from tests.factories import ArrearsNoticeFactory

pytestmark = pytest.mark.django_db
WORDS = "Advarsel: trusler"


@pytest.fixture
def flagged(anna, tenancy):
    SafetyFlagFactory(dwelling=tenancy.dwelling, kind="threats")
    ArrearsNoticeFactory(tenancy=tenancy, stage="bailiff_court")
    CaseFactory(tenancy=tenancy, responsible=anna.membership)
    return tenancy


LISTS = ["today", "today_print", "notice_list", "case_list"]


@pytest.mark.parametrize("route", LISTS)
def test_on_the_caretakers_lists(login, anna, flagged, route):
    assert WORDS in login(anna).get(reverse(route)).content.decode()


def test_in_the_stairwell(login, anna, freja, erik, gry, flagged):
    url = reverse("estate_detail", args=[flagged.estate_id])
    assert WORDS in login(anna).get(url).content.decode()
    for user in (freja, erik, gry):
        assert WORDS not in login(user).get(url).content.decode()


def test_not_for_whoever_has_no_door_to_open(login, carla, dorte, freja, flagged):
    for user in (carla, dorte, freja):
        client = login(user)
        for route in ("today", "notice_list", "case_list", "tray", "overview", "unassigned"):
            assert WORDS not in client.get(reverse(route)).content.decode()
        assert WORDS not in client.get(reverse("tenancy_detail", args=[flagged.pk])).content.decode()
