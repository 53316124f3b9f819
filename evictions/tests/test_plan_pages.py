"""The instalment plan on the screen: made of a few terms, put right, agreed, held against the lists."""

import datetime as dt
from decimal import Decimal

import pytest

from evictions.choices import NoticeStatus
from evictions.models import EvictionCase, Instalment, InstalmentPlan
from evictions.tests.intake_files import csv_file, take
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory, days_ahead
from tests.factories import ArrearsListFactory, ArrearsNoticeFactory


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, claim_amount=Decimal("9412.50"))


def page(case, rest=""):
    return f"/udsaettelser/{case.pk}/{rest}"


def terms(case, **changes):
    said = {
        "seen": case.revision,
        "start_balance": "9.412,50",
        "monthly": "3.000",
        "first_on": "2027-01-01",
        "length": "alt",
        "count": "",
        "agreed_on": str(days_ahead(0)),
        "tolerance_days": "5",
        "comment": "Aftalt på telefonen",
    }
    return said | changes


def rows(*pairs):
    data = {"afdrag-TOTAL_FORMS": str(len(pairs)), "afdrag-INITIAL_FORMS": "0"}
    for number, (due_on, amount) in enumerate(pairs):
        data |= {f"afdrag-{number}-due_on": due_on, f"afdrag-{number}-amount": amount}
    return data


FOUR = [
    ("2027-01-01", "3.000,00"),
    ("2027-02-01", "3.000,00"),
    ("2027-03-01", "3.000,00"),
    ("2027-04-01", "412,50"),
]


def test_the_form_begins_with_what_is_owed(dorte, case, login):
    assert 'value="9.412,50"' in login(dorte).get(page(case, "afdragsordning/")).content.decode()
    ArrearsNoticeFactory(tenancy=case.tenancy, amount=Decimal("10200.00"))
    assert 'value="10.200,00"' in login(dorte).get(page(case, "afdragsordning/")).content.decode()


def test_the_instalments_are_made_and_nothing_is_kept(dorte, case, login):
    answer = login(dorte).post(page(case, "afdragsordning/"), terms(case) | {"do": "make"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    for due_on, amount in FOUR:
        assert f'value="{due_on}"' in shown and f'value="{amount}"' in shown
    assert "Gem aftalen" in shown
    assert not InstalmentPlan.objects.exists()


def test_a_number_of_them_ends_with_the_rest(dorte, case, login):
    said = terms(case, length="antal", count="2", monthly="5000") | {"do": "make"}
    shown = login(dorte).post(page(case, "afdragsordning/"), said).content.decode()
    assert 'value="5.000,00"' in shown and 'value="4.412,50"' in shown


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"monthly": ""}, "Skriv et beløb"),
        ({"length": "antal"}, "hvor mange afdrag"),
        ({"length": "antal", "count": "9"}, "Vælg færre"),
        ({"monthly": "10"}, "højst være 60"),
        ({"tolerance_days": "25"}, "tolerance_days"),
    ],
)
def test_terms_that_do_not_fit(dorte, case, login, changes, says):
    answer = login(dorte).post(page(case, "afdragsordning/"), terms(case, **changes) | {"do": "make"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert says in shown and "Aftalt på telefonen" in shown and "Gem aftalen" not in shown


def test_agreed_with_one_put_right(dorte, case, login):
    changed = [FOUR[0], ("2027-02-15", "2.000,00"), FOUR[2], ("2027-04-01", "1.412,50"), ("", "")]
    answer = login(dorte).post(page(case, "afdragsordning/"), terms(case) | rows(*changed) | {"do": "save"})
    assert (answer.status_code, answer["Location"]) == (302, f"{page(case)}#afdragsordning")
    assert list(Instalment.objects.values_list("due_on", "amount")) == [
        (dt.date(2027, 1, 1), 3000),
        (dt.date(2027, 2, 15), 2000),
        (dt.date(2027, 3, 1), 3000),
        (dt.date(2027, 4, 1), Decimal("1412.50")),
    ]


def test_a_sum_that_is_not_what_is_owed_keeps_the_lines(dorte, case, login):
    wrong = [*FOUR[:3], ("2027-04-01", "400,00")]
    answer = login(dorte).post(page(case, "afdragsordning/"), terms(case) | rows(*wrong) | {"do": "save"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Afdragene er 9.400,00 kr. i alt, men restancen er 9.412,50 kr." in shown
    assert 'value="400,00"' in shown
    assert not InstalmentPlan.objects.exists()


def test_a_line_that_cannot_be_read_is_named(dorte, case, login):
    wrong = [*FOUR[:3], ("2027-04-01", "fire hundrede")]
    shown = (
        login(dorte)
        .post(page(case, "afdragsordning/"), terms(case) | rows(*wrong) | {"do": "save"})
        .content.decode()
    )
    assert "Afdrag 4:" in shown and 'value="fire hundrede"' in shown
    half = [*FOUR[:3], ("2027-04-01", "")]
    shown = (
        login(dorte)
        .post(page(case, "afdragsordning/"), terms(case) | rows(*half) | {"do": "save"})
        .content.decode()
    )
    assert "Afdrag 4: Skriv både dato og beløb" in shown


def test_another_amount_than_the_claim_is_pointed_out(dorte, case, login):
    said = terms(case, start_balance="10.000") | {"do": "make"}
    shown = login(dorte).post(page(case, "afdragsordning/"), said).content.decode()
    assert "Kravet i sagen er" in shown
    same = login(dorte).post(page(case, "afdragsordning/"), terms(case) | {"do": "make"}).content.decode()
    assert "Kravet i sagen er" not in same


def test_somebody_was_quicker(dorte, case, login):
    late = terms(case) | rows(*FOUR) | {"do": "save"}
    EvictionCase.objects.filter(pk=case.pk).update(revision=case.revision + 1)
    answer = login(dorte).post(page(case, "afdragsordning/"), late)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Sagen er ændret" in shown and 'value="412,50"' in shown and "Aftalt på telefonen" in shown
    again = login(dorte).post(page(case, "afdragsordning/"), late | {"seen": case.revision + 1})
    assert again.status_code == 302


def test_a_number_that_looks_like_cpr_is_asked_about(dorte, case, login):
    said = terms(case, comment="Om 010190-1234") | rows(*FOUR)
    client = login(dorte)
    answer = client.post(page(case, "afdragsordning/"), said | {"do": "save"})
    assert answer.status_code == 422 and "Skjul nummeret" in answer.content.decode()
    assert client.post(page(case, "afdragsordning/"), said | {"cpr": "mask"}).status_code == 302
    assert "1234" not in InstalmentPlan.objects.get().comment


def test_another_takes_the_place_of_one_that_runs(dorte, case, login):
    running = InstalmentPlanFactory(eviction_case=case)
    client = login(dorte)
    assert "træder den i stedet" in client.get(page(case, "afdragsordning/")).content.decode()
    client.post(page(case, "afdragsordning/"), terms(case) | rows(*FOUR) | {"do": "save"})
    running.refresh_from_db()
    assert running.status == "cancelled"
    shown = client.get(page(case)).content.decode()
    assert "Tidligere aftaler" in shown


def test_expected_against_actual(anna, dorte, case, login):
    """To both sides, from what the lists said since it was agreed."""
    type(case.tenancy).objects.filter(pk=case.tenancy_id).update(monthly_rent=0)
    InstalmentPlanFactory(eviction_case=case, agreed_on=days_ahead(-60), start_balance=Decimal(9000))
    Instalment.objects.filter(number=1).update(due_on=days_ahead(-10))
    take(dorte, csv_file((case.tenancy.reference, "7.500,00", "01-10-2026")))
    for person in (anna, dorte):
        shown = login(person).get(page(case)).content.decode()
        assert "Ikke holdt" in shown and "efter aftalen højst" in shown
        assert "1.500,00" in shown and "for meget" in shown
    assert "/holdt/" not in login(anna).get(page(case)).content.decode()


def due(case):
    plan = InstalmentPlanFactory(eviction_case=case, agreed_on=days_ahead(-100))
    for number in (1, 2, 3):
        Instalment.objects.filter(plan=plan, number=number).update(due_on=days_ahead(number - 4))
    return plan


def test_kept_is_proposed_by_a_list_and_confirmed_by_a_person(dorte, case, login):
    plan = due(case)
    ArrearsNoticeFactory(tenancy=case.tenancy, amount=case.tenancy.monthly_rent)
    client = login(dorte)
    assert "Foreslås som holdt" in client.get(page(case)).content.decode()
    answer = client.post(f"/afdragsordninger/{plan.pk}/holdt/", {"seen": case.revision})
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.status == "kept"


def test_closed_as_paid_proposes_it_too(dorte, case, login):
    due(case)
    ArrearsNoticeFactory(
        tenancy=case.tenancy,
        status=NoticeStatus.CLOSED,
        close_reason="paid",
        closed_at=case.opened_at,
    )
    assert "lukket som betalt" in login(dorte).get(page(case)).content.decode()


@pytest.mark.parametrize("status", [None, NoticeStatus.PROPOSED])
def test_missing_from_the_list_proposes_nothing(dorte, case, login, status):
    due(case)
    if status:
        missing = ArrearsListFactory(organisation=case.organisation)
        ArrearsNoticeFactory(tenancy=case.tenancy, status=status, missing_from=missing)
    shown = login(dorte).get(page(case)).content.decode()
    assert "Foreslås som holdt" not in shown
    assert "Det beviser ikke, at der er betalt" in shown and "Bekræft, at den er holdt" in shown


def test_more_than_the_rent_proposes_nothing(dorte, case, login):
    due(case)
    ArrearsNoticeFactory(tenancy=case.tenancy, amount=case.tenancy.monthly_rent + 1)
    shown = login(dorte).get(page(case)).content.decode()
    assert "Foreslås som holdt" not in shown and "Listen viser stadig" in shown


def test_a_late_button_is_told(dorte, case, login):
    plan = due(case)
    client = login(dorte)
    assert client.post(f"/afdragsordninger/{plan.pk}/ophoer/", {"seen": case.revision}).status_code == 302
    answer = client.post(f"/afdragsordninger/{plan.pk}/holdt/", {"seen": case.revision})
    assert answer.status_code == 409
    assert "Sagen er ændret" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.status == "cancelled"


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 403), ("freja", 403), ("erik", 404), ("gry", 404), ("carla", 404)]
)
def test_only_the_administration(who, status, request, case, login):
    plan = due(case)
    client = login(request.getfixturevalue(who))
    for url in (
        page(case, "afdragsordning/"),
        f"/afdragsordninger/{plan.pk}/ophoer/",
        f"/afdragsordninger/{plan.pk}/holdt/",
    ):
        assert client.post(url, terms(case) | rows(*FOUR) | {"do": "save"}).status_code == status
    assert login(request.getfixturevalue("dorte")).get(url).status_code == 405
