"""The page of a flat's condition, and the forms of an inspection."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from conditions.models import Inspection
from core.cpr import find_cpr_like
from tests.case_factories import CaseFactory, handed_over
from tests.condition_factories import ConcernFlagFactory
from tests.factories import DwellingFactory, TenancyFactory

from .test_inspections import at, held, inspection_of

CPR = "010190" + "-1234"


def url_of(tenancy):
    return reverse("dwelling_condition", args=[tenancy.dwelling_id])


def create_url(tenancy, **query):
    return reverse("inspection_create", args=[tenancy.dwelling_id], query=query or None)


def typed(days=3, **more):
    day = (timezone.localdate() + dt.timedelta(days=days)).isoformat()
    return {"on": day, "clock": "10.00", "agreed_with": "Prøve Beboersen", **more}


def past(anna, tenancy, days, condition, result="Affald i køkkenet"):
    inspection = inspection_of(tenancy)
    held(anna, inspection, condition, result)
    Inspection.objects.filter(pk=inspection.pk).update(planned_at=at(-days))
    return inspection


def test_an_empty_page_says_what_comes_here(login, anna, tenancy):
    page = login(anna).get(url_of(tenancy)).content.decode()
    assert "Der er ikke holdt syn endnu" in page
    assert "ingen har ret til at gå ind" in page
    assert "Ejendomskontoret har ikke meldt noget" in page
    assert '<svg class="sv-condition"' not in page


def test_the_condition_over_time_as_steps_and_as_a_table(login, anna, tenancy):
    past(anna, tenancy, 400, 5, "Gulvet kan ikke ses")
    past(anna, tenancy, 100, 3)
    past(anna, tenancy, 10, 2)
    page = login(anna).get(url_of(tenancy)).content.decode()
    drawn = page.partition('<svg class="sv-condition"')[2].partition("</svg>")[0]
    assert drawn.count("<circle") == 3
    picture, table = page.index('class="steps"'), page.index("Hvad synene viste")
    assert picture < table
    names = ["Slidt, men i orden", "Forsømt", "Ikke til at bo i"]
    places = [page.index(f"<td>{name}</td>") for name in names]
    assert places == sorted(places)
    assert "Gulvet kan ikke ses" in page


def test_what_is_agreed_stands_on_top_with_what_to_do(login, anna, tenancy):
    inspection = inspection_of(tenancy, 0, with_office=True)
    page = login(anna).get(url_of(tenancy)).content.decode()
    assert "ejendomskontoret går med" in page
    assert reverse("inspection_settle", args=[inspection.pk]) in page
    assert reverse("inspection_move", args=[inspection.pk]) in page
    assert "Aftal syn<" not in page


def test_the_flats_concerns_are_there(login, anna, tenancy):
    concern = ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy, kinds=["smell", "vermin"])
    page = login(anna).get(url_of(tenancy)).content.decode()
    assert concern.number in page
    assert "Lugt · Skadedyr" in page


def test_who_lived_there_before_is_not_named(login, anna, dwelling):
    before = TenancyFactory(
        dwelling=dwelling, tenant_number="01", ends_on=timezone.localdate() - dt.timedelta(days=50)
    )
    past(anna, before, 80, 4)
    client = login(anna)
    page = client.get(url_of(before)).content.decode()
    assert "den forrige husstand" in page
    assert "Lejligheden står tom" in page
    assert LookUp.objects.filter(subject="residents.Tenancy", subject_id=before.pk, actor=anna).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_constant_number_of_queries(login, anna, tenancy, number, django_assert_num_queries):
    for each in range(number):
        past(anna, tenancy, 10 + each, 3)
        ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy)
    client = login(anna)
    client.get(url_of(tenancy))
    with django_assert_num_queries(13):
        client.get(url_of(tenancy))


def test_a_new_appointment(login, anna, tenancy):
    answer = login(anna).post(create_url(tenancy), typed(with_office="on"))
    assert answer.status_code == 302
    assert answer.url == url_of(tenancy)
    made = Inspection.objects.get()
    assert (made.planned_at, made.agreed_with, made.with_office) == (at(3), "Prøve Beboersen", True)


def test_from_a_concern(login, anna, tenancy):
    concern = ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy)
    client, address = login(anna), create_url(tenancy, melding=concern.pk)
    assert concern.number in client.get(address).content.decode()
    client.post(address, typed())
    assert Inspection.objects.get().concern == concern


@pytest.mark.parametrize("asked", ["x", "²", "999999", "99999999999999999999"])
def test_a_concern_that_is_none_is_not_found(login, anna, tenancy, asked):
    assert login(anna).get(create_url(tenancy, melding=asked)).status_code == 404


def test_a_concern_of_another_flat_is_not_found(login, anna, tenancy):
    other = ConcernFlagFactory(dwelling=DwellingFactory(stairwell=tenancy.dwelling.stairwell))
    assert login(anna).get(create_url(tenancy, melding=other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": ""}, "Vælg en dato"),
        ({"clock": "25"}, "Ikke et klokkeslæt"),
        ({"agreed_with": ""}, "hvem synet er aftalt med"),
        ({"on": "2020-01-01"}, "passeret"),
        ({"agreed_with": CPR}, "ligner et CPR-nummer"),
    ],
)
def test_a_form_that_is_wrong_gives_back_what_was_typed(login, anna, tenancy, wrong, said):
    answer = login(anna).post(create_url(tenancy), typed(**wrong))
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    if "clock" not in wrong:
        assert "10.00" in page or "10:00" in page
    assert not Inspection.objects.exists()


def test_the_same_form_twice_makes_one(login, anna, tenancy):
    client, sent = login(anna), typed(form_id="6f3f3a1e-8f55-4df5-9c0d-0c5b8f3f0a11")
    for _twice in range(2):
        assert client.post(create_url(tenancy), sent).status_code in {302, 422}
    assert Inspection.objects.count() == 1


def test_moved(login, anna, tenancy):
    inspection = inspection_of(tenancy, 2)
    client, address = login(anna), reverse("inspection_move", args=[inspection.pk])
    seen = client.get(address).context["form"]["seen"].value()
    answer = client.post(address, typed(5, seen=seen))
    assert (answer.status_code, answer.url) == (302, url_of(tenancy))
    assert Inspection.objects.get().planned_at == at(5)


def test_two_tabs(login, anna, tenancy):
    """The second tab is told what stands; to save once more is to have read it."""
    inspection = inspection_of(tenancy, 2)
    client, address = login(anna), reverse("inspection_move", args=[inspection.pk])
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, typed(5, seen=seen))
    answer = client.post(address, typed(6, seen=seen))
    assert answer.status_code == 409
    assert "ændret, siden du åbnede siden" in answer.content.decode()
    again = typed(6, seen=answer.context["form"]["seen"].value())
    assert client.post(address, again).status_code == 302
    assert Inspection.objects.get().planned_at == at(6)


def test_written_down(login, anna, tenancy):
    inspection = inspection_of(tenancy)
    address = reverse("inspection_settle", args=[inspection.pk])
    said = {"status": "done", "condition": "4", "result": "Ophobet affald i stuen."}
    assert login(anna).post(address, said).status_code == 302
    inspection.refresh_from_db()
    assert (inspection.status, inspection.condition, inspection.result) == ("done", 4, said["result"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Vælg, om synet blev holdt"),
        ({"status": "done", "result": "Pænt"}, "hvilken stand"),
        ({"status": "done", "condition": "4"}, "hvad I så"),
        ({"status": "done", "condition": "1", "result": f"Talte med {CPR}"}, "ligner et CPR-nummer"),
    ],
)
def test_what_is_missing_is_asked_for(login, anna, tenancy, sent, said):
    address = reverse("inspection_settle", args=[inspection_of(tenancy).pk])
    answer = login(anna).post(address, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert sent.get("result", "") in page
    assert Inspection.objects.get().status == "planned"


def test_a_cpr_number_is_masked_when_one_says_so(login, anna, tenancy):
    address = reverse("inspection_settle", args=[inspection_of(tenancy).pk])
    sent = {"status": "done", "condition": "1", "result": f"Talte med {CPR}", "cpr": "mask"}
    login(anna).post(address, sent)
    assert Inspection.objects.get().result
    assert not find_cpr_like(Inspection.objects.get().result)


def test_ahead_it_can_only_be_called_off(login, anna, tenancy):
    address = reverse("inspection_settle", args=[inspection_of(tenancy, 2).pk])
    client = login(anna)
    assert "Lejlighedens stand" not in client.get(address).content.decode()
    assert client.post(address, {"status": "done", "condition": "1"}).status_code == 422
    assert client.post(address, {"status": "cancelled", "result": "Syg"}).status_code == 302
    assert Inspection.objects.get().status == "cancelled"


def test_a_settled_one_says_so_and_has_no_form(login, anna, tenancy):
    inspection = inspection_of(tenancy)
    held(anna, inspection)
    client = login(anna)
    for name in ("inspection_move", "inspection_settle"):
        page = client.get(reverse(name, args=[inspection.pk])).content.decode()
        assert "skrevet ned som »holdt«" in page
        assert '<form method="post" data-cpr' not in page
    again = client.post(reverse("inspection_settle", args=[inspection.pk]), {"status": "missed"})
    assert again.status_code == 422
    assert Inspection.objects.get().status == "done"


@pytest.mark.parametrize("name", ["dwelling_condition", "inspection_create"])
def test_a_flat_whose_household_was_handed_away_is_not_found(login, anna, bo, tenancy, name):
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    address = reverse(name, args=[tenancy.dwelling_id])
    assert login(anna).get(address).status_code == 404
    assert login(bo).get(address).status_code == 200


@pytest.mark.parametrize("name", ["dwelling_condition", "inspection_create", "inspection_settle"])
def test_strangers_and_other_roles(login, carla, dorte, erik, freja, gry, anna, tenancy, name):
    inspection = inspection_of(tenancy)
    pk = inspection.pk if name == "inspection_settle" else tenancy.dwelling_id
    address = reverse(name, args=[pk])
    assert login(carla).get(address).status_code == 404
    for who in (dorte, erik, freja, gry):
        assert login(who).get(address).status_code == 403
    assert login(anna).put(address).status_code == 405
