"""The caretaker's checklist: one tap, the page of one way out, its history, and who never sees it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.models import CaseOpening
from core.errors import DomainError
from evictions.choices import WayOutKind, WayOutState
from evictions.models import LegalStep, WayOut
from evictions.services.eviction_cases import close_eviction
from evictions.services.ways_out import WayOutChangedError, set_way_out, stands
from evictions.ways_out_words import TAKES
from notifications.models import Delivery
from tests.case_factories import CaseFactory, handed_over
from tests.eviction_factories import EvictionCaseFactory, WayOutFactory, days_ahead

KIND = WayOutKind.RENT_SUPPORT_81A
SECRET = "Talte med sagsbehandleren"


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy)


def page(case, rest=""):
    return f"/udsaettelser/{case.pk}/{rest}"


def put(actor, case, state, *, ago=0, kind=KIND, **options):
    now = WayOut.objects.filter(eviction_case=case, kind=kind).first()
    options = {"seen": stands(now), **options}
    return set_way_out(actor=actor, case=case, kind=kind, state=state, on=days_ahead(-ago), **options)


def test_every_way_out_says_what_it_takes():
    assert set(TAKES) == set(WayOutKind.values)
    assert next(iter(TAKES)) == WayOutKind.RENT_SUPPORT_81A


def test_how_far_it_has_come(anna, case):
    way_out = put(anna, case, WayOutState.APPLIED, ago=3, note=f" {SECRET} ")
    assert (way_out.state, way_out.on, way_out.note) == ("applied", days_ahead(-3), SECRET)
    assert (way_out.made_by, way_out.tenancy) == (anna, case.tenancy)
    put(anna, case, WayOutState.REFUSED)
    way_out.refresh_from_db()
    assert (way_out.state, way_out.note) == ("refused", SECRET)
    assert WayOut.objects.count() == 1


def test_it_is_no_step_of_the_landlords(anna, case):
    put(anna, case, WayOutState.APPLIED)
    revision = case.revision
    case.refresh_from_db()
    assert case.revision == revision
    assert not LegalStep.objects.exists() and not Delivery.objects.exists()


def test_the_same_once_more_changes_nothing(anna, bo, case):
    way_out = put(anna, case, WayOutState.APPLIED)
    put(bo, case, WayOutState.APPLIED, seen="noget gammelt")
    assert way_out.events.count() == 1


def test_nobody_overwrites_what_they_have_not_read(anna, bo, case):
    put(anna, case, WayOutState.APPLIED)
    with pytest.raises(WayOutChangedError, match="»Søgt eller bedt om«"):
        put(bo, case, WayOutState.NOT_POSSIBLE, seen="")
    assert WayOut.objects.get().state == WayOutState.APPLIED


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": "lottery"}, "Vælg en udvej"),
        ({"state": "somewhat"}, "Vælg en udvej"),
        ({"ago": -1}, "ikke kommet endnu"),
    ],
)
def test_what_makes_no_sense(anna, case, options, says):
    with pytest.raises(DomainError, match=says):
        put(anna, case, options.pop("state", "applied"), **options)


def test_not_on_a_closed_case(anna, dorte, case):
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome="other")
    with pytest.raises(DomainError, match="afsluttet"):
        put(anna, case, WayOutState.APPLIED)


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry", "carla"])
def test_only_caretakers_of_the_estate(who, request, case):
    with pytest.raises(PermissionDenied):
        put(request.getfixturevalue(who), case, WayOutState.APPLIED)


def test_not_of_a_household_that_was_handed_away(anna, bo, case, login):
    handed_over(CaseFactory(tenancy=case.tenancy, responsible=anna.membership), bo.membership)
    WayOutFactory(eviction_case=case, note=SECRET)
    with pytest.raises(PermissionDenied):
        put(anna, case, WayOutState.REFUSED)
    client = login(anna)
    shown = client.get(page(case))
    assert shown.status_code == 200
    assert "Udveje" not in shown.content.decode() and SECRET not in shown.content.decode()
    assert client.get(page(case, f"udveje/{KIND}/")).status_code == 403
    assert client.post(page(case, f"udveje/{KIND}/saet/"), {"state": "granted"}).status_code == 403
    assert SECRET in login(bo).get(page(case)).content.decode()


# -- the page


def test_one_tap(anna, case, login):
    client = login(anna)
    shown = client.get(page(case)).content.decode()
    assert "Søgt i dag" in shown
    answer = client.post(page(case, f"udveje/{KIND}/saet/"), {"state": "applied", "seen": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{page(case)}#udveje")
    assert WayOut.objects.get().on == timezone.localdate()
    shown = client.get(page(case)).content.decode()
    assert "Opnået i dag" in shown and "Afslag i dag" in shown and "10 udveje mere" in shown


def test_a_tap_on_a_page_left_open_overnight(anna, bo, case, login):
    put(bo, case, WayOutState.REFUSED, ago=1)
    answer = login(anna).post(page(case, f"udveje/{KIND}/saet/"), {"state": "granted", "seen": "i går"})
    assert answer.status_code == 409
    assert "En kollega har ændret" in answer.content.decode()
    assert WayOut.objects.get().state == WayOutState.REFUSED


@pytest.mark.parametrize(
    ("kind", "data", "status"),
    [("lottery", {"state": "applied"}, 404), (KIND, {"state": "somewhat"}, 422), (KIND, {}, 422)],
)
def test_a_tap_that_makes_no_sense(anna, case, login, kind, data, status):
    assert login(anna).post(page(case, f"udveje/{kind}/saet/"), data).status_code == status


def test_the_page_of_one_way_out(anna, case, login):
    client, url = login(anna), page(case, f"udveje/{KIND}/")
    said = {"state": "applied", "on": str(days_ahead(-2)), "note": SECRET, "seen": ""}
    assert client.post(url, said).status_code == 302
    now = WayOut.objects.get()
    assert SECRET in client.get(url).content.decode()
    answer = client.post(url, said | {"state": "granted", "note": "Mine ord", "seen": "forældet"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "Mine ord" in shown and stands(now) in shown
    answer = client.post(url, said | {"on": str(days_ahead(2)), "seen": stands(now)})
    assert answer.status_code == 422 and "ikke kommet endnu" in answer.content.decode()
    assert client.get(page(case, "udveje/lottery/")).status_code == 404


def test_a_number_that_looks_like_cpr_is_asked_about(anna, case, login):
    said = {"state": "applied", "on": str(days_ahead(0)), "note": "010190-1234", "seen": ""}
    answer = login(anna).post(page(case, f"udveje/{KIND}/"), said)
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.content.decode()


def test_the_history_comes_from_the_audit(anna, case, login):
    day = dt.date(timezone.localdate().year, 1, 3)
    for state, on in (
        ("considered", day),
        ("applied", day),
        ("applied", day.replace(day=4)),
        ("refused", day.replace(day=10)),
    ):
        now = WayOut.objects.filter(eviction_case=case).first()
        set_way_out(actor=anna, case=case, kind=KIND, state=state, on=on, seen=stands(now))
    shown = login(anna).get(page(case)).content.decode()
    assert "Overvejet" in shown
    assert "4. jan., afslag" in shown and "10. jan." in shown


def test_apply_before_anything_is_paid(anna, case, login):
    warning = "Søg, før der betales."
    client = login(anna)
    assert warning in client.get(page(case)).content.decode()
    put(anna, case, WayOutState.CONSIDERED)
    assert warning in client.get(page(case)).content.decode()
    put(anna, case, WayOutState.APPLIED)
    assert warning not in client.get(page(case)).content.decode()


@pytest.mark.parametrize("who", ["dorte", "freja"])
def test_the_landlords_side_never_sees_it(who, request, anna, case, login):
    put(anna, case, WayOutState.APPLIED, note=SECRET)
    client = login(request.getfixturevalue(who))
    shown = client.get(page(case)).content.decode()
    assert "Udveje" not in shown and SECRET not in shown and "81 a" not in shown
    assert client.get(page(case, f"udveje/{KIND}/")).status_code == 403


def test_a_coordinator_reads_it_after_saying_why(anna, freja, case, login):
    put(anna, case, WayOutState.APPLIED, note=SECRET)
    work = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
    CaseOpening.objects.create(
        organisation=work.organisation,
        estate=work.estate,
        tenancy=work.tenancy,
        case=work,
        opened_by=freja,
        reason="Klage fra beboeren",
        ends_at=timezone.now() + dt.timedelta(hours=2),
    )
    shown = login(freja).get(page(case)).content.decode()
    assert SECRET in shown and "/saet/" not in shown
    assert login(freja).post(page(case, f"udveje/{KIND}/saet/"), {"state": "granted"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_page(anna, case, login, django_assert_num_queries, number):
    for kind in list(TAKES)[:number]:
        put(anna, case, WayOutState.APPLIED, kind=kind)
    client = login(anna)
    client.get(page(case))
    with django_assert_num_queries(9):
        client.get(page(case))
