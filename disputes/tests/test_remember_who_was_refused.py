"""The notes of earlier changes are what there was of refusals; the migration reads them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from disputes.models import Party, RefusedMediator
from disputes.tests.mediating import mediation_of, membership
from tests.dispute_factories import RoomEntryFactory

pytestmark = pytest.mark.django_db
MIGRATION = import_module("disputes.migrations.0008_remember_who_was_refused")
ASKED = "Mægler er nu %s. Før var det %s. Parten ønskede det."


def migrate():
    MIGRATION.remember(None, SimpleNamespace(connection=connection))


def test_whoever_was_refused_is_remembered_once_of_who_asked(anna, bo, laerke):
    mediation, (a, b) = mediation_of(bo, laerke)
    RoomEntryFactory(party=a, text="Mægler er nu Bo Berg. Før var det Anna Andersen.")
    RoomEntryFactory(party=b, text=ASKED % (bo.name, anna.name))
    migrate()
    migrate()
    row = RefusedMediator.objects.get()
    assert (row.party, row.membership, row.mediation) == (b, membership(anna), mediation)


def test_one_who_mediates_again_is_asked_about(anna, bo, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    RoomEntryFactory(party=a, text=ASKED % (bo.name, anna.name))
    migrate()
    assert not RefusedMediator.objects.exists()
    assert list(Party.objects.filter(refuses_mediator=True)) == [a]


def test_what_was_struck_or_is_other_words_is_left(anna, bo, laerke):
    _mediation, (a, b) = mediation_of(bo, laerke)
    RoomEntryFactory(party=a, text=ASKED % (bo.name, anna.name), struck_at=timezone.now())
    RoomEntryFactory(party=b, text=f"Hun sagde: {ASKED % (bo.name, anna.name)}")
    migrate()
    assert not RefusedMediator.objects.exists()
