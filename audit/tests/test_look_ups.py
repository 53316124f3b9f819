"""A look-up is written once and stays."""

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.choices import Purpose
from audit.models import LookUp
from audit.services import record_look_up


@pytest.fixture
def look_up(anna, tenancy):
    record_look_up(actor=anna, subject=tenancy, purpose=Purpose.CASEWORK)
    return LookUp.objects.get()


def test_a_look_up_says_who_what_and_why_without_names(look_up, anna, tenancy, fjordbo):
    assert look_up.actor == anna
    assert look_up.organisation == fjordbo
    assert (look_up.subject, look_up.subject_id) == ("residents.Tenancy", tenancy.pk)
    assert look_up.purpose == Purpose.CASEWORK
    assert look_up.created_at is not None


def test_a_look_up_is_not_changed(look_up, bo):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        LookUp.objects.update(actor=bo)
    look_up.purpose = Purpose.EXPORT
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        look_up.save()


def test_a_look_up_is_not_deleted(look_up):
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        look_up.delete()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute("DELETE FROM audit_lookup")
    assert LookUp.objects.exists()


def test_every_look_up_counts(anna, tenancy):
    for _ in range(2):
        record_look_up(actor=anna, subject=tenancy, purpose=Purpose.CASEWORK)
    assert LookUp.objects.count() == 2


def test_a_look_up_and_its_page_stand_or_fall_together(anna, tenancy):
    with transaction.atomic():
        record_look_up(actor=anna, subject=tenancy, purpose=Purpose.CASEWORK)
        transaction.set_rollback(True)
    assert not LookUp.objects.exists()
