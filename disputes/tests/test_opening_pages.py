"""The forms that open a mediation: between two households, and from a complaint."""

import pytest

from disputes.models import Complainant, Mediation, ShowingDecision
from disputes.tests.mediating import home, membership
from tests.dispute_factories import ComplaintFactory, MediationFactory

pytestmark = pytest.mark.django_db
NEW = "/maegling/ny/"


@pytest.fixture
def neighbours(laerke, tenancy):
    return tenancy, home(laerke, "Bent Boersen")


@pytest.fixture
def complaint(laerke, neighbours):
    """Of the tenancy, by Bent's household, who is hidden."""
    return ComplaintFactory(respondent=neighbours[0], by=[neighbours[1]])


def between(neighbours, user, **values):
    said = {"address_a": neighbours[0].dwelling.address, "address_b": neighbours[1].dwelling.address}
    return {**said, "mediator": membership(user).pk, **values}


def test_two_addresses_are_enough(anna, neighbours, login):
    answer = login(anna).post(NEW, between(neighbours, anna))
    mediation = Mediation.objects.get()
    assert answer["Location"] == f"/maegling/{mediation.pk}/"
    names = list(mediation.partys.values_list("label", "name"))
    assert names == [("A", "Prøve Beboersen"), ("B", "Bent Boersen")]


def test_what_is_wrong_is_said_and_the_rest_kept(anna, neighbours, login):
    sent = between(neighbours, anna, address_b="Ingensteds 4", name_a="Aase", about="Støj om aftenen")
    answer = login(anna).post(NEW, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "findes ikke i dine afdelinger" in page
    for kept in ("Ingensteds 4", "Aase", "Støj om aftenen"):
        assert f'value="{kept}"' in page


def test_the_same_household_is_not_two_parties(anna, neighbours, login):
    sent = between((neighbours[0], neighbours[0]), anna)
    answer = login(anna).post(NEW, sent)
    assert answer.status_code == 422 and "mindst to husstande" in answer.content.decode()


def test_a_household_out_of_reach_is_not_found(anna, neighbours, skov, login):
    sent = between((neighbours[0], home(skov)), anna)
    answer = login(anna).post(NEW, sent)
    assert answer.status_code == 422 and "findes ikke" in answer.content.decode()


def test_a_colleague_mediates(anna, bo, neighbours, login):
    client = login(anna)
    answer = client.post(NEW, between(neighbours, bo))
    assert answer["Location"] == "/maegling/"
    assert f"{bo.name} har fået besked" in client.get("/maegling/").content.decode()
    assert client.get(f"/maegling/{Mediation.objects.get().pk}/").status_code == 404


def test_not_by_a_stranger_of_the_organisation(anna, carla, neighbours, login):
    answer = login(anna).post(NEW, between(neighbours, carla))
    assert answer.status_code == 422 and not Mediation.objects.exists()


@pytest.mark.parametrize("field", ["about", "name_a", "name_b"])
def test_no_cpr_number_unasked(field, anna, neighbours, login):
    answer = login(anna).post(NEW, between(neighbours, anna, **{field: "010203-1234"}))
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.content.decode()


def of(complaint):
    return f"/maegling/ny/klage/{complaint.pk}/"


def said(complaint, user, *, asked=True):
    behind = list(complaint.complainants.values_list("pk", flat=True))
    agreed = {"agreed": behind} if asked else {}
    return {"complainants": behind, "mediator": membership(user).pk, "about": "Støj", **agreed}


def test_a_hidden_complainant_is_asked_first(anna, complaint, login):
    client = login(anna)
    page = client.get(of(complaint)).content.decode()
    assert "De er skjulte for den anden part" in page
    refused = client.post(of(complaint), said(complaint, anna, asked=False))
    assert refused.status_code == 422 and "Spørg først" in refused.content.decode()
    assert not Mediation.objects.exists() and not ShowingDecision.objects.exists()


def test_asked_it_is_a_decision_and_the_parties_are_both_sides(anna, complaint, neighbours, login):
    answer = login(anna).post(of(complaint), said(complaint, anna))
    mediation = Mediation.objects.get()
    assert answer["Location"] == f"/maegling/{mediation.pk}/"
    homes = list(mediation.partys.order_by("label").values_list("tenancy", flat=True))
    assert homes == [neighbours[1].pk, neighbours[0].pk], "who complains first"
    decision = ShowingDecision.objects.get()
    assert (decision.is_shown, decision.made_by) == (True, anna)
    assert Complainant.objects.get().is_shown
    complaint.refresh_from_db()
    assert complaint.mediation == "offered"


def test_one_that_is_shown_is_not_asked_again(anna, complaint, login):
    Complainant.objects.update(is_shown=True)
    client = login(anna)
    assert "De er skjulte" not in client.get(of(complaint)).content.decode()
    assert client.post(of(complaint), said(complaint, anna, asked=False)).status_code == 302
    assert not ShowingDecision.objects.exists()


def test_violence_is_warned_of(anna, complaint, login):
    assert "egner sig sjældent" not in login(anna).get(of(complaint)).content.decode()
    type(complaint).objects.update(category="violence")
    assert "egner sig sjældent" in login(anna).get(of(complaint)).content.decode()


def test_where_one_is_under_way_it_leads_back(anna, complaint, laerke, login):
    MediationFactory(estate=laerke, mediator=membership(anna), complaint=complaint)
    assert login(anna).get(of(complaint)).status_code == 302


def test_whose_it_is_not(anna, carla, dorte, erik, freja, gry, complaint, login):
    assert login(carla).get(of(complaint)).status_code == 404
    for person in (dorte, erik, freja, gry):
        assert login(person).get(of(complaint)).status_code == 403
        assert login(person).get(NEW).status_code == 403
    assert login(anna).delete(of(complaint)).status_code == 405
    assert login(anna).delete(NEW).status_code == 405
