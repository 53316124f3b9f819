"""Whoever opens a person's file is written down: every page about one, from tests/access_table.py.

A page that is about a household and writes no look-up fails here, until it does, or says below why not.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from audit.models import LookUp
from tests.access_table import IN_SCOPE, PEOPLE, TABLE, Row
from tests.access_world import World, build_world
from tests.test_access_matrix import urls

pytestmark = pytest.mark.django_db

OF_NO_PERSON = {
    "",
    "estate",
    "stairwell",
    "assignment",
    "person",
    "membership",
    "token",
    "organisation",
    "arrears_list",
    "register_import",
    "partner",
    "agreement",
    "calendar_feed",
    "round",
    "inbox_item",
    "lone_work",
    "standstill_reason",
}
"""Kinds of tests/access_world.py that are nobody's file: buildings, staff, lists, partners. An outreach round
lists doors without names; a lone-work check is about the colleague."""

EXCUSED: dict[tuple[str, str], str] = {
    ("handover_detail", "coordinator"): "numbers and dates without a word of the case",
    ("case_opening_create", "coordinator"): "number, address and who is responsible; opening is recorded",
    ("mediation_pass_on", "coordinator"): "number, day and estate; who it is about is not told",
    ("complaint_create_office", "estate_office"): "the flat; who lives there is not told",
    ("absence_change", "caretaker"): "dates and staff",
    ("absence_change", "coordinator"): "dates and staff",
    ("concern_photo_small", "caretaker"): "part of the page it stands on, which writes it down",
    ("concern_photo_small", "estate_office"): "part of the page it stands on, which writes it down",
    ("concern_report", "estate_office"): "a flat's address, and one's own reports of it",
}
"""(route, role) → why a page about such an object shows nothing of a person's file."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def pages() -> Iterator[tuple[str, str]]:
    """(route, role) of every page about something personal that the role may open."""
    for name, row in TABLE.items():
        if row.post_only or set(row.on.values()) <= OF_NO_PERSON:
            continue
        for role in row.statuses:
            if row.status(role) == 200:
                yield name, role


def visit(world: World, role: str, name: str, row: Row) -> tuple[HttpResponse, int]:
    """The answer to the first person of the role on an object in their scope, and the look-ups it wrote."""
    for place, url in urls(name, row, world):
        person = next((who for who in PEOPLE if PEOPLE[who] == role and who in IN_SCOPE[place]), None)
        if person is None:
            continue
        client = Client()
        client.force_login(world.users[person])
        with transaction.atomic():
            before = LookUp.objects.count()
            response = client.get(url + row.query)
            written = LookUp.objects.filter(actor=world.users[person]).count() - before
            transaction.set_rollback(True)
        return response, written
    raise AssertionError(f"no object of {name} in the scope of {role}")


@pytest.mark.parametrize(("name", "role"), list(pages()))
def test_opening_a_file_is_written_down(name, role, world):
    response, written = visit(world, role, name, TABLE[name])
    assert response.status_code == 200
    if (name, role) in EXCUSED:
        assert written == 0, f"{name} is written down after all: take it out of EXCUSED"
    else:
        assert written > 0, f"{name} shows a person's file to the {role} and writes no look-up"


def test_nothing_is_excused_that_is_no_page():
    assert not set(EXCUSED) - set(pages())
