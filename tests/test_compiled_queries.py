"""Queries whose SQL is built once (core/compiled.py) answer as the queries they are made of, for everybody;
and what somebody may no longer see is gone on the next request."""

import datetime as dt
import inspect
from itertools import product

import pytest
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from accounts.compiled import compiled_queries as of_people
from accounts.models import EstateAssignment, User
from accounts.tests.clock import on
from cases.choices import AssignedBecause
from cases.models import CaseAssignment, CaseOpening
from core.compiled import Limit
from core.compiled import compiled_queries as of_values
from tests.access_table import PEOPLE
from tests.access_world import build_world
from tests.case_factories import CaseFactory
from tests.factories import AbsenceFactory, ArrearsNoticeFactory

pytestmark = pytest.mark.django_db
PLACES = ("laerke", "moelle", "skov")
KEYS = {"_case": ("case",), "_tenancy": ("tenancy",), "_notice": ("notice",)}
"""What `pk` is the key of."""
ASKS = {"user", "actor"}


def values_for(query, world):
    """Every call worth comparing: the parameters by their names."""
    objects, today, now = world.objects, timezone.localdate(), timezone.now()
    tenancies = [objects["tenancy"][place] for place in PLACES]
    known = {
        "tenancy_id": tenancies,
        "dwelling_id": [objects["dwelling"][place] for place in PLACES],
        "stairwell_id": [objects["stairwell"][place] for place in PLACES],
        "tenancy_ids": [tenancies, []],
        "dwelling_ids": [[objects["dwelling"][place] for place in PLACES]],
        "own": [tenancies, []],
        "others": [[], tenancies[:1]],
        "promised": [[], tenancies],
        "visit_ids": [[], [objects["visit"]["laerke"]]],
        "user_id": [user.pk for user in world.users.values()],
        "caretaker_id": [world.users["anna"].pk],
        "client_uuid": [uuid_of(objects["visit"]["laerke"])],
        "most": [Limit(31)],
        "today": [today],
        "day": [today],
        "midnight": [now - dt.timedelta(days=2)],
        "at": [now],
        "latest": [now],
    }
    known["pk"] = [objects[kind][place] for kind in KEYS.get(query.__name__, ()) for place in PLACES]
    names = [
        name for name in inspect.signature(query.__wrapped__).parameters if name not in {"user", "actor"}
    ]
    return [dict(zip(names, values, strict=True)) for values in product(*(known[name] for name in names))]


def is_ours(query):
    """Not one that another test has made."""
    return ".tests" not in query.__module__


def uuid_of(visit_id):
    from cases.models import Visit

    return Visit.objects.get(pk=visit_id).client_uuid


def told(row):
    """A row and the rows that came with it, in what they hold."""
    if isinstance(row, Model):
        held = {name: told(value) for name, value in vars(row).items() if name != "_state"}
        return type(row), held, {name: told(value) for name, value in row._state.fields_cache.items()}
    if isinstance(row, dict):
        return {name: told(value) for name, value in row.items()}
    return [told(each) for each in row] if isinstance(row, list) else row


def test_they_answer_as_the_queries_they_are_made_of():
    world = build_world()
    assert len(of_people) >= 15 and len(of_values) >= 8
    found = 0
    for query in filter(is_ours, of_people):
        for values, name in product(values_for(query, world), PEOPLE):
            person = User.objects.get(pk=world.users[name].pk)
            rows = told(query(person, **values))
            assert rows == told(list(query.__wrapped__(person, **values))), (query, name, values)
            found += len(rows)
    for query in filter(is_ours, of_values):
        for values in values_for(query, world):
            rows = told(query(**values))
            assert rows == told(list(query.__wrapped__(**values))), (query, values)
            found += len(rows)
    assert found > 100, "an empty world proves nothing"


def pages_of(case, notice):
    return [
        reverse("case_detail", args=[case.pk]),
        reverse("notice_detail", args=[notice.pk]),
        reverse("visit_log", args=[case.tenancy_id]),
    ]


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


def statuses(client, pages):
    return [client.get(page).status_code for page in pages]


def test_an_estate_that_is_taken_away_is_gone_on_the_next_request(anna, case, notice, login):
    client, pages = login(anna), pages_of(case, notice)
    address = case.tenancy.dwelling.address
    assert statuses(client, pages) == [200, 200, 200]
    assert address in client.get(reverse("today")).content.decode()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EstateAssignment.objects.filter(membership=anna.membership).update(ends_on=yesterday)
    assert statuses(client, pages) == [404, 404, 404]
    assert address not in client.get(reverse("today")).content.decode()


def test_a_case_that_is_handed_away_is_gone_on_the_next_request(anna, bo, case, notice, login):
    client, pages = login(anna), pages_of(case, notice)
    assert statuses(client, pages) == [200, 200, 200]
    now, given = timezone.now(), {"case": case, "given_by": anna}
    CaseAssignment.objects.filter(case=case, ends_at__isnull=True).update(ends_at=now)
    if not CaseAssignment.objects.filter(case=case, membership=anna.membership).exists():
        CaseAssignment.objects.create(
            **given,
            membership=anna.membership,
            because=AssignedBecause.OPENED,
            starts_at=now - dt.timedelta(days=3),
            ends_at=now,
        )
    CaseAssignment.objects.create(
        **given, membership=bo.membership, because=AssignedBecause.HANDED_OVER, starts_at=now
    )
    type(case).objects.filter(pk=case.pk).update(responsible=bo.membership)
    assert statuses(client, pages) == [404, 200, 404], "the notice stays, with the estate"
    assert "Du har overdraget husstandens sag" in client.get(pages[1]).content.decode()


def test_an_opening_counts_no_longer_than_it_says(freja, case, login):
    page, now = reverse("case_detail", args=[case.pk]), timezone.now()
    CaseOpening.objects.create(
        organisation=case.organisation,
        estate=case.estate,
        tenancy=case.tenancy,
        case=case,
        opened_by=freja,
        reason="Beboeren klager",
        ends_at=now + dt.timedelta(hours=1),
    )
    assert login(freja).get(page).status_code == 200
    with on(timezone.localdate() + dt.timedelta(days=1)):
        assert login(freja).get(page).status_code != 200


def test_a_stand_in_sees_the_case_on_the_days_of_the_absence_only(anna, case, fjordbo, login):
    from conftest import person

    ida, first = person("Ida Iversen", fjordbo, "caretaker"), dt.date(2026, 11, 23)
    AbsenceFactory(
        membership=anna.membership,
        stand_in=ida.membership,
        starts_on=first,
        ends_on=first + dt.timedelta(days=1),
    )
    EstateAssignment.objects.filter(membership=anna.membership).update(starts_on=dt.date(2026, 1, 1))
    seen = []
    for offset in (-1, 0, 1, 2):
        with on(first + dt.timedelta(days=offset)):
            seen.append(login(ida).get(reverse("case_detail", args=[case.pk])).status_code)
    assert seen == [404, 200, 200, 404]
