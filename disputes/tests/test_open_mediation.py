"""Opening a mediation: by whom, between whom, and who is told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from disputes.models import Complaint, Mediation
from disputes.services.mediations import NewParty, open_mediation
from disputes.tests.mediating import home, membership, opened
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.dispute_factories import ComplaintFactory

pytestmark = pytest.mark.django_db


def told(mediation):
    rows = Delivery.objects.filter(kind=DeliveryKind.MEDIATION, subject_id=mediation.pk)
    return set(rows.exclude(status="withdrawn").values_list("recipient__name", flat=True))


def test_between_two_households_of_her_estate(anna, laerke):
    mediation = opened(anna, laerke, about="Støj om aftenen")
    assert (mediation.phase, mediation.fact, mediation.about) == ("dialogue", "offered", "Støj om aftenen")
    assert mediation.mediator == membership(anna)
    assert list(mediation.partys.values_list("label", "name")) == [("A", "Aase"), ("B", "Bent")]
    assert told(mediation) == set()


def test_a_colleague_mediates_and_is_told(anna, bo, laerke):
    mediation = opened(anna, laerke, mediator=membership(bo))
    assert told(mediation) == {bo.name}
    assert not Mediation.objects.visible_to(anna).exists()
    assert Mediation.objects.visible_to(bo).get() == mediation


def test_of_a_complaint_it_leaves_one_word(anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    before = complaint.revision
    mediation = opened(anna, laerke, complaint=complaint)
    complaint.refresh_from_db()
    assert (complaint.mediation, complaint.revision) == ("offered", before)
    assert mediation.complaint == complaint


def test_one_at_a_time_of_a_complaint(anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    opened(anna, laerke, complaint=complaint)
    with pytest.raises(DomainError, match="mægles allerede"):
        opened(anna, laerke, complaint=complaint)


def test_not_of_a_closed_complaint(anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    closed = {"status": "closed", "closed_at": timezone.now(), "closed_by": anna, "closed_from": "talk"}
    Complaint.objects.filter(pk=complaint.pk).update(outcome="dialogue", **closed)
    with pytest.raises(DomainError, match="Klagesagen er afsluttet"):
        opened(anna, laerke, complaint=complaint)


def test_not_of_a_complaint_she_does_not_see(anna, laerke, skov):
    with pytest.raises(PermissionDenied):
        opened(anna, laerke, complaint=ComplaintFactory(respondent=home(skov)))


def test_there_must_be_two_households(anna, laerke):
    one = home(laerke)
    for parties in ([], [NewParty(one, "Aase")], [NewParty(one, "Aase"), NewParty(one, "Bent")]):
        with pytest.raises(DomainError, match="mindst to husstande"):
            open_mediation(actor=anna, estate=laerke, parties=parties)


def test_a_household_stands_there_once(anna, laerke):
    one, other = home(laerke), home(laerke)
    parties = [NewParty(one, "Aase"), NewParty(other, "Bent"), NewParty(one, "Carl")]
    with pytest.raises(DomainError, match="to gange"):
        open_mediation(actor=anna, estate=laerke, parties=parties)


def test_at_most_six(anna, laerke):
    parties = [NewParty(home(laerke), "Aase") for _ in range(7)]
    with pytest.raises(DomainError, match="højst være 6"):
        open_mediation(actor=anna, estate=laerke, parties=parties)


def test_not_with_a_household_of_another_organisation(anna, laerke, skov):
    with pytest.raises(PermissionDenied):
        open_mediation(
            actor=anna, estate=laerke, parties=[NewParty(home(laerke), "A"), NewParty(home(skov), "B")]
        )
    assert not Mediation.objects.exists()


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry"])
def test_caretakers_alone(who, laerke, request):
    with pytest.raises(PermissionDenied):
        opened(request.getfixturevalue(who), laerke)


@pytest.mark.parametrize("who", ["carla", "dorte"])
def test_the_mediator_is_a_caretaker_of_the_organisation(who, anna, laerke, request):
    with pytest.raises(DomainError, match="Vælg en social vicevært"):
        opened(anna, laerke, mediator=membership(request.getfixturevalue(who)))


def test_not_beside_a_complaint_where_one_of_them_is_hidden(anna, laerke):
    """They are asked there; without a complaint nobody would ask."""
    hidden = home(laerke)
    complaint = ComplaintFactory(respondent=home(laerke), by=[hidden])
    parties = [NewParty(hidden, "Aase"), NewParty(complaint.respondent, "Bent")]
    with pytest.raises(DomainError, match="Åbn mæglingen fra klagesagen"):
        open_mediation(actor=anna, estate=laerke, parties=parties)
    assert not complaint.complainants.get().is_shown
    Complaint.objects.filter(pk=complaint.pk).update(
        status="closed", closed_at=timezone.now(), closed_by=anna, closed_from="talk", outcome="dialogue"
    )
    assert open_mediation(actor=anna, estate=laerke, parties=parties)
