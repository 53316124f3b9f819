"""The list and the page of complaints: what each role sees, in a number of queries that stays."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from disputes.models import Complaint
from tests.case_factories import CaseFactory, handed_over
from tests.dispute_factories import ComplainantFactory, ComplaintFactory, IncidentFactory
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db
LIST = "/klager/"
SAVEPOINTS = 2
TODAY = timezone.localdate


@pytest.fixture
def complaint(tenancy):
    return ComplaintFactory(respondent=tenancy)


@pytest.fixture
def url(complaint):
    return reverse("complaint_detail", args=[complaint.pk])


def body(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def several(laerke, count):
    for _number in range(count):
        home = TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")
        IncidentFactory(complaint=ComplaintFactory(respondent=home))


def closed(complaint):
    Complaint.objects.filter(pk=complaint.pk).update(
        status="closed",
        closed_from="received",
        closed_at=timezone.now(),
        closed_by=complaint.reported_by,
        outcome="stopped",
    )


# -- the list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_a_row_says_whom_what_how_far_and_by_when(login, request, complaint, who):
    page = body(login(request.getfixturevalue(who)), LIST)
    for words in ("Lærkevej 8, 3. th", complaint.number, "Væsentlig støj", "Modtaget", "Handl senest"):
        assert words in page
    assert "på et halvt år" not in page


def test_the_coordinator_sees_that_it_is_there_and_whose(login, freja, anna, complaint):
    page = body(login(freja), LIST)
    for words in (complaint.number, "Væsentlig støj", "Lærkeparken", "Anna Andersen", "Handl senest"):
        assert words in page
    assert "læser kun administrationen og den sociale vicevært" in page
    for words in ("Lærkevej 8", reverse("complaint_detail", args=[complaint.pk]), "Adresse, navn"):
        assert words not in page


def test_without_a_caretaker_it_says_so(login, freja, complaint):
    assert "Uden ansvarlig" in body(login(freja), LIST)


def test_repeats_are_counted(login, dorte, complaint):
    for _again in range(2):
        ComplaintFactory(respondent=complaint.respondent)
    assert "3 klager på et halvt år" in body(login(dorte), LIST)


def test_the_tabs_hold_what_they_say(login, dorte, laerke):
    several(laerke, 4)
    acted, at_board, over, new = Complaint.objects.order_by("pk")
    Complaint.objects.filter(pk=acted.pk).update(acted_on=TODAY(), status="talk")
    Complaint.objects.filter(pk=at_board.pk).update(acted_on=TODAY(), status="board", board_sent_on=TODAY())
    closed(over)
    numbers = {row.pk: row.number for row in (acted, at_board, over, new)}
    for tab, expected in (
        ("act", {new}),
        ("open", {new, acted, at_board}),
        ("board", {at_board}),
        ("closed", {over}),
        ("ukendt", {new}),
    ):
        page = body(login(dorte), LIST, fane=tab)
        assert {pk for pk, number in numbers.items() if f"{number} ·" in page} == {row.pk for row in expected}


def test_the_nearest_deadline_comes_first_and_none_last(login, dorte, tenancy):
    later = ComplaintFactory(respondent=tenancy)
    soon = ComplaintFactory(respondent=tenancy, received_on=TODAY() - dt.timedelta(days=20))
    oral = ComplaintFactory(respondent=tenancy, channel="phone")
    page = body(login(dorte), LIST)
    at = [page.index(f"{row.number} ·") for row in (soon, later, oral)]
    assert at == sorted(at)


def test_among_all_that_are_open_the_newest_comes_first(login, dorte, tenancy):
    old = ComplaintFactory(respondent=tenancy, received_on=TODAY() - dt.timedelta(days=90))
    Complaint.objects.filter(pk=old.pk).update(acted_on=TODAY(), status="talk")
    new = ComplaintFactory(respondent=tenancy)
    page = body(login(dorte), LIST, fane="open")
    assert page.index(f"{new.number} ·") < page.index(f"{old.number} ·")


def test_a_household_is_searched_by_post(login, dorte, complaint, laerke):
    several(laerke, 1)
    client = login(dorte)
    answer = client.post(LIST, {"q": "Prøve Beboersen", "fane": "open"})
    assert answer.status_code == 302
    assert "Beboersen" not in answer["Location"]
    page = body(client, answer["Location"])
    assert complaint.number in page
    assert "Møllevej" not in page


def test_a_number_is_found_and_the_coordinator_searches_nobody(login, dorte, freja, complaint):
    client = login(dorte)
    assert complaint.number in body(client, client.post(LIST, {"q": complaint.number})["Location"])
    page = body(login(freja), LIST, q="Ingen hedder det")
    assert complaint.number in page


def test_filters(login, dorte, complaint, laerke):
    several(laerke, 1)
    Complaint.objects.filter(pk=complaint.pk).update(category="pets")
    page = body(login(dorte), LIST, art="pets", afdeling="1204")
    assert complaint.number in page
    assert "Møllevej" not in page
    assert "Ingen klager passer" in body(login(dorte), LIST, afdeling="findes ikke")


def test_an_empty_list_teaches(login, dorte):
    assert "Ingen klager venter på handling" in body(login(dorte), LIST)


@pytest.mark.parametrize("who", ["anna", "dorte", "freja"])
def test_the_list_takes_the_same_queries(login, request, laerke, who, django_assert_num_queries):
    client = login(request.getfixturevalue(who))
    several(laerke, 1)
    client.get(LIST)
    counts = {"anna": 9, "dorte": 8, "freja": 10}[who]
    with django_assert_num_queries(counts, exact=False) as one:
        client.get(LIST)
    several(laerke, 2)
    with django_assert_num_queries(len(one)):
        client.get(LIST)


@pytest.mark.parametrize(("who", "status"), [("erik", 403), ("gry", 403)])
def test_not_for_others(login, request, who, status):
    assert login(request.getfixturevalue(who)).get(LIST).status_code == status


def test_not_the_households_one_has_handed_away(login, anna, bo, complaint, tenancy, url):
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    assert complaint.number not in body(login(anna), LIST)
    assert login(anna).get(url).status_code == 404
    assert complaint.number in body(login(bo), LIST)


# -- the page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anna", "bo", "dorte"])
def test_the_file_says_everything(login, request, complaint, url, who):
    IncidentFactory(
        complaint=complaint,
        starts_at=dt.time(23, 15),
        ends_at=dt.time(1),
        place="I opgangen",
        witnesses="Naboen på 2. sal",
        told_by=complaint.complainants.get(),
    )
    page = body(login(request.getfixturevalue(who)), url)
    for words in (
        f"Klagesag {complaint.number} · Væsentlig støj · Lærkeparken",
        "Prøve Beboersen",
        "Udlejer skal handle senest",
        "Almenlejeloven § 83, stk. 2",
        "kl. 23.15–1.00",
        "I opgangen",
        "Vidner: Naboen på 2. sal",
        complaint.complainants.get().name,
        "Skjult for den anden side",
    ):
        assert words in page


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("erik", 403), ("freja", 403), ("gry", 403)])
def test_nobody_else(login, request, url, who, status):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, anna, url):
    assert login(anna).post(url).status_code == 405


def test_opening_it_is_a_look_up(login, dorte, complaint, url):
    login(dorte).get(url)
    look_up = LookUp.objects.get(subject="disputes.Complaint", subject_id=complaint.pk)
    assert (look_up.actor, look_up.purpose) == (dorte, Purpose.COMPLAINT)


def test_a_closed_one_has_no_forms(login, dorte, complaint, url):
    closed(complaint)
    page = body(login(dorte), url)
    assert "Afsluttet" in page
    assert "Generne er holdt op" in page
    for route in ("incident_add", "complainant_add", "complaint_correct"):
        assert reverse(route, args=[complaint.pk]) not in page


def test_an_oral_one_has_no_legal_deadline(login, dorte, tenancy):
    oral = ComplaintFactory(respondent=tenancy, channel="phone")
    page = body(login(dorte), reverse("complaint_detail", args=[oral.pk]))
    assert "Ingen lovfrist: klagen er mundtlig" in page


def test_the_page_takes_the_same_queries(login, dorte, complaint, url, django_assert_num_queries):
    client = login(dorte)
    IncidentFactory(complaint=complaint)
    client.get(url)
    with django_assert_num_queries(12, exact=False) as one:
        client.get(url)
    for _more in range(2):
        IncidentFactory(complaint=complaint)
        ComplainantFactory(
            complaint=complaint,
            tenancy=TenancyFactory(
                dwelling__stairwell__estate=complaint.estate, dwelling__stairwell__street="Møllevej"
            ),
        )
    with django_assert_num_queries(len(one)):
        client.get(url)
