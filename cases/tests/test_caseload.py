"""The coordinator's figures: counted from the lines they open, without a word of what a case is about."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.caseload import FIGURES, case_lines, loads, of_nobody
from cases.models import CaseAssignment, Handover
from tests.case_factories import ActionFactory, CaseFactory, days_ahead
from tests.factories import FollowUpFactory, TenancyFactory

LONG_AGO = timezone.now() - dt.timedelta(days=30)


@pytest.fixture
def new_case(anna, laerke):
    def _new(responsible=anna, **options):
        tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
        membership = responsible.membership if responsible else None
        return CaseFactory(
            tenancy=tenancy, responsible=membership, about="Hemmeligt om hvad sagen er", **options
        )

    return _new


def load_of(freja, person):
    found = loads(freja, case_lines(freja))
    return next(load for load in found if load.membership == person.membership)


def counts(load):
    return {which: load.count(which) for which in FIGURES}


def test_what_is_counted(freja, anna, new_case):
    late, near, quiet, far = new_case(weight=3), new_case(), new_case(opened_at=LONG_AGO), new_case(weight=1)
    FollowUpFactory(tenancy=late.tenancy, caretaker=anna, due_on=days_ahead(-1))
    ActionFactory(case=late, due_on=days_ahead(2))
    ActionFactory(case=near, due_on=days_ahead(7))
    ActionFactory(case=far, due_on=days_ahead(8))
    new_case(status="closed", closed_at=timezone.now(), closed_by=anna, outcome="helped")
    load = load_of(freja, anna)
    assert counts(load) == {"aabne": 4, "frist-snart": 2, "overskredet": 1, "uden-kontakt": 1}
    assert load.weight == 3 + 2 + 2 + 1
    assert [line.pk for line in load.lines if line.silent] == [quiet.pk]


def test_contact_is_what_breaks_the_silence(freja, anna, new_case):
    new_case(opened_at=LONG_AGO, contact_on=days_ahead(-14))
    new_case(opened_at=LONG_AGO, contact_on=days_ahead(-15))
    assert counts(load_of(freja, anna))["uden-kontakt"] == 1


def test_a_caretaker_without_cases_is_there_too(freja, anna, bo, new_case):
    new_case()
    assert load_of(freja, bo).count("aabne") == 0


def test_what_nobody_has_is_counted_by_itself(freja, anna, bo, new_case, laerke):
    new_case(responsible=None)
    left = new_case(responsible=bo)
    bo.membership.estate_assignments.all().delete()
    lines = case_lines(freja)
    assert left.pk in {line.pk for line in of_nobody(lines)}
    assert len(of_nobody(lines)) == 2
    assert load_of(freja, bo).count("aabne") == 0


def test_every_number_opens_as_many_rows(login, freja, anna, new_case):
    case = new_case(opened_at=LONG_AGO)
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(-1))
    ActionFactory(case=case, due_on=days_ahead(1))
    new_case()
    client = login(freja)
    page = client.get(reverse("caseload")).content.decode()
    for which, count in counts(load_of(freja, anna)).items():
        url = reverse("caseload_list", args=[anna.membership.pk, which])
        assert url in page
        assert len(client.get(url).context["page"].object_list) == count


def test_nothing_of_the_content_is_shown(login, freja, anna, new_case):
    case = new_case()
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, due_on=days_ahead(-1), text="Ring til banken")
    client = login(freja)
    urls = [
        reverse("caseload"),
        reverse("caseload_list", args=[anna.membership.pk, "aabne"]),
        reverse("redistribute", args=[anna.membership.pk]),
    ]
    new_case(responsible=None)
    urls.append(reverse("caseload_unassigned"))
    for url in urls:
        text = client.get(url).content.decode()
        assert "Hemmeligt" not in text
        assert "banken" not in text


def test_an_unknown_figure_is_404(login, freja, anna):
    url = reverse("caseload_list", args=[anna.membership.pk, "andet"])
    assert login(freja).get(url).status_code == 404


def test_giving_a_case_that_nobody_has(login, freja, anna, bo, new_case):
    case, other = new_case(responsible=None), new_case(responsible=bo)
    bo.membership.estate_assignments.all().delete()
    form = {"sag": [case.pk, other.pk], "taker": anna.membership.pk, "words": "Bo er stoppet."}
    response = login(freja).post(reverse("caseload_unassigned"), form)
    assert response.status_code == 302
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.responsible, other.responsible) == (anna.membership, anna.membership)
    assert set(CaseAssignment.objects.current().values_list("because", flat=True)) == {"redistributed"}
    assert set(Handover.objects.values_list("giver", flat=True)) == {
        bo.membership.pk,
        freja.membership.pk,
    }


def test_a_taker_without_the_estate_gets_nothing_and_the_words_stay(login, freja, fjordbo, moelle, new_case):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=moelle)
    case = new_case(responsible=None)
    form = {"sag": [case.pk], "taker": ib.membership.pk, "words": "Ring først."}
    response = login(freja).post(reverse("caseload_unassigned"), form)
    assert response.status_code == 422
    assert "har ikke Lærkeparken" in response.content.decode()
    assert "Ring først." in response.content.decode()
    assert not Handover.objects.exists()


def test_a_case_that_somebody_has_is_not_among_them(login, freja, anna, bo, new_case):
    case = new_case()
    form = {"sag": [case.pk], "taker": bo.membership.pk, "words": "Flyttes."}
    assert login(freja).post(reverse("caseload_unassigned"), form).status_code == 422
    case.refresh_from_db()
    assert case.responsible == anna.membership


def test_the_overview_counts_them(login, freja, new_case):
    new_case(responsible=None)
    page = login(freja).get(reverse("overview")).content.decode()
    assert reverse("caseload_unassigned") in page


@pytest.mark.parametrize("route", ["caseload", "caseload_unassigned", "caseload_list", "redistribute"])
def test_the_pages_cost_the_same_for_one_and_three(
    route, login, freja, anna, new_case, django_assert_max_num_queries
):
    arguments = {"caseload_list": [anna.membership.pk, "aabne"], "redistribute": [anna.membership.pk]}
    client = login(freja)
    for number in (1, 3):
        for _ in range(number):
            ActionFactory(case=new_case())
            new_case(responsible=None)
        with django_assert_max_num_queries(10):
            client.get(reverse(route, args=arguments.get(route)))


@pytest.mark.parametrize("who", ["anna", "dorte", "erik", "gry"])
def test_only_coordinators(who, login, request, anna):
    client = login(request.getfixturevalue(who))
    for url in (reverse("caseload"), reverse("redistribute", args=[anna.membership.pk])):
        assert client.get(url).status_code == 403


def test_another_organisations_caretaker_is_404(login, freja, carla):
    assert login(freja).get(reverse("redistribute", args=[carla.membership.pk])).status_code == 404


def test_wrong_method(login, freja):
    assert login(freja).post(reverse("caseload")).status_code == 405
