"""The coordinator's board and the page of one estate."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from accounts.models import Absence, EstateAssignment, Membership
from tests.factories import ArrearsNoticeFactory, EstateFactory, StairwellFactory


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def today() -> dt.date:
    return timezone.localdate()


def park(estate, number: int) -> None:
    """Open notices of an estate that nobody has."""
    stairwell = StairwellFactory(estate=estate)
    ArrearsNoticeFactory.create_batch(number, tenancy__dwelling__stairwell=stairwell)


def estates_in_order(page: str) -> list[str]:
    return re.findall(r'sv-item-title"><a [^>]*>([^<]+)<', page)


def test_estates_nobody_has_come_first_the_fullest_on_top(freja, anna, laerke, moelle, fjordbo, login):
    quiet = EstateFactory(organisation=fjordbo, name="Birkeparken", sort_key="birkeparken")
    park(moelle, 3)
    page = text(login(freja).get("/tildelinger/"))
    assert estates_in_order(page) == [moelle.name, quiet.name, laerke.name]
    assert "3 restancer venter" in page
    assert "Giv Møllevangen en ansvarlig" in page


def test_the_board_can_show_only_those_nobody_has(freja, anna, laerke, moelle, login):
    page = text(login(freja).get("/tildelinger/?vis=uden"))
    assert estates_in_order(page) == [moelle.name]


def test_when_all_have_somebody_the_page_says_so(freja, anna, laerke, login):
    assert "Alle afdelinger har en ansvarlig" in text(login(freja).get("/tildelinger/?vis=uden"))


def test_the_board_names_the_stand_in(freja, anna, bo, laerke, login):
    Absence.objects.create(
        membership=anna.memberships.get(),
        stand_in=bo.memberships.get(),
        starts_on=today(),
        ends_on=today() + dt.timedelta(days=2),
    )
    page = text(login(freja).get("/tildelinger/"))
    assert "Bo Berg afløser." in page
    Membership.objects.filter(user=bo).update(ended_on=today() - dt.timedelta(days=1))
    page = text(login(freja).get("/tildelinger/"))
    assert "afløseren Bo Berg er stoppet" in page
    assert "Ingen får afdelingens nye restancer" in page


def test_the_board_holds_no_other_organisation(freja, skov, carla, laerke, login):
    page = text(login(freja).get("/tildelinger/"))
    assert skov.name not in page
    assert "Carla" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_costs_the_same_for_one_and_for_three(
    freja, fjordbo, login, django_assert_max_num_queries, number
):
    for _ in range(number):
        park(EstateFactory(organisation=fjordbo), 1)
    client = login(freja)
    with django_assert_max_num_queries(12):
        client.get("/tildelinger/")


def hand_over(client, estate, user, **changes):
    data = {"membership": user.memberships.get().pk, "starts_on": today().isoformat(), **changes}
    return client.post(f"/tildelinger/afdeling/{estate.pk}/ansvarlig/", data)


def test_an_estate_is_handed_over_in_one_form(freja, anna, bo, laerke, login):
    client = login(freja)
    response = hand_over(client, laerke, bo)
    assert response.status_code == 302
    page = text(client.get(response.url))
    assert "<b>Bo Berg</b>, siden" in page
    assert EstateAssignment.objects.get(membership__user=anna).ends_on == today() - dt.timedelta(days=1)


def test_the_form_says_what_happens_after_an_end(freja, anna, bo, laerke, login):
    page = text(login(freja).get(f"/tildelinger/afdeling/{laerke.pk}/"))
    assert "får den hidtidige ansvarlige afdelingen tilbage dagen efter" in page


def test_after_a_hand_over_with_an_end_the_next_is_named(freja, anna, bo, laerke, moelle, login):
    client, last = login(freja), (today() + dt.timedelta(days=7)).isoformat()
    page = text(client.get(hand_over(client, laerke, bo, ends_on=last).url))
    assert re.search(r"Bo Berg er ansvarlig\. .* Fra [^.]+\.[^.]+ er Anna Andersen ansvarlig\.", page)
    page = text(client.get(hand_over(client, moelle, bo, ends_on=last).url))
    assert "har afdelingen ingen ansvarlig." in page


def test_nothing_is_said_to_be_delivered_for_a_start_to_come(freja, anna, bo, laerke, login):
    client, start = login(freja), (today() + dt.timedelta(days=7)).isoformat()
    page = text(client.get(hand_over(client, laerke, bo, starts_on=start).url))
    assert "Bo Berg er ansvarlig fra" in page
    assert "leveres nu" not in page


def test_a_refusal_stands_in_the_form(freja, anna, laerke, login):
    response = hand_over(login(freja), laerke, anna)
    assert response.status_code == 422
    assert "Anna Andersen er allerede ansvarlig." in text(response)


def test_only_ones_own_people_can_be_chosen(freja, anna, carla, laerke, login):
    response = hand_over(login(freja), laerke, carla)
    assert response.status_code == 422
    assert "Vælg en person fra listen." in text(response)
    assert "Carla" not in text(login(freja).get(f"/tildelinger/afdeling/{laerke.pk}/"))


def test_a_colleague_is_added_and_ended(freja, erik, bo, moelle, login):
    client = login(freja)
    data = {"membership": erik.memberships.get().pk, "starts_on": today().isoformat()}
    assert client.post(f"/tildelinger/afdeling/{moelle.pk}/kollega/", data).status_code == 302
    row = EstateAssignment.objects.get(estate=moelle)
    response = client.post(f"/tildelinger/{row.pk}/slut/", {"last_day": today().isoformat()})
    assert response.url == f"/tildelinger/afdeling/{moelle.pk}/"
    row.refresh_from_db()
    assert row.ends_on == today()


def test_a_colleague_refused_stands_in_the_form(freja, anna, bo, laerke, login):
    data = {"membership": bo.memberships.get().pk, "starts_on": today().isoformat()}
    response = login(freja).post(f"/tildelinger/afdeling/{laerke.pk}/kollega/", data)
    assert response.status_code == 422
    assert "Personen har allerede afdelingen i den periode." in text(response)


def test_ending_without_a_day_says_so(freja, anna, laerke, login):
    client = login(freja)
    row = anna.memberships.get().estate_assignments.get()
    response = client.post(f"/tildelinger/{row.pk}/slut/", {"last_day": ""})
    assert "Vælg en sidste dag." in text(client.get(response.url))


def test_the_history_is_shown(freja, anna, bo, laerke, login):
    hand_over(login(freja), laerke, bo)
    page = text(login(freja).get(f"/tildelinger/afdeling/{laerke.pk}/"))
    assert "1. januar 2024" in page
    assert "indtil videre" in page


@pytest.mark.parametrize("what", ["", "ansvarlig/", "kollega/"])
def test_another_organisations_estate_is_not_found(freja, skov, login, what):
    client = login(freja)
    path = f"/tildelinger/afdeling/{skov.pk}/{what}"
    assert (client.post(path) if what else client.get(path)).status_code == 404


def test_another_organisations_assignment_is_not_found(freja, carla, login):
    row = carla.memberships.get().estate_assignments.get()
    assert login(freja).post(f"/tildelinger/{row.pk}/slut/").status_code == 404


@pytest.mark.parametrize("person", ["anna", "dorte", "erik"])
def test_other_roles_see_no_board(person, request, login):
    assert login(request.getfixturevalue(person)).get("/tildelinger/").status_code == 403


def test_writes_take_a_post(freja, laerke, login):
    client = login(freja)
    assert client.get(f"/tildelinger/afdeling/{laerke.pk}/ansvarlig/").status_code == 405
    assert client.post("/tildelinger/").status_code == 405
