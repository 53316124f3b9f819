"""The page of a case: head, plan, people, one course filtered by kind, in a bounded number of queries."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from cases.models import Case, CaseOpening, Visit
from residents.models import Resident
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    ConsentFactory,
    GoalFactory,
    ReferralFactory,
    SafetyFlagFactory,
    days_ahead,
    handed_over,
)
from tests.factories import ArrearsNoticeFactory, FollowUpFactory, ResidentFactory, VisitFactory

SAVEPOINTS = 2
BUDGET = 12


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def url(case):
    return reverse("case_detail", args=[case.pk])


def page(client, url):
    return client.get(url).content.decode()


def close(case, by):
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(
        status="closed", outcome="helped", closing_note="Budgettet holder.", closed_at=now, closed_by=by
    )


def test_the_head_says_what_it_is_and_what_is_next(login, anna, case, url):
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(-2), text="Ring om budget")
    body = page(login(anna), url)
    head = body[: body.index("Log kontakt")]
    assert f"Sag {case.number} · Ny" in body
    assert "Ansvarlig: Anna Andersen" in body
    assert "Næste skridt: 2 dage over tid" in head
    assert "Næste: Ring om budget (for 2 dage siden)" in head
    assert "ingen kontakt endnu" in body
    assert "Log kontakt" in body
    assert "Flyt næste skridt" in body


def test_the_head_names_who_lives_there(login, anna, case, url):
    ResidentFactory(tenancy=case.tenancy, name="Ole Prøvesen", kind="co_tenant")
    body = page(login(anna), url)
    head = body[body.index("<h1") : body.index("Log kontakt")]
    assert f"Prøve Beboersen og Ole Prøvesen · Sag {case.number}" in head
    assert "Prøve Beboersen" not in body[: body.index("</title>")]


def test_of_a_household_without_names_it_says_the_number(login, anna, case, url):
    Resident.objects.all().delete()
    assert f'"sv-lead">Sag {case.number} · Ny' in page(login(anna), url)


def test_without_a_next_step_one_is_planned(login, anna, case, url):
    assert reverse("case_plan", args=[case.pk]) in page(login(anna), url)


def test_a_closed_one_says_how_it_ended_and_when_it_is_erased(login, anna, case, url):
    close(case, anna)
    body = page(login(anna), url)
    assert "Det, sagen handlede om, er løst" in body
    assert "Budgettet holder." in body
    assert "Slettes den" in body
    assert "Genåbn sagen" in body
    assert "Log kontakt" not in body
    assert "Sæt et mål" not in body


def test_opening_it_is_a_look_up(login, anna, case, url):
    login(anna).get(url)
    look_up = LookUp.objects.get()
    assert (look_up.subject, look_up.subject_id, look_up.purpose) == ("cases.Case", case.pk, Purpose.CASEWORK)


def test_the_plan_and_the_people(login, anna, case, url):
    goal = GoalFactory(case=case)
    ActionFactory(case=case, goal=goal)
    ActionFactory(case=case, text="Skrive til kommunen", owner="resident")
    person = CasePersonFactory(case=case, phone="20 11 22 33")
    ended = CasePersonFactory(case=case, ended_at=timezone.now())
    body = page(login(anna), url)
    assert "Åbne posten hver uge" in body
    assert "Uden et bestemt mål" in body
    assert "Beboeren" in body
    assert person.name in body
    assert "tel:+4520112233" in body
    assert ended.name not in body


def test_the_plan_of_an_earlier_case_stays_there(login, anna, case, url):
    earlier = CaseFactory(
        tenancy=case.tenancy,
        responsible=anna.membership,
        status="closed",
        outcome="helped",
        closed_at=timezone.now(),
        closed_by=anna,
    )
    GoalFactory(case=earlier, text="Et gammelt mål")
    CasePersonFactory(case=earlier, name="Gammel Kontakt")
    body = page(login(anna), url).split('id="forloeb"')[0]
    assert "Et gammelt mål" not in body
    assert "Gammel Kontakt" not in body


@pytest.fixture
def story(anna, case):
    """One of every kind."""
    VisitFactory(tenancy=case.tenancy, caretaker=anna, result="reached", note="Vi talte om post.")
    ArrearsNoticeFactory(tenancy=case.tenancy, closed_at=timezone.now(), status="closed", close_reason="paid")
    ActionFactory(case=case, done_at=timezone.now(), done_by=anna)
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, text="Ring om budget")
    return case


def course(login, user, url, query=""):
    return page(login(user), f"{url}{query}").split('id="forloeb"')[1]


def test_one_course_of_everything(login, anna, story, url):
    body = course(login, anna, url)
    assert "Vi talte om post." in body
    assert "Handling gjort" in body
    assert "Ring om budget" in body
    assert f"Sag {story.number} oprettet" in body


def test_the_opening_says_what_was_written_then(login, anna, case, url):
    was = case.about
    Case.objects.filter(pk=case.pk).update(about="Gælden er betalt, nu handler det om naboerne")
    body = course(login, anna, url)
    opening = body[body.index(f"Sag {case.number} oprettet") :]
    assert was in opening
    assert "naboerne" not in opening


@pytest.mark.parametrize(
    ("kind", "there", "gone"),
    [
        ("kontakter", "Vi talte om post.", "Handling gjort"),
        ("plan", "Handling gjort", "Vi talte om post."),
        ("sagen", "oprettet", "Handling gjort"),
        ("kommunen", "Der er ikke sket noget af den slags", "oprettet"),
    ],
)
def test_it_is_filtered_by_kind(login, anna, story, url, kind, there, gone):
    body = course(login, anna, url, f"?slags={kind}")
    assert there in body
    assert gone not in body


@pytest.mark.parametrize(
    "query", ["?slags=nonsense", "?antal=-3", "?antal=²", "?antal=99999999999999", "?antal=x"]
)
def test_a_strange_address_is_no_error(login, anna, story, url, query):
    assert "Vi talte om post." in course(login, anna, url, query)


def visits(case, caretaker, number):
    now = timezone.now()
    Visit.objects.bulk_create(
        Visit(
            organisation_id=case.organisation_id,
            estate_id=case.estate_id,
            tenancy_id=case.tenancy_id,
            caretaker=caretaker,
            client_uuid=uuid.uuid4(),
            result="not_home",
            occurred_at=now - dt.timedelta(hours=nth),
            note=f"Besøg nummer {nth:03d}.",
        )
        for nth in range(number)
    )


def test_three_hundred_entries_are_turned_by_thirty(login, anna, case, url):
    visits(case, anna, 300)
    client = login(anna)
    body = page(client, url)
    assert body.count("Besøg nummer") == 30 - 1  # and that the case was opened
    assert "?antal=60#flere" in body
    more = page(client, f"{url}?antal=60")
    assert "Besøg nummer 040." in more
    assert 'id="flere"' in more
    every = page(client, f"{url}?antal=990")
    assert every.count("Besøg nummer") == 300
    assert "Vis flere" not in every


def fill(case, anna, rows):
    """What a case of some months holds."""
    consent = ConsentFactory(case=case)
    for _ in range(rows):
        goal = GoalFactory(case=case)
        ActionFactory(case=case, goal=goal)
        CasePersonFactory(case=case)
        ReferralFactory(case=case, consent=consent)
    SafetyFlagFactory(dwelling=case.tenancy.dwelling)
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna)
    ArrearsNoticeFactory(tenancy=case.tenancy)


def open_for(user, case):
    return CaseOpening.objects.create(
        case=case,
        organisation=case.organisation,
        estate=case.estate,
        tenancy=case.tenancy,
        opened_by=user,
        reason="Anna er syg",
        ends_at=timezone.now() + dt.timedelta(days=1),
    )


@pytest.mark.parametrize("who", ["anna", "bo", "freja"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_case_of_three_hundred_entries_in_twelve_queries(
    login, anna, case, url, rows, who, request, django_assert_max_num_queries
):
    fill(case, anna, rows)
    visits(case, anna, 300)
    user = request.getfixturevalue(who)
    if who == "freja":
        open_for(user, case)
    client = login(user)
    client.get(url)
    with django_assert_max_num_queries(BUDGET + SAVEPOINTS):
        assert client.get(f"{url}?antal=990").status_code == 200


def test_a_coordinator_states_a_reason_first_and_then_only_reads(login, freja, story, url):
    client = login(freja)
    assert client.get(url)["Location"] == reverse("case_opening_create", args=[story.pk])
    assert not LookUp.objects.exists()
    open_for(freja, story)
    body = page(client, url)
    assert "Vi talte om post." in body
    for word in ("Log kontakt", "Sæt et mål", "Tilføj en person", "Afslut …"):
        assert word not in body
    assert LookUp.objects.get().purpose == Purpose.CASE_OPENING


def test_whoever_handed_it_away_no_longer_sees_it(login, anna, bo, case, url):
    handed_over(case, bo.membership)
    assert login(anna).get(url).status_code == 404
    assert login(bo).get(url).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("bo", 200), ("carla", 404), ("dorte", 404), ("erik", 404), ("gry", 404)]
)
def test_who_may(login, url, who, status, request):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, anna, url):
    assert login(anna).post(url).status_code == 405
