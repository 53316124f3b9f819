"""The list and the page of a mediation, and the forms of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import LookUp
from disputes.models import Mediation, Party
from disputes.tests.mediating import mediation_of, membership
from tests.dispute_factories import (
    AgreementFactory,
    AgreementFollowUpFactory,
    MediationMeetingFactory,
    PreTalkFactory,
    RoomEntryFactory,
)
from tests.factories import AbsenceFactory

pytestmark = pytest.mark.django_db
LIST = "/maegling/"


def read(client, url=LIST, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def many(user, estate, count):
    for _number in range(count):
        mediation, _rooms = mediation_of(user, estate)
        MediationMeetingFactory(mediation=mediation)
        agreement = AgreementFactory(mediation=mediation, status="accepted", agreed_on=timezone.localdate())
        AgreementFollowUpFactory(agreement=agreement)


def test_the_list_has_ones_own_with_addresses_and_the_next_day(anna, bo, laerke, login):
    mediation, (a, b) = mediation_of(anna, laerke)
    meeting = MediationMeetingFactory(mediation=mediation)
    other, _rooms = mediation_of(bo, laerke)
    page = read(login(anna))
    assert mediation.number in page and other.number not in page
    for party in (a, b):
        assert party.tenancy.dwelling.address in page
    assert f"kl. {timezone.localtime(meeting.starts_at).hour}." in page


def test_closed_ones_stand_in_a_tab_of_their_own(anna, laerke, login):
    closed = {"closed_at": timezone.now(), "ended": "solved", "fact": "not_held"}
    mediation, _rooms = mediation_of(anna, laerke, phase="closed", delete_on=timezone.localdate(), **closed)
    client = login(anna)
    assert mediation.number not in read(client)
    page = read(client, f"{LIST}?vis=afsluttede")
    assert mediation.number in page and "slettes" in page and "Løst uden møde" in page


def test_an_empty_list_says_how_it_begins(anna, login):
    assert "Ingen mæglinger i gang" in read(login(anna))


def test_the_stand_in_has_it_while_she_is_away(anna, bo, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke)
    assert mediation.number not in read(login(bo))
    today = timezone.localdate()
    AbsenceFactory(membership=membership(anna), stand_in=membership(bo), starts_on=today, ends_on=today)
    page = read(login(bo))
    assert mediation.number in page and f"du afløser {anna.name}" in page


def test_whoever_opened_it_for_a_colleague_learns_the_fact_alone(anna, bo, laerke, login):
    mediation, (a, _b) = mediation_of(bo, laerke, opened_by=anna, about="Støj om natten")
    page = read(login(anna))
    assert mediation.number in page and "Mægling tilbudt" in page
    assert a.tenancy.dwelling.address not in page and "Støj om natten" not in page
    read(login(anna), f"/maegling/{mediation.pk}/", 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_little_of_many(count, anna, laerke, login, django_assert_max_num_queries):
    many(anna, laerke, count)
    client = login(anna)
    client.get(LIST)
    with django_assert_max_num_queries(11):
        client.get(LIST)


@pytest.mark.parametrize("count", [2, 6])
def test_the_page_asks_as_little_of_many_parties(count, anna, laerke, login, django_assert_max_num_queries):
    mediation, _rooms = mediation_of(anna, laerke, parties=count)
    client = login(anna)
    client.get(f"/maegling/{mediation.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/maegling/{mediation.pk}/")


def test_the_page_says_how_far_it_is_and_leads_to_the_rooms(anna, laerke, login):
    mediation, (a, b) = mediation_of(anna, laerke)
    page = read(login(anna), f"/maegling/{mediation.pk}/")
    assert 'aria-current="step"' in page
    for party in (a, b):
        assert f"/maegling/rum/{party.pk}/" in page and party.name in page
    look_up = LookUp.objects.get()
    assert (look_up.subject, look_up.purpose) == ("disputes.Mediation", "mediation")


@pytest.mark.parametrize("what", ["", "part/", "maegler/", "afslut/"])
def test_whose_it_is_not(what, anna, bo, carla, dorte, erik, freja, gry, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke)
    url = f"/maegling/{mediation.pk}/{what}"
    for person in (bo, carla):
        assert login(person).get(url).status_code == 404
        assert login(person).post(url).status_code in {404, 405}
    for person in (dorte, erik, freja, gry):
        assert login(person).get(url).status_code == 403
    assert login(anna).delete(url).status_code == 405


def test_one_more_party_by_its_address(anna, laerke, tenancy, login):
    mediation, _rooms = mediation_of(anna, laerke)
    url = f"/maegling/{mediation.pk}/part/"
    wrong = login(anna).post(url, {"address": "Ingensteds 1", "name": "Carl", "seen": 1})
    assert wrong.status_code == 422 and 'value="Carl"' in wrong.content.decode()
    answer = login(anna).post(url, {"address": "lærkevej 8, 3 th", "seen": 1})
    assert answer.status_code == 302
    added = Party.objects.get(label="C")
    assert (added.tenancy, added.name) == (tenancy, "Prøve Beboersen")


def test_giving_it_away_leads_to_the_list(anna, bo, laerke, login):
    mediation, (a, _b) = mediation_of(anna, laerke)
    client = login(anna)
    url = f"/maegling/{mediation.pk}/maegler/"
    sent = {"mediator": membership(bo).pk, "asked_by": a.pk, "seen": 1}
    assert client.post(url, sent)["Location"] == LIST
    assert client.post(url, sent).status_code == 404, "a second time it is not hers"
    assert Mediation.objects.get().mediator == membership(bo)


def test_a_stale_page_is_told_and_keeps_what_was_chosen(anna, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke, revision=4)
    url = f"/maegling/{mediation.pk}/afslut/"
    stale = login(anna).post(url, {"ended": "solved", "seen": 3})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert 'name="seen" value="4"' in page and "checked" in page
    assert login(anna).post(url, {"ended": "solved", "seen": 4}).status_code == 302
    assert "Slettes den" in read(login(anna), f"/maegling/{mediation.pk}/")


def test_without_a_choice_it_is_not_closed(anna, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke)
    answer = login(anna).post(f"/maegling/{mediation.pk}/afslut/", {"seen": 1})
    assert answer.status_code == 422 and "Vælg, hvordan mæglingen endte." in answer.content.decode()


def test_a_closed_one_has_no_forms(anna, laerke, login):
    closed = {"closed_at": timezone.now(), "ended": "solved", "fact": "not_held"}
    mediation, (a, _b) = mediation_of(anna, laerke, phase="closed", delete_on=timezone.localdate(), **closed)
    client = login(anna)
    for what in ("part/", "maegler/", "afslut/"):
        assert client.get(f"/maegling/{mediation.pk}/{what}").status_code == 302
    for what in ("forsamtale/", "part/"):
        assert client.get(f"/maegling/rum/{a.pk}/{what}").status_code == 302
    assert "<form" not in read(client, f"/maegling/rum/{a.pk}/").split("<main")[1]


def test_a_first_talk_is_a_contact(anna, laerke, login):
    mediation, (a, b) = mediation_of(anna, laerke)
    url = f"/maegling/{mediation.pk}/"
    assert read(login(anna), url).count("ingen kontakt endnu") == 2
    PreTalkFactory(party=a, on=timezone.localdate())
    assert read(login(anna), url).count("ingen kontakt endnu") == 1
    RoomEntryFactory(party=a, kind="contact", happened_at=timezone.now())
    RoomEntryFactory(party=b, kind="contact", happened_at=timezone.now() - timedelta(days=1))
    page = read(login(anna), url)
    assert "talte sammen i dag kl." in page and "talte sammen i går kl." in page
