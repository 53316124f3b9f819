"""Deliveries (SQL), scoping (querysets) and a plain model of the rules agree, whatever is in the tables."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import Absence, EstateAssignment, Membership, User
from accounts.routing import responsible_on
from residents.models import Estate
from tests.factories import EstateFactory, MembershipFactory, OrganisationFactory

FIRST = dt.date(2026, 12, 1)
DAYS = 6
PEOPLE = 4
ESTATES = 2

days = st.integers(0, DAYS - 1)
periods = st.tuples(days, st.none() | days).map(lambda p: (p[0], None if p[1] is None else max(p[0], p[1])))
closed_periods = st.tuples(days, days).map(sorted)
people = st.integers(0, PEOPLE - 1)


@dataclass
class Plan:
    """Numbers stand for people, estates and days."""

    assignments: list[tuple[int, int, tuple[int, int | None], bool]]
    absences: list[tuple[int, int, list[int]]]
    closed: set[int] = field(default_factory=set)
    ended_on: dict[int, int] = field(default_factory=dict)


plans = st.builds(
    Plan,
    assignments=st.lists(st.tuples(people, st.integers(0, ESTATES - 1), periods, st.booleans()), max_size=6),
    absences=st.lists(st.tuples(people, people, closed_periods), max_size=4),
    closed=st.sets(people, max_size=1),
    ended_on=st.dictionaries(people, days, max_size=1),
)


def holds(period, day: int) -> bool:
    return period[0] <= day and (period[1] is None or day <= period[1])


def overlap(a, b) -> bool:
    return any(holds(a, day) and holds(b, day) for day in range(DAYS))


def possible(plan: Plan) -> Plan:
    """What the constraints of the database let stand."""
    assignments, absences = [], []
    for person, estate, period, responsible in plan.assignments:
        others = [a for a in assignments if a[1] == estate and overlap(a[2], period)]
        if not any(a[0] == person or (responsible and a[3]) for a in others):
            assignments.append((person, estate, period, responsible))
    for absent, stand_in, period in plan.absences:
        taken = any(a[0] == absent and overlap(a[2], period) for a in absences)
        if absent != stand_in and not taken:
            absences.append((absent, stand_in, period))
    return Plan(assignments, absences, plan.closed, plan.ended_on)


# The rules, in plain Python.


def employed(plan: Plan, person: int, day: int) -> bool:
    return person not in plan.closed and plan.ended_on.get(person, DAYS) >= day


def covered_by(plan: Plan, person: int, day: int) -> int | None:
    return next((s for absent, s, period in plan.absences if absent == person and holds(period, day)), None)


def gets_notices(plan: Plan, estate: int, day: int) -> int | None:
    for person, on, period, responsible in plan.assignments:
        if on == estate and responsible and holds(period, day) and employed(plan, person, day):
            stand_in = covered_by(plan, person, day)
            if stand_in is None:
                return person
            return stand_in if employed(plan, stand_in, day) else None
    return None


def sees(plan: Plan, person: int, day: int) -> set[int]:
    return {
        estate
        for owner, estate, period, _ in plan.assignments
        if holds(period, day)
        and (owner == person or (employed(plan, owner, day) and covered_by(plan, owner, day) == person))
    }


def date(day: int | None) -> dt.date | None:
    return None if day is None else FIRST + dt.timedelta(days=day)


@dataclass
class Tables:
    organisation: object
    estates: list[Estate]
    memberships: list[Membership]


def fill(plan: Plan) -> Tables:
    organisation = OrganisationFactory()
    estates = [EstateFactory(organisation=organisation) for _ in range(ESTATES)]
    members = [
        MembershipFactory(organisation=organisation, role=Role.CARETAKER, ended_on=date(plan.ended_on.get(n)))
        for n in range(PEOPLE)
    ]
    User.objects.filter(pk__in=[members[n].user_id for n in plan.closed]).update(is_active=False)
    for person, estate, (start, end), responsible in plan.assignments:
        EstateAssignment.objects.create(
            membership=members[person],
            estate=estates[estate],
            starts_on=date(start),
            ends_on=date(end),
            is_responsible=responsible,
        )
    for absent, stand_in, (start, end) in plan.absences:
        Absence.objects.create(
            membership=members[absent], stand_in=members[stand_in], starts_on=date(start), ends_on=date(end)
        )
    return Tables(organisation, estates, members)


def compare(plan: Plan, tables: Tables, day: int) -> None:
    routed = responsible_on(date(day), tables.organisation.pk)
    expected = {
        estate.pk: tables.memberships[person].user_id
        for number, estate in enumerate(tables.estates)
        if (person := gets_notices(plan, number, day)) is not None
    }
    assert routed == expected
    for number, membership in enumerate(tables.memberships):
        if not employed(plan, number, day):
            continue
        found = EstateAssignment.objects.estates_for(membership, date(day))
        assert set(found) == {tables.estates[e].pk for e in sees(plan, number, day)}
        mine = {estate for estate, user in routed.items() if user == membership.user_id}
        assert {estate for estate, responsible in found.items() if responsible} == mine


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans.map(possible))
def test_routing_scope_and_the_rules_agree(db, plan):
    with transaction.atomic():
        tables = fill(plan)
        for day in range(DAYS):
            compare(plan, tables, day)
        transaction.set_rollback(True)
