"""Another mediator: everything goes along, and whoever had it is out on the next request."""

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from disputes.models import Mediation
from disputes.services.mediation_writes import MediationChangedError
from disputes.services.mediators import change_mediator
from disputes.tests.mediating import mediation_of, membership
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from notifications.services.dispatching import drain
from tests.dispute_factories import RoomEntryFactory

pytestmark = pytest.mark.django_db


def give(actor, mediation, to, **values):
    mediation.refresh_from_db()
    said = {"seen": mediation.revision, "mediator": membership(to), **values}
    return change_mediator(actor=actor, mediation=mediation, **said)


def test_the_room_goes_along_and_the_former_is_out_at_once(anna, bo, laerke, login):
    mediation, (a, _b) = mediation_of(anna, laerke)
    entry = RoomEntryFactory(party=a, text="Vil helst mødes ude")
    pages = [f"/maegling/{mediation.pk}/", f"/maegling/rum/{a.pk}/", f"/maegling/rum/{a.pk}/forsamtale/"]
    annas = login(anna)
    assert [annas.get(page).status_code for page in pages] == [200, 200, 200]
    give(anna, mediation, bo)
    assert [annas.get(page).status_code for page in pages] == [404, 404, 404]
    assert annas.post(f"/maegling/notat/{entry.pk}/streg/").status_code == 404
    assert "Vil helst mødes ude" in login(bo).get(f"/maegling/rum/{a.pk}/").content.decode()


def test_it_is_noted_in_every_room_and_who_asked_in_their_own_alone(anna, bo, laerke):
    mediation, (a, b) = mediation_of(anna, laerke)
    give(anna, mediation, bo, asked_by=b)
    notes = {party.label: party.roomentrys.get().text for party in (a, b)}
    for text in notes.values():
        assert bo.name in text and anna.name in text
    assert "ønskede" in notes["B"] and "ønskede" not in notes["A"]


def test_the_wish_for_another_is_met_with_it(anna, bo, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    a.refuses_mediator = True
    a.save(update_fields=["refuses_mediator"])
    give(anna, mediation, bo)
    a.refresh_from_db()
    assert not a.refuses_mediator


def test_the_new_one_is_told_and_the_former_has_no_line_any_more(anna, bo, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    give(anna, mediation, bo)
    drain()
    assert InboxItem.objects.get(kind=DeliveryKind.MEDIATION).recipient == bo
    give(bo, mediation, anna)
    drain()
    assert InboxItem.objects.get(kind=DeliveryKind.MEDIATION).recipient == anna
    give(anna, mediation, bo)
    drain()
    assert InboxItem.objects.get(kind=DeliveryKind.MEDIATION).recipient == bo, "told anew"
    assert Delivery.objects.filter(kind=DeliveryKind.MEDIATION).count() == 2


@pytest.mark.parametrize("who", ["carla", "dorte"])
def test_only_to_a_caretaker_of_the_organisation(who, anna, laerke, request):
    mediation, _rooms = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="Vælg en social vicevært"):
        give(anna, mediation, request.getfixturevalue(who))


def test_not_to_oneself_and_not_for_a_party_of_another(anna, bo, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="mægler allerede"):
        give(anna, mediation, anna)
    _other, (stranger, _b) = mediation_of(anna, laerke)
    with pytest.raises(PermissionDenied):
        give(anna, mediation, bo, asked_by=stranger)
    assert Mediation.objects.get(pk=mediation.pk).mediator == membership(anna)


def test_of_two_the_second_is_told(anna, bo, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    Mediation.objects.filter(pk=mediation.pk).update(revision=2)
    with pytest.raises(MediationChangedError):
        change_mediator(actor=anna, mediation=mediation, seen=1, mediator=membership(bo))


@pytest.mark.parametrize("who", ["bo", "carla", "dorte", "erik", "freja", "gry"])
def test_nobody_takes_it(who, anna, laerke, request):
    mediation, _rooms = mediation_of(anna, laerke)
    thief = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        give(thief, mediation, thief)
