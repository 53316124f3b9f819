"""What is written in a room: once per form, by whoever mediates now, and struck instead of lost."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from disputes.models import Mediation, RoomEntry
from disputes.services.mediations import close_mediation
from disputes.services.rooms import EntryConflictError, add_entry, bring_entry_back, strike_entry
from disputes.tests.mediating import mediation_of, membership
from tests.dispute_factories import RoomEntryFactory

pytestmark = pytest.mark.django_db


def said(party, actor, text="Vil helst tale om dagen", **values):
    return add_entry(
        actor=actor, party=party, text=text, **{"client_uuid": uuid.uuid4(), "kind": "wish", **values}
    )


def test_a_note_is_kept_in_its_room(anna, laerke):
    mediation, (a, b) = mediation_of(anna, laerke)
    entry = said(a, anna)
    assert (entry.party, entry.mediation, entry.made_by) == (a, mediation, anna)
    assert not b.roomentrys.exists()


def test_the_same_form_twice_is_one_note(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    form = uuid.uuid4()
    assert said(a, anna, client_uuid=form) == said(a, anna, client_uuid=form)
    assert RoomEntry.objects.count() == 1


def test_the_same_form_with_other_words_or_in_another_room_is_told(anna, laerke):
    _mediation, (a, b) = mediation_of(anna, laerke)
    form = uuid.uuid4()
    said(a, anna, client_uuid=form)
    for party, text in ((a, "Andre ord"), (b, "Vil helst tale om dagen")):
        with pytest.raises(EntryConflictError):
            said(party, anna, text, client_uuid=form)
    assert RoomEntry.objects.count() == 1


def test_nothing_is_no_note(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="Skriv, hvad der skal huskes"):
        said(a, anna, "  ")


@pytest.mark.parametrize("who", ["bo", "carla", "dorte", "erik", "freja", "gry"])
def test_nobody_but_the_mediator_writes(who, anna, laerke, request):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    other = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        said(a, other)
    entry = RoomEntryFactory(party=a)
    for write in (strike_entry, bring_entry_back):
        with pytest.raises(PermissionDenied):
            write(actor=other, entry=entry)


def test_whoever_was_the_mediator_does_not(anna, bo, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    Mediation.objects.filter(pk=mediation.pk).update(mediator=membership(bo))
    with pytest.raises(PermissionDenied):
        said(a, anna)
    assert said(a, bo)


def test_struck_and_brought_back(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    entry = said(a, anna)
    struck = strike_entry(actor=anna, entry=entry).struck_at
    assert strike_entry(actor=anna, entry=entry).struck_at == struck is not None
    assert bring_entry_back(actor=anna, entry=entry).struck_at is None


def test_a_closed_mediation_takes_nothing_more(anna, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    entry = said(a, anna)
    close_mediation(actor=anna, mediation=mediation, seen=mediation.revision, ended="solved")
    for write in (lambda: said(a, anna), lambda: strike_entry(actor=anna, entry=entry)):
        with pytest.raises(DomainError, match="afsluttet"):
            write()
