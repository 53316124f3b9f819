"""Contacts in the course: what they were, and what they said before they were put right."""

import uuid

import pytest
from django.urls import reverse

from cases.choices import AttemptReason, VisitFact, VisitKind, VisitResult
from cases.course import course_of
from cases.models import Visit
from cases.services.corrections import correct_visit
from cases.services.visits import Details, log_visit
from cases.visit_entries import visit_entries
from tests.factories import ResidentFactory, VisitFactory


def log(actor, tenancy, result=VisitResult.REACHED, **options):
    return log_visit(actor=actor, tenancy=tenancy, result=result, client_uuid=uuid.uuid4(), **options)


def correct(actor, visit, note):
    return correct_visit(actor=actor, visit=visit, result=visit.result, client_uuid=uuid.uuid4(), note=note)


def test_it_says_with_whom_how_long_and_about_what(anna, tenancy):
    sister = ResidentFactory(tenancy=tenancy, name="Søster Prøvesen")
    everybody = frozenset(tenancy.residents.values_list("pk", flat=True))
    facts = [VisitFact.DEBT_ADVICE, VisitFact.AGREEMENT]
    log(anna, tenancy, details=Details(duration_minutes=45, facts=facts, residents=everybody))
    entry = visit_entries(anna, tenancy.pk, most=5)[0]
    assert entry.details == (f"Talte med Prøve Beboersen og {sister.name}", "45 min.")
    assert entry.facts == ("Aftale", "Gældsråd")


@pytest.mark.parametrize(
    ("result", "details", "said"),
    [
        (VisitResult.NOT_HOME, Details(), ()),
        (VisitResult.DECLINED, Details(), ()),
        (VisitResult.NOT_HOME, Details(reason=AttemptReason.ABANDONED), ("Boligen ser forladt ud",)),
        (VisitResult.OTHER, Details(kind=VisitKind.MEETING), ()),
    ],
)
def test_what_the_result_says_is_not_said_twice(anna, tenancy, result, details, said):
    log(anna, tenancy, result, details=details)
    assert visit_entries(anna, tenancy.pk, most=5)[0].details == said


def test_what_is_no_try_and_no_contact_is_called_what_it_was(anna, tenancy):
    log(anna, tenancy, VisitResult.OTHER, details=Details(kind=VisitKind.MEETING))
    log(anna, tenancy, VisitResult.REACHED)
    titles = [entry.title for entry in visit_entries(anna, tenancy.pk, most=5)]
    assert sorted(titles) == ["Fik kontakt", "Møde med kommunen"]


def test_earlier_versions_stand_under_the_newest(anna, tenancy):
    visit = log(anna, tenancy, note="Første")
    correct(anna, correct(anna, visit, "Anden"), "Tredje")
    entries = visit_entries(anna, tenancy.pk, most=5)
    assert [entry.text for entry in entries] == ["Tredje"]
    assert [version.text for version in entries[0].versions] == ["Anden", "Første"]
    assert entries[0].corrected_at == Visit.objects.get(note="Anden").replaced_at


def test_only_ones_own_can_be_corrected_from_the_course(login, anna, bo, tenancy):
    visit = log(anna, tenancy, note="Første")
    new = correct(anna, visit, "Anden")
    page, link = reverse("tenancy_detail", args=[tenancy.pk]), reverse("visit_correct", args=[new.pk])
    shown = login(anna).get(page).content.decode()
    assert link in shown and "Se, hvad der stod før" in shown and "Første" in shown
    others = login(bo).get(page).content.decode()
    assert link not in others and "Første" in others


def test_other_roles_see_neither(anna, dorte, erik, freja, gry, tenancy):
    correct(anna, log(anna, tenancy, note="Første"), "Anden")
    for other in (dorte, erik, freja, gry):
        assert visit_entries(other, tenancy.pk, most=5) == []


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many(anna, tenancy, count, django_assert_num_queries):
    for number in range(count):
        VisitFactory(tenancy=tenancy, caretaker=anna)
        correct(anna, log(anna, tenancy, note=f"Nr. {number}"), "Rettet")
    assert anna.membership.estate_ids
    with django_assert_num_queries(1):
        visit_entries(anna, tenancy.pk, most=50)
    assert len(course_of(anna, tenancy.pk).entries) >= 2 * count
