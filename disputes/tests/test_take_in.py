"""Taking in a complaint: who may, what it needs, and what follows from it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.errors import DomainError
from disputes.models import Complaint, ComplaintStep
from disputes.services.complaints import Happening, take_in_complaint
from evictions.rules import complaint_action_due
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.factories import DwellingFactory, StairwellFactory, TenancyFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def neighbour(laerke):
    stairwell = StairwellFactory(estate=laerke, street="Møllevej", house_number="10")
    return TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell))


@pytest.fixture
def told(tenancy, neighbour):
    """take(actor, …) → (complaint, is_new)."""

    def take(actor, **changes):
        said = {
            "respondent": tenancy,
            "complainants": [(neighbour, "Klara Klager")],
            "category": "noise",
            "channel": "form",
            "is_reasoned": True,
            "received_on": TODAY(),
            "happening": Happening(on=TODAY(), text="Høj musik efter kl. 23."),
            "client_uuid": uuid.uuid4(),
            **changes,
        }
        return take_in_complaint(actor=actor, **said)

    return take


@pytest.mark.parametrize("who", ["anna", "bo", "erik", "dorte"])
def test_caretakers_office_and_administration_take_it_in(request, told, who, tenancy, neighbour):
    actor = request.getfixturevalue(who)
    complaint, is_new = told(actor)
    assert is_new
    assert (complaint.respondent, complaint.estate, complaint.reported_by) == (
        tenancy,
        tenancy.estate,
        actor,
    )
    assert [(row.tenancy, row.name, row.is_shown) for row in complaint.complainants.all()] == [
        (neighbour, "Klara Klager", False)
    ]
    line = complaint.incidents.get()
    assert (line.text, line.told_by) == ("Høj musik efter kl. 23.", complaint.complainants.get())
    step = ComplaintStep.objects.get(complaint=complaint)
    assert (step.kind, step.on, step.made_by) == ("received", TODAY(), actor)


@pytest.mark.parametrize("who", ["carla", "freja", "gry"])
def test_nobody_else(request, told, who):
    with pytest.raises(PermissionDenied):
        told(request.getfixturevalue(who))


def test_not_about_another_estate_than_ones_own(anna, erik, dorte, told, moelle):
    elsewhere = TenancyFactory(dwelling__stairwell__estate=moelle)
    for actor in (anna, erik):
        with pytest.raises(PermissionDenied):
            told(actor, respondent=elsewhere)
    assert told(dorte, respondent=elsewhere)[1]


@pytest.mark.parametrize(
    ("channel", "is_reasoned", "has_clock"),
    [
        ("letter", True, True),
        ("email", True, True),
        ("form", True, True),
        ("form", False, False),
        ("phone", True, False),
        ("in_person", True, False),
    ],
)
def test_only_written_and_reasoned_starts_the_clock(dorte, told, channel, is_reasoned, has_clock):
    complaint, _new = told(dorte, channel=channel, is_reasoned=is_reasoned)
    assert complaint.action_due == (complaint_action_due(TODAY()) if has_clock else None)


def test_july_is_not_counted(dorte, told):
    """On a day of June before; a household that has lived there for years."""
    received = dt.date(TODAY().year - 1, 6, 20)
    complaint, _new = told(dorte, received_on=received, happening=Happening(on=received, text="Musik."))
    assert complaint.action_due is not None
    assert complaint.action_due.month == 8


def test_it_is_owed_once_to_whoever_has_the_estate(anna, told):
    complaint, _new = told(anna)
    owed = Delivery.objects.get(kind=DeliveryKind.COMPLAINT)
    assert (owed.subject_id, owed.estate_id) == (complaint.pk, complaint.estate_id)


def test_several_households_sign(anna, told, neighbour, laerke):
    other = TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")
    complaint, _new = told(anna, complainants=[(neighbour, "Klara"), (other, "Karl")])
    assert complaint.complainants.count() == 2


def test_the_same_form_makes_one(anna, bo, told):
    key = uuid.uuid4()
    first, _new = told(anna, client_uuid=key)
    assert told(anna, client_uuid=key, category="pets") == (first, False)
    assert told(bo, client_uuid=key)[1]
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize("complainants", [[], "blank"])
def test_never_anonymous(anna, told, neighbour, complainants):
    signed = [(neighbour, "  ")] if complainants == "blank" else []
    with pytest.raises(DomainError, match="Anonyme klager tages ikke"):
        told(anna, complainants=signed)
    assert not Complaint.objects.exists()


def test_the_database_says_so_too(tenancy, anna):
    with pytest.raises(IntegrityError, match="without a complainant"), transaction.atomic():
        Complaint.objects.create(
            organisation_id=tenancy.organisation_id,
            estate_id=tenancy.estate_id,
            respondent=tenancy,
            client_uuid=uuid.uuid4(),
            category="noise",
            channel="phone",
            received_on=TODAY(),
            reported_by=anna,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_not_by_the_household_itself(anna, told, tenancy):
    with pytest.raises(DomainError, match="klage over sig selv"):
        told(anna, complainants=[(tenancy, "Prøve")])


def test_not_the_same_household_twice(anna, told, neighbour):
    with pytest.raises(DomainError, match="står to gange"):
        told(anna, complainants=[(neighbour, "Klara"), (neighbour, "Karl")])


def test_not_by_a_household_of_another_organisation(anna, told, skov):
    stranger = TenancyFactory(dwelling__stairwell__estate=skov)
    with pytest.raises(DomainError, match="samme boligorganisation"):
        told(anna, complainants=[(stranger, "Klara")])


def test_households_of_that_day(anna, told, neighbour):
    neighbour.ends_on = TODAY() - dt.timedelta(days=2)
    neighbour.save()
    with pytest.raises(DomainError, match="boede der ikke den dag"):
        told(anna)
    before = TODAY() - dt.timedelta(days=3)
    assert told(anna, received_on=before, happening=Happening(on=before, text="Musik."))[1]


def test_not_received_or_happened_in_the_future(anna, told):
    tomorrow = TODAY() + dt.timedelta(days=1)
    with pytest.raises(DomainError, match="ikke er kommet endnu"):
        told(anna, received_on=tomorrow)
    with pytest.raises(DomainError, match="efter den dag"):
        told(anna, happening=Happening(on=tomorrow, text="Musik."))
    with pytest.raises(DomainError, match="Skriv, hvad der skete"):
        told(anna, happening=Happening(on=TODAY(), text="  "))
