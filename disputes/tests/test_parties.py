"""The parties: added, corrected, out and in again, and the talk with each of them first."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from disputes.mediation_file import read_mediation_file
from disputes.models import Complainant, Mediation, PreTalk, ShowingDecision
from disputes.services.complaint_writes import ComplaintChangedError
from disputes.services.mediation_writes import MediationChangedError
from disputes.services.mediations import NewParty, open_mediation
from disputes.services.parties import (
    add_party,
    edit_party,
    party_came_back,
    party_left,
    record_consent,
    record_pre_talk,
)
from disputes.services.tracks import decide_showing
from disputes.tests.agreeing import accept, drafted, met, party_of
from disputes.tests.mediating import home, mediation_of
from tests.dispute_factories import ComplaintFactory

pytestmark = pytest.mark.django_db


def talk(actor, party, willing="yes", **values):
    return record_pre_talk(actor=actor, party=party, on=timezone.localdate(), willing=willing, **values)


def ready(mediation):
    return read_mediation_file(Mediation.objects.get(pk=mediation.pk)).may_meet


def test_one_more_gets_the_next_letter(anna, laerke):
    mediation, _rooms = mediation_of(anna, laerke)
    added = add_party(actor=anna, mediation=mediation, seen=1, party=NewParty(home(laerke), "Carl"))
    assert (added.label, added.name) == ("C", "Carl")
    mediation.refresh_from_db()
    assert mediation.revision == 2


def test_not_twice_the_same(anna, laerke):
    mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="allerede part"):
        add_party(actor=anna, mediation=mediation, seen=1, party=NewParty(a.tenancy, "Aase"))


def test_not_a_seventh_and_not_from_elsewhere(anna, laerke, skov):
    mediation, _rooms = mediation_of(anna, laerke, parties=6)
    with pytest.raises(DomainError, match="højst være 6"):
        add_party(actor=anna, mediation=mediation, seen=1, party=NewParty(home(laerke), "Gert"))
    other, _rooms = mediation_of(anna, laerke)
    with pytest.raises(PermissionDenied):
        add_party(actor=anna, mediation=other, seen=1, party=NewParty(home(skov), "Carl"))


def test_what_is_known_is_corrected_against_what_was_seen(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    edit_party(actor=anna, party=a, seen=1, name="Aase Ås", phone="20 10 20 30")
    with pytest.raises(MediationChangedError):
        edit_party(actor=anna, party=a, seen=1, name="En anden")
    a.refresh_from_db()
    assert (a.name, a.phone) == ("Aase Ås", "20 10 20 30")


def test_no_consent_in_the_future(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="fremtiden"):
        record_consent(actor=anna, party=a, on=timezone.localdate() + dt.timedelta(days=1))
    assert record_consent(actor=anna, party=a, on=timezone.localdate()).consented_on
    assert record_consent(actor=anna, party=a, on=None).consented_on is None


def test_out_of_it_and_back(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    assert party_left(actor=anna, party=a).left_on == timezone.localdate()
    assert party_came_back(actor=anna, party=a).left_on is None


def test_ready_when_all_have_said_yes(anna, laerke):
    mediation, (a, b) = mediation_of(anna, laerke)
    talk(anna, a, consents=True)
    talk(anna, b)
    assert not ready(mediation)
    record_consent(actor=anna, party=b, on=timezone.localdate())
    assert ready(mediation)
    talk(anna, b, "later")
    assert not ready(mediation)
    party_left(actor=anna, party=b)
    assert not ready(mediation), "one alone meets nobody"


def test_unsuitable_is_not_offered_and_why_stays_in_the_room(anna, laerke):
    complaint = ComplaintFactory(respondent=home(laerke))
    mediation, (a, b) = mediation_of(anna, laerke, complaint=complaint)
    found = talk(anna, a, unsuitable=["threats"], reason="Er blevet truet på trappen", consents=True)
    for row in (mediation, complaint, a, b):
        row.refresh_from_db()
    assert (mediation.phase, mediation.ended, mediation.fact) == ("closed", "unsuitable", "not_held")
    assert complaint.mediation == "not_held"
    assert a.consented_on is None
    assert found.party == a and not b.pretalks.exists()


def test_unsuitable_says_why(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="hvorfor det ikke egner sig"):
        talk(anna, a, unsuitable=["violence"], reason=" ")
    assert not PreTalk.objects.exists()


def test_no_talk_in_the_future(anna, laerke):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    with pytest.raises(DomainError, match="fremtiden"):
        record_pre_talk(actor=anna, party=a, on=timezone.localdate() + dt.timedelta(days=1), willing="yes")


@pytest.mark.parametrize("who", ["bo", "carla", "dorte", "freja"])
def test_nobody_but_the_mediator(who, anna, laerke, request):
    mediation, (a, _b) = mediation_of(anna, laerke)
    other = request.getfixturevalue(who)
    party = NewParty(home(laerke), "Carl")
    for write in (
        lambda: add_party(actor=other, mediation=mediation, seen=1, party=party),
        lambda: edit_party(actor=other, party=a, seen=1, name="Nej"),
        lambda: party_left(actor=other, party=a),
        lambda: talk(other, a),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_whoever_wants_another_mediator_is_not_ready(anna, laerke, login):
    mediation, rooms = mediation_of(anna, laerke)
    for party in rooms:
        talk(anna, party, consents=True)
    edit_party(actor=anna, party=rooms[1], seen=None, refuses_mediator=True)
    assert not ready(mediation)
    page = login(anna).get(f"/maegling/{mediation.pk}/").content.decode()
    assert (page.count("Klar til møde"), page.count("Ønsker en anden mægler")) == (1, 1)


def of_complaint(actor, estate):
    """Of a complaint with two behind it, the first of them a party; with the household of the second."""
    one, other = home(estate), home(estate)
    complaint = ComplaintFactory(respondent=home(estate), by=[one, other])
    parties = [NewParty(one, "Aase"), NewParty(complaint.respondent, "Bent")]
    known = {"estate": estate, "complaint": complaint, "agreed": [one.pk]}
    return open_mediation(actor=actor, parties=parties, **known), other


def test_a_hidden_complainant_is_asked_before_being_added(anna, laerke):
    mediation, other = of_complaint(anna, laerke)
    more = {"actor": anna, "mediation": mediation, "seen": None, "party": NewParty(other, "Carl")}
    with pytest.raises(DomainError, match="Spørg først"):
        add_party(**more)
    assert not Complainant.objects.get(tenancy=other).is_shown
    add_party(**more, agreed=True)
    assert Complainant.objects.get(tenancy=other).is_shown
    assert ShowingDecision.objects.filter(complainant__tenancy=other).count() == 1


def test_also_one_who_has_withdrawn(anna, laerke):
    mediation, other = of_complaint(anna, laerke)
    Complainant.objects.filter(tenancy=other).update(withdrawn_on=timezone.localdate())
    with pytest.raises(DomainError, match="Spørg først"):
        add_party(actor=anna, mediation=mediation, seen=None, party=NewParty(other, "Carl"))


def test_the_page_asks_whether_one_who_complains_was_asked(anna, laerke, login):
    mediation, other = of_complaint(anna, laerke)
    said = {"seen": mediation.revision, "address": other.dwelling.address}
    url = f"/maegling/{mediation.pk}/part/"
    refused = login(anna).post(url, said)
    assert (refused.status_code, "Spørg først" in refused.content.decode()) == (422, True)
    assert login(anna).post(url, {**said, "agreed": "on"}).status_code == 302
    assert mediation.partys.count() == 3


def test_nobody_comes_into_it_who_is_hidden_in_another_complaint(anna, laerke):
    mediation, rooms = mediation_of(anna, laerke)
    hidden = home(laerke)
    complaint = ComplaintFactory(respondent=rooms[0].tenancy, by=[hidden])
    more = {"actor": anna, "mediation": mediation, "seen": None, "party": NewParty(hidden, "Carl")}
    with pytest.raises(DomainError, match="skjult i en klage"):
        add_party(**more)
    complaint.complainants.update(is_shown=True)
    add_party(**more)


def test_who_comes_back_is_asked_whether_they_agree(anna, laerke):
    agreement = drafted(anna, met(anna, laerke))
    a, b = agreement.mediation.partys.order_by("label")
    party_of(agreement.mediation, "C")
    c = agreement.mediation.partys.get(label="C")
    accept(anna, agreement, a)
    accept(anna, agreement, b)
    party_left(actor=anna, party=c)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.follow_ups.count()) == ("accepted", 2)
    party_came_back(actor=anna, party=c)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.follow_ups.count()) == ("draft", 0)
    accept(anna, agreement, c)
    agreement.refresh_from_db()
    assert agreement.status == "accepted"


def test_to_be_shown_is_a_change_of_the_complaint(anna, laerke):
    """Whoever has the page of the decision open must not turn round what they have not seen."""
    mediation, other = of_complaint(anna, laerke)
    complaint = mediation.complaint
    complaint.refresh_from_db()
    before, complainant = complaint.revision, complaint.complainants.get(tenancy=other)
    add_party(actor=anna, mediation=mediation, seen=None, party=NewParty(other, "Carl"), agreed=True)
    with pytest.raises(ComplaintChangedError):
        decide_showing(actor=anna, complainant=complainant, seen=before, is_shown=False, reason="Nej")
