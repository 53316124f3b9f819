"""One party's room on the screen: whose it is, what is in it, and nothing of another's."""

import uuid

import pytest
from django.utils import timezone

from audit.models import LookUp
from disputes.models import Party, RoomEntry
from disputes.tests.mediating import home, mediation_of
from tests.dispute_factories import PartyFactory, PreTalkFactory, RoomEntryFactory

pytestmark = pytest.mark.django_db


def note(text="Vil helst tale om dagen", **values):
    return {"client_uuid": str(uuid.uuid4()), "kind": "wish", "text": text, **values}


def test_it_says_whose_it_is_and_holds_nothing_of_the_other(anna, laerke, login):
    _mediation, (a, b) = mediation_of(anna, laerke)
    for party, word in ((a, "ord-fra-a"), (b, "ord-fra-b")):
        RoomEntryFactory(party=party, text=word)
        PreTalkFactory(party=party, note=f"tale-{word}")
    page = login(anna).get(f"/maegling/rum/{a.pk}/").content.decode()
    assert "Rum A – kun det, A har sagt" in page
    assert "ord-fra-a" in page and "tale-ord-fra-a" in page
    for said in ("ord-fra-b", b.name, b.tenancy.dwelling.address, f"/rum/{b.pk}/"):
        assert said not in page


def test_a_household_may_be_party_in_one_and_bystander_in_another(anna, bo, laerke, login):
    """Nothing is joined over the household."""
    aase = home(laerke)
    _first, (a, _b) = mediation_of(anna, laerke)
    Party.objects.filter(pk=a.pk).update(tenancy=aase)
    RoomEntryFactory(party=a, text="i-den-ene-strid")
    second, (other, _d) = mediation_of(bo, laerke)
    PartyFactory(mediation=second, label="C", tenancy=aase)
    RoomEntryFactory(party=other, text="Aase hørte det også")
    client = login(bo)
    for party in second.partys.all():
        assert "i-den-ene-strid" not in client.get(f"/maegling/rum/{party.pk}/").content.decode()
    assert client.get(f"/maegling/rum/{a.pk}/").status_code == 404
    assert login(anna).get(f"/maegling/rum/{other.pk}/").status_code == 404


def test_reading_it_is_written_down_of_the_room_and_not_of_the_household(anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    login(anna).get(f"/maegling/rum/{a.pk}/")
    row = LookUp.objects.get()
    assert (row.subject, row.subject_id, row.purpose) == ("disputes.Party", a.pk, "mediation")


def test_a_note_from_the_page_and_from_the_phone(anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    client, url, data = login(anna), f"/maegling/rum/{a.pk}/", note()
    assert client.post(url, data)["Location"] == url
    again = client.post(url, data, headers={"X-Outbox": "1"})
    assert (again.status_code, again.json()) == (201, {"location": url})
    assert RoomEntry.objects.count() == 1
    assert client.post(url, {**data, "text": "Andre ord"}).status_code == 409


@pytest.mark.parametrize("missing", ["kind", "text"])
def test_what_is_missing_is_said_and_the_rest_kept(missing, anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    data = note()
    kept = {"kind": data["text"], "text": "checked"}[missing]
    del data[missing]
    answer = login(anna).post(f"/maegling/rum/{a.pk}/", data)
    assert answer.status_code == 422 and kept in answer.content.decode()


def test_a_cpr_number_is_asked_about_and_masked(anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    client, url, data = login(anna), f"/maegling/rum/{a.pk}/", note("Hans nummer er 010203-1234")
    asked = client.post(url, data)
    assert asked.status_code == 422 and "ligner et CPR-nummer" in asked.content.decode()
    assert client.post(url, {**data, "cpr": "mask"}).status_code == 302
    assert "1234" not in RoomEntry.objects.get().text


@pytest.mark.parametrize("field", ["note", "reason"])
def test_nor_in_a_talk(field, anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    said = {"on": timezone.localdate().isoformat(), "willing": "yes", "unsuitable": ["threats"]}
    said |= {"reason": "Trusler", field: "010203-1234"}
    answer = login(anna).post(f"/maegling/rum/{a.pk}/forsamtale/", said)
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.content.decode()


def test_struck_and_brought_back(anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    entry = RoomEntryFactory(party=a, text="En fejl")
    client, url = login(anna), f"/maegling/notat/{entry.pk}/streg/"
    assert client.post(url).status_code == 302
    assert "<s>En fejl</s>" in client.get(f"/maegling/rum/{a.pk}/").content.decode()
    client.post(f"{url}?igen")
    assert "<s>" not in client.get(f"/maegling/rum/{a.pk}/").content.decode()
    assert client.get(url).status_code == 405


def test_the_talk_first(anna, laerke, login):
    _mediation, (a, b) = mediation_of(anna, laerke)
    client, url = login(anna), f"/maegling/rum/{a.pk}/forsamtale/"
    said = {"on": timezone.localdate().isoformat(), "willing": "yes", "consents": "on", "note": "Er træt"}
    assert client.post(url, {"on": said["on"]}).status_code == 422
    assert client.post(url, said).status_code == 302
    a.refresh_from_db()
    assert a.consented_on == timezone.localdate()
    assert "Er træt" in client.get(f"/maegling/rum/{a.pk}/").content.decode()
    assert "Er træt" not in client.get(f"/maegling/rum/{b.pk}/").content.decode()


def test_unsuitable_needs_a_reason_and_closes_it(anna, laerke, login):
    mediation, (a, b) = mediation_of(anna, laerke)
    client, url = login(anna), f"/maegling/rum/{a.pk}/forsamtale/"
    said = {"on": timezone.localdate().isoformat(), "willing": "no", "unsuitable": ["fear"]}
    answer = client.post(url, said)
    assert answer.status_code == 422 and "hvorfor det ikke egner sig" in answer.content.decode()
    assert client.post(url, {**said, "reason": "Tør ikke mødes"}).status_code == 302
    mediation.refresh_from_db()
    assert (mediation.phase, mediation.ended) == ("closed", "unsuitable")
    for page in (f"/maegling/rum/{b.pk}/", f"/maegling/{mediation.pk}/", "/maegling/?vis=afsluttede"):
        assert "Tør ikke mødes" not in client.get(page).content.decode()


def test_what_is_known_of_a_party_is_put_right(anna, laerke, login):
    mediation, (a, _b) = mediation_of(anna, laerke)
    client, url = login(anna), f"/maegling/rum/{a.pk}/part/"
    said = {"name": "Aase Ås", "phone": "20 10 20 30", "refuses_mediator": "on", "seen": 1}
    assert client.post(url, {**said, "name": ""}).status_code == 422
    assert client.post(url, said).status_code == 302
    assert client.post(url, {**said, "name": "Forkert"}).status_code == 409
    a.refresh_from_db()
    assert (a.name, a.refuses_mediator) == ("Aase Ås", True)
    assert "Ønsker en anden mægler" in client.get(f"/maegling/{mediation.pk}/").content.decode()


def test_out_of_it_and_back(anna, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    client, url = login(anna), f"/maegling/rum/{a.pk}/med/"
    assert client.post(url).status_code == 302
    assert "er parten ikke med længere." in client.get(f"/maegling/rum/{a.pk}/").content.decode()
    client.post(f"{url}?igen")
    a.refresh_from_db()
    assert a.left_on is None


@pytest.mark.parametrize("what", ["", "forsamtale/", "part/", "med/"])
def test_whose_it_is_not(what, anna, bo, carla, dorte, erik, freja, gry, laerke, login):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    url = f"/maegling/rum/{a.pk}/{what}"
    for person in (bo, carla):
        assert login(person).post(url, note()).status_code == 404
    for person in (dorte, erik, freja, gry):
        assert login(person).post(url, note()).status_code == 403
    assert login(anna).delete(url).status_code == 405
    assert not RoomEntry.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_asks_as_little_of_much(count, anna, laerke, login, django_assert_max_num_queries):
    _mediation, (a, _b) = mediation_of(anna, laerke)
    RoomEntryFactory.create_batch(count, party=a)
    PreTalkFactory.create_batch(count, party=a)
    client = login(anna)
    client.get(f"/maegling/rum/{a.pk}/")
    with django_assert_max_num_queries(11):
        client.get(f"/maegling/rum/{a.pk}/")
