"""The absence pages, as Freja plans for all and Anna for herself."""

import datetime as dt
import re

import pytest

from accounts.models import Absence
from accounts.services.absences import plan_absence
from accounts.tests.clock import on

NOVEMBER = dt.date(2026, 11, 23)
FIRST, LAST = dt.date(2026, 12, 3), dt.date(2026, 12, 14)
PROMISE = (
    "Bo får Annas nye restancer fra 3. til 14. december og kan se Annas afdelinger imens. "
    "Det stopper af sig selv."
)


@pytest.fixture(autouse=True)
def november():
    with on(NOVEMBER):
        yield


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def member(user):
    return user.memberships.get()


def typed(anna, bo, **changes):
    return {
        "membership": member(anna).pk,
        "stand_in": member(bo).pk,
        "starts_on": FIRST.isoformat(),
        "ends_on": LAST.isoformat(),
        **changes,
    }


@pytest.fixture
def cover(anna, bo, freja):
    return plan_absence(
        actor=freja, membership=member(anna), stand_in=member(bo), starts_on=FIRST, ends_on=LAST
    )


def test_the_form_says_what_will_happen_before_it_is_saved(freja, anna, bo, login):
    page = text(login(freja).post("/fravaer/nyt/", typed(anna, bo, preview="1")))
    assert PROMISE in page
    assert not Absence.objects.exists()


def test_htmx_gets_the_sentence_alone(freja, anna, bo, login):
    response = login(freja).post(
        "/fravaer/nyt/", typed(anna, bo, preview="1"), headers={"HX-Request": "true"}
    )
    assert PROMISE in text(response)
    assert "<form" not in text(response)


def test_the_preview_says_why_it_cannot_be(freja, anna, bo, cover, login):
    page = text(
        login(freja).post("/fravaer/nyt/", typed(bo, anna, preview="1"), headers={"HX-Request": "true"})
    )
    assert "Anna Andersen er selv væk" in page


@pytest.mark.parametrize(
    "changes", [{}, {"starts_on": "2026-12-14", "ends_on": "2026-12-20"}, {"starts_on": "2026-12-01"}]
)
def test_the_preview_refuses_what_saving_refuses(freja, anna, bo, cover, login, changes):
    client = login(freja)
    asked = typed(anna, bo, **changes)
    preview = text(client.post("/fravaer/nyt/", {**asked, "preview": "1"}, headers={"HX-Request": "true"}))
    refused = client.post("/fravaer/nyt/", asked)
    assert refused.status_code == 422
    for page in (preview, text(refused)):
        assert "Der er allerede registreret fravær i den periode." in page
    assert "Bo får Annas" not in preview


def test_the_preview_knows_that_nobody_covers_for_themselves(freja, anna, login):
    page = text(login(freja).post("/fravaer/nyt/", typed(anna, anna, preview="1")))
    assert "Man kan ikke være sin egen afløser." in page


def test_the_preview_of_a_change_is_not_stopped_by_itself(freja, anna, bo, cover, login):
    with on(dt.date(2026, 12, 8)):
        page = text(
            login(freja).post(f"/fravaer/{cover.pk}/", typed(anna, bo, preview="1", starts_on="2026-12-10"))
        )
    assert PROMISE in page


def test_the_preview_of_a_change_meets_the_next_absence(freja, anna, bo, cover, login):
    later = dt.date(2026, 12, 20)
    plan_absence(actor=freja, membership=member(anna), stand_in=member(bo), starts_on=later, ends_on=later)
    page = text(login(freja).post(f"/fravaer/{cover.pk}/", typed(anna, bo, preview="1", ends_on=later)))
    assert "Der er allerede registreret fravær i den periode." in page


def test_the_preview_waits_until_all_is_typed(freja, anna, bo, login):
    answer = login(freja).post(
        "/fravaer/nyt/", typed(anna, bo, preview="1", ends_on=""), headers={"HX-Request": "true"}
    )
    assert (answer.status_code, text(answer).strip()) == (200, "")


def test_an_absence_is_planned(freja, anna, bo, login):
    client = login(freja)
    assert client.post("/fravaer/nyt/", typed(anna, bo)).url == "/fravaer/"
    page = text(client.get("/fravaer/"))
    assert "Anna Andersen" in page
    assert "Afløser: Bo Berg" in page


def test_a_caretaker_is_not_asked_who_is_away(anna, bo, login):
    client = login(anna)
    assert "Hvem er væk?" not in text(client.get("/fravaer/nyt/"))
    client.post("/fravaer/nyt/", typed(bo, bo))
    assert Absence.objects.get().membership == member(anna)


def test_a_refusal_stands_in_the_form(freja, anna, bo, cover, login):
    response = login(freja).post("/fravaer/nyt/", typed(anna, bo))
    assert response.status_code == 422
    assert "Der er allerede registreret fravær i den periode." in text(response)


def test_everything_missing_is_named(freja, login):
    page = text(login(freja).post("/fravaer/nyt/", {}))
    assert "Vælg en person." in page
    assert "Vælg en dato." in page


def test_dates_are_read_as_danes_write_them(freja, anna, bo, login):
    login(freja).post("/fravaer/nyt/", typed(anna, bo, starts_on="3/12/2026", ends_on="14-12-2026"))
    assert (Absence.objects.get().starts_on, Absence.objects.get().ends_on) == (FIRST, LAST)


def test_an_absence_is_changed(freja, bo, anna, cover, login):
    client = login(freja)
    assert "2026-12-14" in text(client.get(f"/fravaer/{cover.pk}/"))
    client.post(f"/fravaer/{cover.pk}/", typed(anna, bo, ends_on="2026-12-20"))
    cover.refresh_from_db()
    assert cover.ends_on == dt.date(2026, 12, 20)


def test_she_is_back_with_one_button(anna, cover, login):
    with on(dt.date(2026, 12, 8)):
        client = login(anna)
        assert "Tilbage i dag" in text(client.get("/fravaer/"))
        client.post(f"/fravaer/{cover.pk}/slut/")
    cover.refresh_from_db()
    assert cover.ends_on == dt.date(2026, 12, 7)


def test_the_stand_in_reads_and_changes_nothing(bo, cover, login):
    client = login(bo)
    page = text(client.get("/fravaer/"))
    assert "Anna Andersen" in page
    assert "Aflys" not in page
    assert client.get(f"/fravaer/{cover.pk}/").status_code == 403
    assert client.post(f"/fravaer/{cover.pk}/slut/").status_code == 403


def test_strangers_are_not_found(carla, cover, login):
    assert login(carla).get(f"/fravaer/{cover.pk}/").status_code == 404
    assert login(carla).post(f"/fravaer/{cover.pk}/slut/").status_code == 404


@pytest.mark.parametrize("person", ["dorte", "erik", "gry"])
def test_other_roles_are_turned_away(person, cover, request, login):
    client = login(request.getfixturevalue(person))
    assert client.get("/fravaer/").status_code == 403
    assert client.post(f"/fravaer/{cover.pk}/slut/").status_code == 403


def test_ending_takes_a_post(freja, cover, login):
    assert login(freja).get(f"/fravaer/{cover.pk}/slut/").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    freja, anna, bo, login, django_assert_max_num_queries, number
):
    for n in range(number):
        day = FIRST + dt.timedelta(days=n)
        plan_absence(actor=freja, membership=member(anna), stand_in=member(bo), starts_on=day, ends_on=day)
    client = login(freja)
    with django_assert_max_num_queries(10):
        client.get("/fravaer/")
