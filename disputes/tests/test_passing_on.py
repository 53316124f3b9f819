"""A mediator who leaves: the coordinator gives her mediations to somebody, and reads nothing of them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Membership
from audit.models import LookUp
from core.errors import DomainError
from disputes.models import Mediation, MediatorChange, RefusedMediator
from disputes.services.mediation_retention import erase_mediations
from disputes.services.mediations import close_mediation
from disputes.services.mediators import change_mediator, pass_on
from disputes.tests.mediating import mediation_of, membership
from notifications.models import InboxItem
from notifications.services.dispatching import drain
from tests.dispute_factories import MediationMeetingFactory, RefusedMediatorFactory, RoomEntryFactory
from tests.factories import AbsenceFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LIST, TILE = "/maegling/uden-maegler/", "Mæglinger uden mægler"


def leave(user, days_ago=1):
    ended_on = timezone.localdate() - dt.timedelta(days=days_ago)
    Membership.objects.filter(pk=membership(user).pk).update(ended_on=ended_on)


def left(user, estate, **values):
    mediation, rooms = mediation_of(user, estate, **values)
    leave(user)
    return Mediation.objects.get(pk=mediation.pk), rooms


def page_of(mediation):
    return f"{LIST}{mediation.pk}/"


def read(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode().partition("<main")[2]


def test_the_tile_is_there_while_there_are_any(anna, bo, freja, laerke, login):
    client = login(freja)
    mediation, _rooms = mediation_of(anna, laerke)
    assert TILE not in read(client, "/overblik/")
    leave(anna)
    page = read(client, "/overblik/")
    assert TILE in page and LIST in page
    pass_on(actor=freja, mediation=mediation, mediator=membership(bo))
    assert TILE not in read(client, "/overblik/")


def test_on_the_last_day_it_is_still_hers(anna, freja, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke)
    leave(anna, days_ago=0)
    assert login(anna).get(f"/maegling/{mediation.pk}/").status_code == 200
    read(login(freja), page_of(mediation), 404)
    assert mediation.number not in read(login(freja), LIST)


def test_the_list_says_when_where_and_the_day_of_the_meeting_and_no_more(anna, freja, laerke, login):
    mediation, (a, b) = left(anna, laerke, about="Støj om natten")
    RoomEntryFactory(party=a, text="Vil ikke ses")
    meeting = MediationMeetingFactory(
        mediation=mediation, starts_at=timezone.now() + dt.timedelta(days=5), place="Biblioteket"
    )
    for url in (LIST, page_of(mediation)):
        page = read(login(freja), url)
        assert mediation.number in page and "Lærkeparken" in page and "Anna Andersen havde den" in page
        assert "Møde " in page and "lukkes og slettes den" in page
        clock = timezone.localtime(meeting.starts_at)
        for secret in (
            *("Støj", "Vil ikke ses", "Biblioteket", f"{clock.hour}.{clock.minute:02d}"),
            *(word for party in (a, b) for word in (party.name, party.tenancy.dwelling.address)),
        ):
            assert secret not in page, secret
    assert not LookUp.objects.exists()


def test_only_what_is_open_and_has_nobody(anna, bo, carla, freja, laerke, skov, login):
    mine, _rooms = mediation_of(bo, laerke)
    over, _rooms = mediation_of(anna, laerke)
    close_mediation(actor=anna, mediation=over, seen=None, ended="solved")
    gone, _rooms = left(anna, laerke)
    elsewhere, _rooms = left(carla, skov)
    AbsenceFactory(membership=membership(bo), stand_in=membership(anna))
    page = read(login(freja), LIST)
    assert gone.number in page
    for other in (mine, over, elsewhere):
        assert other.number not in page
        assert login(freja).get(page_of(other)).status_code == 404


def test_a_login_that_was_closed_counts_as_gone(anna, freja, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    type(anna).objects.filter(pk=anna.pk).update(is_active=False)
    assert Mediation.objects.without_mediator(freja).get() == mediation


def test_nobody_stands_in_for_one_who_has_left(anna, bo, laerke, login):
    mediation, _rooms = mediation_of(anna, laerke)
    AbsenceFactory(membership=membership(anna), stand_in=membership(bo))
    assert login(bo).get(f"/maegling/{mediation.pk}/").status_code == 200
    leave(anna)
    assert login(bo).get(f"/maegling/{mediation.pk}/").status_code == 404


def test_given_on_the_new_one_reads_it_and_is_told(anna, bo, freja, laerke, login):
    mediation, (a, b) = left(anna, laerke)
    client = login(freja)
    answer = client.post(page_of(mediation), {"mediator": membership(bo).pk})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    page = read(client, LIST)
    assert f"Bo Berg er mægler i {mediation.number} nu" in page
    assert "Bo Berg fik den" in page and "af Freja Friis" in page
    drain()
    assert InboxItem.objects.get(kind="mediation").recipient == bo
    assert login(bo).get(f"/maegling/rum/{a.pk}/").status_code == 200
    for party in (a, b):
        assert (
            "Mægler er nu Bo Berg. Før var det Anna Andersen, som er stoppet." in party.roomentrys.get().text
        )


def test_another_tab_is_told_that_it_is_given_and_gives_it_to_nobody(anna, bo, freja, laerke, fjordbo, login):
    mediation, _rooms = left(anna, laerke)
    helle = MembershipFactory(organisation=fjordbo, role="caretaker")
    pass_on(actor=freja, mediation=mediation, mediator=membership(bo))
    client = login(freja)
    for answer in (client.get(page_of(mediation)), client.post(page_of(mediation), {"mediator": helle.pk})):
        assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert "Den er allerede givet videre" in read(client, LIST)
    assert Mediation.objects.get().mediator == membership(bo)
    leave(bo)
    assert client.get(page_of(mediation)).status_code == 200, "and again when the new one leaves, too"


def test_it_is_recorded_who_gave_it_to_whom_for_good(anna, bo, freja, laerke):
    mediation, _rooms = left(anna, laerke)
    pass_on(actor=freja, mediation=mediation, mediator=membership(bo))
    row = MediatorChange.objects.get()
    assert (row.former, row.mediator, row.made_by) == (membership(anna), membership(bo), freja)
    assert row.by_coordinator and row.created_at
    for write in (lambda: MediatorChange.objects.update(by_coordinator=False), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    closed = close_mediation(actor=bo, mediation=mediation, seen=None, ended="solved")
    assert erase_mediations(closed.delete_on) == 1
    assert MediatorChange.objects.exists()


def test_a_change_by_the_mediator_is_recorded_too_and_not_shown_the_coordinator(
    anna, bo, freja, laerke, login
):
    mediation, (a, _b) = mediation_of(anna, laerke)
    change_mediator(actor=anna, mediation=mediation, seen=1, mediator=membership(bo), asked_by=a)
    row = MediatorChange.objects.get()
    assert (row.former, row.mediator, row.made_by) == (membership(anna), membership(bo), anna)
    assert not row.by_coordinator
    assert mediation.number not in read(login(freja), LIST)


def test_whom_a_party_has_refused_is_not_offered_and_is_not_taken(anna, bo, freja, laerke, login):
    mediation, (a, _b) = mediation_of(anna, laerke)
    RefusedMediatorFactory(party=a, membership=membership(bo))
    leave(anna)
    page = read(login(freja), page_of(mediation))
    assert "Bo Berg" not in page and "Der er ingen at give den til" in page
    assert login(freja).post(page_of(mediation), {"mediator": membership(bo).pk}).status_code == 422
    with pytest.raises(DomainError, match="kan ikke mægle her"):
        pass_on(actor=freja, mediation=mediation, mediator=membership(bo))


def test_a_wish_for_another_is_remembered_of_who_left(anna, bo, freja, laerke):
    mediation, (a, _b) = left(anna, laerke)
    a.refuses_mediator = True
    a.save(update_fields=["refuses_mediator"])
    pass_on(actor=freja, mediation=mediation, mediator=membership(bo))
    assert RefusedMediator.objects.get().membership == membership(anna)


def test_one_that_has_a_mediator_by_now_is_told(anna, bo, freja, laerke):
    mediation, _rooms = left(anna, laerke)
    Membership.objects.filter(pk=membership(anna).pk).update(ended_on=None)
    with pytest.raises(DomainError, match="har en mægler igen"):
        pass_on(actor=freja, mediation=mediation, mediator=membership(bo))


def test_not_to_whoever_left_nor_to_another_role(anna, dorte, carla, freja, laerke):
    mediation, _rooms = left(anna, laerke)
    for user in (anna, dorte, carla):
        with pytest.raises(DomainError, match="Vælg en social vicevært"):
            pass_on(actor=freja, mediation=mediation, mediator=membership(user))


def test_nobody_lets_themselves_in(anna, bo, freja, fjordbo, laerke, login):
    """Freja is a caretaker as well."""
    own = MembershipFactory(user=freja, organisation=fjordbo, role="caretaker")
    mediation, _rooms = left(anna, laerke)
    page = read(login(freja), page_of(mediation))
    assert "Bo Berg" in page and f'value="{own.pk}"' not in page
    with pytest.raises(DomainError, match="Giv den til en kollega"):
        pass_on(actor=freja, mediation=mediation, mediator=own)


def test_without_a_choice_nothing_is_given(anna, bo, freja, laerke, login):
    mediation, _rooms = left(anna, laerke)
    answer = login(freja).post(page_of(mediation), {})
    assert answer.status_code == 422 and "Vælg, hvem der mægler." in answer.content.decode()


@pytest.mark.parametrize("who", ["bo", "dorte", "erik", "gry"])
def test_for_the_coordinator_alone(who, anna, laerke, login, request):
    mediation, _rooms = left(anna, laerke)
    other = request.getfixturevalue(who)
    for url in (LIST, page_of(mediation)):
        assert login(other).get(url).status_code == 403
    with pytest.raises(PermissionDenied):
        pass_on(actor=other, mediation=mediation, mediator=membership(other))


def test_methods_and_another_organisations(anna, bo, carla, freja, laerke, skov, login):
    mediation, _rooms = left(carla, skov)
    assert login(freja).get(page_of(mediation)).status_code == 404
    with pytest.raises(PermissionDenied):
        pass_on(actor=freja, mediation=mediation, mediator=membership(bo))
    assert login(freja).post(LIST).status_code == 405
    assert login(freja).delete(page_of(mediation)).status_code == 405


def test_an_empty_list_teaches(freja, login):
    assert "Alle mæglinger har en mægler" in read(login(freja), LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_little_of_many(
    count, anna, bo, freja, laerke, login, django_assert_max_num_queries
):
    for _number in range(count):
        mediation, _rooms = mediation_of(anna, laerke)
        MediationMeetingFactory(mediation=mediation)
    given, _rooms = mediation_of(anna, laerke)
    leave(anna)
    pass_on(actor=freja, mediation=given, mediator=membership(bo))
    client = login(freja)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(LIST)
