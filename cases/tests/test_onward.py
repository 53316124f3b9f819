""" "Gem og næste i opgangen": from door to door, on a round or without."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import FollowUp, OutreachDoor, Visit
from cases.services.rounds import start_round
from tests.case_factories import CaseFactory, DoorFactory, handed_over
from tests.factories import DwellingFactory, FollowUpFactory, StairwellFactory, TenancyFactory


@pytest.fixture
def stairs(laerke):
    """Lærkevej 8 from the ground floor up, and a home in the next stairwell."""
    stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number="8")
    homes = [TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=floor)) for floor in "123"]
    TenancyFactory(dwelling=DwellingFactory(stairwell=StairwellFactory(estate=laerke, house_number="10")))
    return homes


def save(client, tenancy, **fields):
    form = {"client_uuid": str(uuid.uuid4()), "result": "reached", "plan": "none", "next": "/i-dag/#nr-2"}
    return client.post(reverse("visit_log", args=[tenancy.pk]), {**form, **fields})


def test_the_form_offers_it(login, anna, stairs):
    page = login(anna).get(reverse("visit_log", args=[stairs[0].pk]), {"result": "reached"}).content.decode()
    assert "Gem og næste i opgangen" in page


def test_it_leads_to_the_form_of_the_next_floor(login, anna, stairs):
    response = save(login(anna), stairs[0], then="naeste")
    to = urlsplit(response["Location"])
    assert to.path == reverse("visit_log", args=[stairs[1].pk])
    assert parse_qs(to.query)["next"] == ["/i-dag/#nr-2"]
    assert uuid.UUID(parse_qs(to.query)["form"][0])
    assert login(anna).get(response["Location"]).status_code == 200


def test_the_last_says_so_and_leads_back(login, anna, stairs):
    client = login(anna)
    response = save(client, stairs[2], then="naeste")
    assert response["Location"] == "/i-dag/#nr-2"
    assert "Det var den sidste dør i opgangen." in client.get("/i-dag/").content.decode()


def test_without_the_button_one_goes_back(login, anna, stairs):
    assert save(login(anna), stairs[0])["Location"] == "/i-dag/#nr-2"


def test_empty_homes_and_households_one_has_handed_away_are_passed(login, anna, bo, stairs):
    stairs[1].ends_on = timezone.localdate().replace(year=2020)
    stairs[1].save(update_fields=["ends_on"])
    case = CaseFactory(tenancy=stairs[2], responsible=anna.membership)
    assert save(login(bo), stairs[0], then="naeste")["Location"].startswith(
        reverse("visit_log", args=[stairs[2].pk])
    )
    handed_over(case, bo.membership)
    assert save(login(anna), stairs[0], then="naeste")["Location"] == "/i-dag/#nr-2"


def test_from_the_phones_outbox_it_answers_the_same(login, anna, stairs):
    response = login(anna).post(
        reverse("visit_log", args=[stairs[0].pk]),
        {"client_uuid": str(uuid.uuid4()), "result": "reached", "plan": "none", "then": "naeste"},
        headers={"X-Outbox": "1"},
    )
    assert response.status_code == 201
    assert response.json()["location"].startswith(reverse("visit_log", args=[stairs[1].pk]))


def test_the_question_about_cpr_does_not_lose_it(login, anna, stairs):
    response = save(login(anna), stairs[0], then="naeste", note="Født 010190-1234")
    assert response.status_code == 422
    assert '<input type="hidden" name="then" value="naeste">' in response.content.decode()


@pytest.fixture
def walk(anna, laerke, stairs):
    return start_round(actor=anna, estate=laerke)


def test_on_a_round_the_next_of_its_doors_comes(login, anna, walk, stairs):
    doors = list(walk.doors.order_by("position"))
    OutreachDoor.objects.filter(pk=doors[1].pk).update(state="skipped")
    to = urlsplit(save(login(anna), stairs[0], then="naeste", door=doors[0].pk)["Location"])
    assert to.path == reverse("visit_log", args=[stairs[2].pk])
    assert parse_qs(to.query)["door"] == [str(doors[2].pk)]


def test_on_a_round_a_passed_door_comes_before_the_stairwell_is_done(login, anna, walk, stairs):
    doors, client = list(walk.doors.order_by("position")), login(anna)
    to = urlsplit(save(client, stairs[2], then="naeste", door=doors[2].pk)["Location"])
    assert to.path == reverse("visit_log", args=[stairs[0].pk])
    save(client, stairs[0], door=doors[0].pk)
    assert save(client, stairs[1], then="naeste", door=doors[1].pk)["Location"] == "/i-dag/#nr-2"


def test_the_door_stays_in_the_form(login, anna, walk, stairs):
    door = walk.doors.first()
    client, url = login(anna), reverse("visit_log", args=[stairs[0].pk])
    for query in ({"door": door.pk}, {"door": door.pk, "result": "reached"}):
        assert f'name="door" value="{door.pk}"' in client.get(url, query).content.decode()
    assert f"&amp;door={door.pk}" in client.get(url, {"door": door.pk}).content.decode()
    failed = client.post(url, {"door": door.pk, "result": "reached"})
    assert f'name="door" value="{door.pk}"' in failed.content.decode()


def test_any_result_from_the_rounds_form_settles_its_door(login, anna, walk, stairs):
    door = walk.doors.first()
    save(login(anna), stairs[0], result="other", door=door.pk)
    door.refresh_from_db()
    assert (door.state, door.visit) == ("done", Visit.objects.get())


@pytest.mark.parametrize("given", ["x", "0", "9" * 30])
def test_a_door_that_is_none_loses_no_contact(login, anna, skov, stairs, given):
    foreign = DoorFactory(round__estate=skov, tenancy__dwelling__stairwell__estate=skov)
    for door in (given, foreign.pk):
        assert save(login(anna), stairs[0], door=door).status_code == 302
    assert Visit.objects.count() == 2
    foreign.refresh_from_db()
    assert foreign.state == "waiting"


def test_on_a_round_nothing_is_proposed_to_a_household_nobody_works_with(login, anna, walk, stairs):
    doors = list(walk.doors.order_by("position"))
    client = login(anna)
    CaseFactory(tenancy=stairs[1], responsible=anna.membership)
    FollowUpFactory(tenancy=stairs[2], caretaker=anna, due_on=timezone.localdate())
    for home, door in zip(stairs, doors, strict=False):
        save(client, home, result="not_home", plan="", door=door.pk)
    planned = FollowUp.objects.open()
    assert {row.tenancy_id for row in planned} == {stairs[1].pk, stairs[2].pk}
    assert all(row.due_on > timezone.localdate() for row in planned)
