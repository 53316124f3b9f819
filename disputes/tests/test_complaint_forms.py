"""The forms on a complaint's page: what is typed is kept, two tabs are told, others are turned away."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from disputes.models import Complaint, Incident
from disputes.services.incidents import seen_of
from tests.dispute_factories import ComplainantFactory, ComplaintFactory, IncidentFactory
from tests.factories import ResidentFactory, TenancyFactory

pytestmark = pytest.mark.django_db
CPR = "010203-1234"
ROUTES = ("complaint_correct", "complainant_add", "incident_add")


@pytest.fixture
def complaint(tenancy):
    return ComplaintFactory(respondent=tenancy)


@pytest.fixture
def line(complaint):
    return IncidentFactory(complaint=complaint, text="Musik")


@pytest.fixture
def home(laerke):
    tenancy = TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")
    ResidentFactory(tenancy=tenancy, name="Klara Klagersen")
    return tenancy


def at(route, row):
    return reverse(route, args=[row.pk])


def words(response):
    return response.content.decode().replace("\xa0", " ")


def today():
    return timezone.localdate().isoformat()


def happened(**changes):
    return {"on": today(), "text": "Bankede i rørene", "client_uuid": str(uuid.uuid4()), **changes}


# -- the noise log -----------------------------------------------------------------------------------------


def test_a_line_is_written_in(login, anna, complaint):
    told_by = complaint.complainants.get()
    sent = happened(starts_at="23.15", ends_at="kl. 1", place="Opgangen", told_by=told_by.pk)
    response = login(anna).post(at("incident_add", complaint), {**sent, "ends_at": "1.30"})
    assert response["Location"] == f"{at('complaint_detail', complaint)}#haendelser"
    row = Incident.objects.get()
    assert (f"{row.starts_at:%H.%M}", f"{row.ends_at:%H.%M}", row.told_by) == ("23.15", "01.30", told_by)


def test_a_wrong_line_keeps_what_was_typed(login, anna, complaint):
    response = login(anna).post(at("incident_add", complaint), happened(on="", place="Kælderen"))
    assert response.status_code == 422
    page = words(response)
    assert "Skriv, hvilken dag." in page
    assert 'value="Kælderen"' in page
    assert "Bankede i rørene" in page
    assert not Incident.objects.exists()


def test_a_cpr_number_in_the_log_is_asked_about(login, anna, complaint):
    response = login(anna).post(at("incident_add", complaint), happened(witnesses=f"Karl {CPR}"))
    assert response.status_code == 422
    assert "Skjul nummeret" in words(response)


def test_the_form_sent_before_with_other_words_is_told(login, anna, complaint):
    client, key = login(anna), str(uuid.uuid4())
    client.post(at("incident_add", complaint), happened(client_uuid=key))
    response = client.post(at("incident_add", complaint), happened(client_uuid=key, text="Noget andet"))
    assert response.status_code == 409
    assert "Noget andet" in words(response)
    assert Incident.objects.count() == 1


def test_two_tabs_on_a_line(login, anna, bo, line):
    url, seen = at("incident_correct", line), seen_of(line)
    assert login(bo).post(url, happened(text="Det var i går", seen=seen)).status_code == 302
    response = login(anna).post(url, happened(text="Det var nu", seen=seen))
    assert response.status_code == 409
    assert "Det var nu" in words(response)
    line.refresh_from_db()
    assert f'name="seen" value="{seen_of(line)}"' in words(response)
    again = login(anna).post(url, happened(text="Det var nu", seen=seen_of(line)))
    assert again.status_code == 302


def test_struck_with_a_way_back(login, anna, complaint, line):
    client = login(anna)
    page = words(client.post(at("incident_strike", line), follow=True))
    assert "Hændelsen er streget." in page
    assert f"{at('incident_strike', line)}?fortryd" in page
    client.post(f"{at('incident_strike', line)}?fortryd")
    line.refresh_from_db()
    assert line.struck_at is None


# -- who complains -----------------------------------------------------------------------------------------


def test_one_more_signs(login, anna, complaint, home):
    client, url = login(anna), at("complainant_add", complaint)
    assert f"?husstand={home.pk}" in words(client.post(url, {"q": "Klara Klagersen"}))
    page = words(client.get(url, {"husstand": home.pk}))
    assert 'value="Klara Klagersen"' in page
    response = client.post(url, {"husstand": home.pk, "name": "Klara", "seen": complaint.revision})
    assert response["Location"] == f"{at('complaint_detail', complaint)}#klagere"
    assert complaint.complainants.filter(tenancy=home, name="Klara").exists()


def test_what_is_wrong_about_one_more_is_said(login, anna, complaint, home, tenancy):
    client, url = login(anna), at("complainant_add", complaint)
    for who, name, said in ((home, " ", "Anonyme klager"), (tenancy, "Prøve", "sig selv")):
        response = client.post(url, {"husstand": who.pk, "name": name, "seen": complaint.revision})
        assert response.status_code == 422
        assert said in words(response)
    assert client.post(url, {"husstand": "99999999", "name": "Klara"}).status_code == 404


def test_a_household_withdraws(login, dorte, complaint, home):
    row = ComplainantFactory(complaint=complaint, tenancy=home)
    page = words(login(dorte).post(at("complainant_withdraw", row), follow=True))
    assert "Trukket tilbage" in page
    last = complaint.complainants.get(withdrawn_on__isnull=True)
    assert login(dorte).post(at("complainant_withdraw", last)).status_code == 409


# -- put right ---------------------------------------------------------------------------------------------


def facts(complaint, **changes):
    return {
        "category": "noise",
        "channel": "form",
        "received_on": today(),
        "is_reasoned": "on",
        "seen": complaint.revision,
        **changes,
    }


def test_it_is_put_right(login, dorte, complaint):
    url = at("complaint_correct", complaint)
    response = login(dorte).post(url, facts(complaint, channel="phone"))
    assert response["Location"] == at("complaint_detail", complaint)
    complaint.refresh_from_db()
    assert complaint.action_due is None
    page = words(login(dorte).get(at("complaint_detail", complaint)))
    assert "Hvordan den kom (før: Klageskema)" in page


def test_two_tabs_on_what_was_taken_in(login, anna, dorte, complaint):
    url = at("complaint_correct", complaint)
    login(dorte).post(url, facts(complaint, category="pets"))
    response = login(anna).post(url, facts(complaint, category="other"))
    assert response.status_code == 409
    assert "Klagesagen er ændret" in words(response)
    assert login(anna).post(url, facts(complaint, category="other", seen=2)).status_code == 302


def test_wrong_facts_are_said(login, dorte, complaint):
    response = login(dorte).post(at("complaint_correct", complaint), facts(complaint, received_on=""))
    assert response.status_code == 422
    assert "Skriv, hvornår klagen kom." in words(response)


def test_a_closed_one_has_no_form_to_fill_in(login, dorte, complaint):
    Complaint.objects.update(
        status="closed",
        closed_from="received",
        closed_at=timezone.now(),
        closed_by=dorte,
        outcome="stopped",
    )
    response = login(dorte).get(at("complaint_correct", complaint))
    assert response["Location"] == at("complaint_detail", complaint)
    assert login(dorte).post(at("incident_add", complaint), happened()).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("erik", 403), ("freja", 403), ("gry", 403)])
def test_nobody_else_is_let_in(login, request, complaint, line, who, status):
    client = login(request.getfixturevalue(who))
    rows = [(route, complaint) for route in ROUTES]
    rows += [("incident_correct", line), ("incident_strike", line)]
    rows += [("complainant_withdraw", complaint.complainants.get())]
    for route, row in rows:
        assert client.post(at(route, row)).status_code == status


def test_only_post(login, anna, complaint, line):
    client = login(anna)
    for route, row in (
        ("incident_add", complaint),
        ("incident_strike", line),
        ("complainant_withdraw", complaint.complainants.get()),
    ):
        assert client.get(at(route, row)).status_code == 405
