"""The pages of outreach rounds, as a browser without JavaScript meets them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from cases.models import OutreachDoor, OutreachRound
from cases.services.rounds import end_round, skip_door, start_round
from tests.case_factories import SafetyFlagFactory
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory, VisitFactory


@pytest.fixture
def homes(laerke):
    """Lærkevej 8 with two floors and Lærkevej 10 with one."""
    found = []
    for number, floors in (("8", 2), ("10", 1)):
        stairwell = StairwellFactory(estate=laerke, street="Lærkevej", house_number=number)
        for floor in range(1, floors + 1):
            tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=str(floor)))
            ResidentFactory(tenancy=tenancy, name=f"Beboer {number}-{floor}")
            found.append(tenancy)
    return found


@pytest.fixture
def walk(anna, laerke, homes):
    return start_round(actor=anna, estate=laerke, name="Efterårsrunde")


def url(walk):
    return reverse("round_detail", args=[walk.pk])


def show(client, walk, query=""):
    return client.get(url(walk) + query).content.decode()


def next_address(page):
    found = re.search(r'<h2 id="doer">([^<]*)</h2>', page)
    return found and found[1]


def quick(client, page, result="not_home"):
    """Taps the button of the door one stands at."""
    form = page[page.index('class="sv-choices"') :]
    action = re.search(r'action="([^"]*)"', form)[1]
    fields = dict(re.findall(r'name="(client_uuid|door|next)" value="([^"]*)"', form)[:3])
    return client.post(action, {**fields, "result": result})


def test_a_round_is_begun_from_the_estate(login, anna, laerke, homes):
    client = login(anna)
    assert reverse("estate_rounds", args=[laerke.pk]) in client.get(reverse("round_list")).content.decode()
    page = client.get(reverse("estate_rounds", args=[laerke.pk])).content.decode()
    assert "Hele afdelingen" in page
    assert "Lærkevej 10" in page
    response = client.post(reverse("estate_rounds", args=[laerke.pk]), {"whom": "all", "name": "Efterår"})
    walk = OutreachRound.objects.get()
    assert response["Location"] == url(walk)
    assert (walk.name, walk.doors.count(), walk.membership) == ("Efterår", 3, anna.membership)
    assert "Efterår" in client.get(reverse("round_list")).content.decode()


def test_a_stairwell_and_those_not_met(login, anna, laerke, homes):
    VisitFactory(tenancy=homes[0], result="reached")
    login(anna).post(
        reverse("estate_rounds", args=[laerke.pk]),
        {"whom": "unmet", "months": "3", "stairwell": homes[0].dwelling.stairwell_id},
    )
    assert [door.tenancy for door in OutreachDoor.objects.all()] == [homes[1]]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Vælg, hvilke døre du vil gå til."),
        ({"whom": "unmet", "months": ""}, "Skriv et antal måneder"),
        ({"whom": "all", "stairwell": "0"}, "Vælg en opgang på listen."),
        ({"whom": "all", "name": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_what_is_missing_is_said(login, anna, laerke, homes, fields, said):
    response = login(anna).post(reverse("estate_rounds", args=[laerke.pk]), fields)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not OutreachRound.objects.exists()


def test_a_second_round_of_the_same_place_is_refused(login, anna, laerke, walk):
    response = login(anna).post(reverse("estate_rounds", args=[laerke.pk]), {"whom": "all"})
    assert response.status_code == 409
    assert "allerede en runde i gang" in response.content.decode()


def test_the_next_door_with_who_lives_there_and_what_to_know(login, anna, walk, homes):
    SafetyFlagFactory(dwelling=homes[0].dwelling)
    page = show(login(anna), walk)
    assert next_address(page) == "Lærkevej 8, 1. th"
    assert "Beboer 8-1" in page
    assert "Beboer 8-2" not in page
    assert "hund" in page
    for button in ("Fik kontakt", "Ikke hjemme", "Lagde kort", "Spring over"):
        assert button in page
    assert re.search(r"<b>0</b>\s+af\s+3", page)
    assert LookUp.objects.filter(actor=anna, subject="residents.Tenancy", subject_id=homes[0].pk).count() == 1


def test_not_home_is_one_tap_and_leads_to_the_next_door(login, anna, walk, homes):
    client = login(anna)
    response = quick(client, show(client, walk))
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert next_address(page) == "Lærkevej 8, 2. th"
    assert walk.doors.first().visit.result == "not_home"
    assert "Fortryd" in page


def test_after_the_stairwell_comes_the_next_and_then_the_summary(login, anna, walk):
    client = login(anna)
    page, walked = show(client, walk), []
    while address := next_address(page):
        walked.append(address)
        page = client.get(quick(client, page)["Location"]).content.decode()
    assert walked == ["Lærkevej 8, 1. th", "Lærkevej 8, 2. th", "Lærkevej 10, 1. th"]
    assert "Gå til de 3 døre igen, hvor der ikke var nogen hjemme" in page
    assert re.search(r'sv-tile-value">3</span> <span>Ikke hjemme', page)
    client.post(reverse("round_go_on", args=[walk.pk]))
    assert next_address(show(client, walk)) == "Lærkevej 8, 1. th"


def test_a_colleague_goes_on_where_one_got_to(login, anna, bo, walk, homes):
    client = login(anna)
    quick(client, show(client, walk))
    assert next_address(show(login(bo), walk)) == "Lærkevej 8, 2. th"
    assert "1 af 3 døre" in login(bo).get(reverse("round_list")).content.decode()


def test_another_stairwell_first(login, anna, walk, homes):
    page = show(login(anna), walk, f"?opgang={homes[2].dwelling.stairwell_id}")
    assert next_address(page) == "Lærkevej 10, 1. th"
    assert next_address(show(login(anna), walk, "?opgang=0")) == "Lærkevej 8, 1. th"
    assert next_address(show(login(anna), walk, "?opgang=x")) == "Lærkevej 8, 1. th"


def test_skipped_and_taken_along_again(login, anna, walk):
    client, door = login(anna), walk.doors.first()
    client.post(reverse("door_skip", args=[door.pk]), {"next": url(walk)})
    page = show(client, walk)
    assert next_address(page) == "Lærkevej 8, 2. th"
    assert "Sprunget over" in page
    assert client.post(reverse("door_take_along", args=[door.pk]))["Location"] == url(walk)
    assert next_address(show(client, walk)) == "Lærkevej 8, 1. th"


def test_skipping_from_the_phones_outbox(login, anna, walk):
    door = walk.doors.first()
    response = login(anna).post(
        reverse("door_skip", args=[door.pk]), {"next": url(walk)}, headers={"X-Outbox": "1"}
    )
    assert (response.status_code, response.json()) == (201, {"location": url(walk)})


def test_a_foreign_next_is_not_followed(login, anna, walk):
    door = walk.doors.first()
    response = login(anna).post(reverse("door_skip", args=[door.pk]), {"next": "https://evil.example/"})
    assert response["Location"] == url(walk)


def test_ended_by_hand_with_a_summary_and_gone_on_with(login, anna, walk):
    client = login(anna)
    client.post(reverse("round_end", args=[walk.pk]))
    page = show(client, walk)
    assert next_address(page) is None
    assert "Gå videre med de 3 døre, der mangler" in page
    client.post(reverse("round_go_on", args=[walk.pk]))
    assert next_address(show(client, walk)) == "Lærkevej 8, 1. th"


def test_going_on_with_a_finished_round_is_explained(login, anna, walk):
    for door in walk.doors.all():
        skip_door(actor=anna, door=door)
    response = login(anna).post(reverse("round_go_on", args=[walk.pk]), follow=True)
    assert "ingen døre tilbage" in response.content.decode()


def test_the_estates_page_lists_open_and_ended_rounds(login, anna, laerke, walk):
    end_round(actor=anna, walk=walk)
    page = login(anna).get(reverse("estate_rounds", args=[laerke.pk])).content.decode()
    assert "Efterårsrunde" in page
    assert "afsluttet" in page


@pytest.mark.parametrize("route", ["round_list", "estate_rounds", "round_detail"])
def test_the_pages_ask_the_same_however_many(
    login, anna, laerke, homes, walk, route, django_assert_max_num_queries
):
    for number in range(3):
        OutreachRound.objects.create(
            organisation=laerke.organisation,
            estate=laerke,
            name=f"{number}",
            membership=anna.membership,
            ended_at=timezone.now(),
        )
    stairwell = homes[0].dwelling.stairwell
    more = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor="9"))
    OutreachDoor.objects.create(round=walk, tenancy=more, position=99)
    address = {
        "round_list": reverse("round_list"),
        "estate_rounds": reverse("estate_rounds", args=[laerke.pk]),
        "round_detail": url(walk),
    }[route]
    client = login(anna)
    client.get(address)
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("dorte", 403), ("erik", 403), ("freja", 403)])
def test_strangers_and_other_roles(login, request, walk, who, status):
    client, door = login(request.getfixturevalue(who)), walk.doors.first()
    assert client.get(url(walk)).status_code == status
    for route, pk in [
        ("round_end", walk.pk),
        ("round_go_on", walk.pk),
        ("door_skip", door.pk),
        ("door_take_along", door.pk),
    ]:
        assert client.post(reverse(route, args=[pk])).status_code == status
    estate = client.post(reverse("estate_rounds", args=[walk.estate_id]), {"whom": "all"})
    assert estate.status_code == status
    assert OutreachRound.objects.filter(ended_at=None).count() == 1


def test_wrong_methods(login, anna, laerke, walk):
    client, door = login(anna), walk.doors.first()
    for route, pk in [("round_end", walk.pk), ("round_go_on", walk.pk), ("door_skip", door.pk)]:
        assert client.get(reverse(route, args=[pk])).status_code == 405
    assert client.get(reverse("door_take_along", args=[door.pk])).status_code == 405
    assert client.post(reverse("round_list")).status_code == 405
    assert client.post(url(walk)).status_code == 405
    assert client.put(reverse("estate_rounds", args=[laerke.pk])).status_code == 405


def test_i_dag_leads_to_the_rounds_and_says_how_far_one_got(login, anna, bo, dorte, walk):
    client = login(anna)
    quick(client, show(client, walk))
    for who in (anna, bo):
        page = login(who).get("/i-dag/").content.decode()
        assert "Gå videre med runden Efterårsrunde</a>: 1 af 3 døre." in page
        assert reverse("round_list") in page
    end_round(actor=anna, walk=walk)
    assert "Gå videre med runden" not in client.get("/i-dag/").content.decode()


def test_the_estates_own_page_leads_there_for_caretakers(login, anna, erik, laerke, walk):
    url = reverse("estate_rounds", args=[laerke.pk])
    assert url in login(anna).get(reverse("estate_detail", args=[laerke.pk])).content.decode()
    assert url not in login(erik).get(reverse("estate_detail", args=[laerke.pk])).content.decode()


def test_a_case_is_opened_from_the_door(login, anna, walk, homes):
    page = show(login(anna), walk)
    opening = re.search(r'href="([^"]*begyndte=outreach[^"]*)"', page)[1].replace("&amp;", "&")
    form = login(anna).get(opening).content.decode()
    assert re.search(r'value="outreach"[^>]*checked|checked[^>]*value="outreach"', form)
