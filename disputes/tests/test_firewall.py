"""What the organisation learns of a mediation: on the complaint one word, elsewhere nothing."""

import pytest

from audit.models import LookUp
from cases.look_ups import extract_of
from disputes.choices import MediationFact
from disputes.models import Complaint
from disputes.tests.mediating import home, mediation_of
from notifications.choices import DeliveryKind
from notifications.models import InboxItem
from notifications.services.dispatching import drain
from notifications.services.outbox import owe_only_to
from tests.case_factories import CaseFactory
from tests.dispute_factories import ComplaintFactory, RoomEntryFactory

pytestmark = pytest.mark.django_db
FACTS = {str(label) for _value, label in MediationFact.choices}


@pytest.fixture
def complaint(laerke, tenancy):
    return ComplaintFactory(respondent=tenancy, by=[home(laerke)])


def card(client, complaint):
    """The words of the card, or "" when there is none."""
    page = client.get(f"/klager/{complaint.pk}/").content.decode()
    _before, found, after = page.partition('id="maegling"')
    return after.split("</section>")[0] if found else ""


def inside(page):
    """Without the navigation."""
    return page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("fact", MediationFact.values)
@pytest.mark.parametrize("who", ["anna", "bo", "dorte"])
def test_the_complaint_says_exactly_one_of_the_three(who, fact, complaint, anna, laerke, login, request):
    mediation, rooms = mediation_of(anna, laerke, complaint=complaint, about="Støj om natten")
    RoomEntryFactory(party=rooms[0], text="Vil ikke ses med dem")
    Complaint.objects.update(mediation=fact)
    said = card(login(request.getfixturevalue(who)), complaint)
    assert {words for words in FACTS if f">{words}<" in said} == {str(MediationFact(fact).label)}
    for secret in (mediation.number, anna.name, "Støj om natten", "Vil ikke ses", rooms[0].name):
        assert secret not in said


def test_before_it_is_offered_there_is_the_way_to_offer_it_for_caretakers(complaint, anna, dorte, login):
    assert f"/maegling/ny/klage/{complaint.pk}/" in card(login(anna), complaint)
    assert card(login(dorte), complaint) == ""


@pytest.mark.parametrize("offered", [True, False])
def test_while_it_is_offered_it_is_not_offered_again(offered, complaint, anna, login):
    Complaint.objects.update(mediation="offered" if offered else "not_held")
    assert ("/maegling/ny/klage/" in card(login(anna), complaint)) is not offered


def test_who_has_looked_does_not_tell_that_there_is_one(anna, bo, laerke, tenancy, login):
    case = CaseFactory(tenancy=tenancy, responsible=bo.memberships.get())
    mediation, (a, _b) = mediation_of(anna, laerke)
    type(a).objects.filter(pk=a.pk).update(tenancy=tenancy)
    client = login(anna)
    for page in (f"/maegling/{mediation.pk}/", f"/maegling/rum/{a.pk}/"):
        assert client.get(page).status_code == 200
    assert LookUp.objects.filter(actor=anna, purpose="mediation").count() == 2
    assert extract_of(tenancy.pk) == []
    page = login(bo).get(f"/sager/{case.pk}/opslag/").content.decode()
    assert "Mægling" not in inside(page) and anna.name not in inside(page)


def test_the_page_and_the_case_of_a_party_say_nothing_of_it(anna, laerke, tenancy, login):
    """Not to the mediator either: a file is read with others around, and may be given to the household."""
    case = CaseFactory(tenancy=tenancy, responsible=anna.memberships.get())
    mediation, (a, _b) = mediation_of(anna, laerke, about="Støj om natten")
    type(a).objects.filter(pk=a.pk).update(tenancy=tenancy, name="Fru Hemmelig")
    for url in (f"/lejeforhold/{tenancy.pk}/", f"/sager/{case.pk}/"):
        page = login(anna).get(url)
        assert page.status_code == 200
        said = inside(page.content.decode())
        for secret in (mediation.number, "Støj om natten", "Fru Hemmelig", f"/maegling/{mediation.pk}/"):
            assert secret not in said


def test_the_line_in_the_inbox_names_a_number_and_nobody(anna, laerke, login):
    mediation, (a, b) = mediation_of(anna, laerke, about="Støj om natten")
    whom = {"organisation_id": mediation.organisation_id, "recipient_ids": [anna.pk]}
    owe_only_to(kind=DeliveryKind.MEDIATION, subject_id=mediation.pk, **whom)
    drain()
    item = InboxItem.objects.get()
    client = login(anna)
    page = client.get("/indbakke/").content.decode()
    assert f"Mægling {mediation.number}" in page and "Du er mægler" in page
    for secret in (a.name, b.name, a.tenancy.dwelling.address, "Støj om natten"):
        assert secret not in page
    assert client.get(f"/indbakke/{item.pk}/")["Location"] == f"/maegling/{mediation.pk}/"
