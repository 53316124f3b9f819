"""An arrears list is held against the running instalment plans: what breaks one, what does not, undoing."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.danish import format_kroner
from evictions.choices import AnswerReason, EvictionOutcome, EvictionStatus, LegalStepKind, PlanStatus
from evictions.instalments import Payment, too_much_owed
from evictions.models import EvictionCase, Instalment, InstalmentPlan, LegalStep
from evictions.services.instalments import Terms, agree_plan
from evictions.services.lists import undo_list
from evictions.services.plans_broken import break_plans
from evictions.services.waiting import confirm_row
from evictions.tests.intake_files import csv_file, take
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from tests.eviction_factories import EvictionCaseFactory, InstalmentPlanFactory, days_ahead
from tests.factories import ArrearsListFactory, DwellingFactory, TenancyFactory

TENANCY, OTHER = "1204-0033-02", "1204-0034-01"
DUE = "01-10-2026"


@pytest.fixture
def case(tenancy):
    """Without a rent: then no day of the month makes a difference."""
    type(tenancy).objects.filter(pk=tenancy.pk).update(monthly_rent=0)
    return EvictionCaseFactory(tenancy=tenancy)


def plan_of(case, *due, balance=9000, tolerance=5, **fields):
    """3,000 kr. on each of these days, counted from today."""
    plan = InstalmentPlanFactory(
        eviction_case=case,
        agreed_on=days_ahead(-90),
        start_balance=Decimal(balance),
        tolerance_days=tolerance,
        **fields,
    )
    plan.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(plan=plan, number=number, due_on=days_ahead(ahead), amount=Decimal(3000))
        for number, ahead in enumerate(due, 1)
    )
    return plan


def listed(dorte, amount, *more):
    return take(dorte, csv_file((TENANCY, format_kroner(Decimal(amount)), DUE), *more))


def state(plan):
    plan.refresh_from_db()
    return plan.status, plan.broken_on, plan.broken_by_amount


ACTIVE = (PlanStatus.ACTIVE, None, None)


def test_broken_and_both_sides_are_told(anna, dorte, case):
    plan = plan_of(case, -10, 20)
    before = case.revision
    arrears_list = listed(dorte, 9000)
    assert state(plan) == (PlanStatus.BROKEN, days_ahead(0), 3000)
    assert plan.ended_at and plan.ended_by is None
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.PLAN_BROKEN]
    assert case.answer_since and case.revision == before + 1
    step = LegalStep.objects.get(kind=LegalStepKind.PLAN_BROKEN)
    assert (step.source, step.on, step.made_by) == ("list", days_ahead(0), None)
    assert step.values == {
        "plan": str(plan.pk),
        "owed": "9000.00",
        "expected": "6000.00",
        "too_much": "3000.00",
    }
    assert step.key == f"list:{arrears_list.pk}:plan:{plan.pk}"
    delivery = Delivery.objects.get(kind="legal_step", subject_id=step.pk)
    deliver([delivery.pk])
    assert InboxItem.objects.get(delivery=delivery).recipient == anna


@pytest.mark.parametrize(
    ("amount", "late", "broken"),
    [
        ("6000.00", -6, False),
        ("6000.01", -6, True),
        ("9000.00", -5, False),  # five days late is allowed
        ("9000.00", -6, True),
        ("12000.00", 5, False),  # more than agreed, but no instalment is due
        ("100.00", -6, False),
    ],
)
def test_at_the_edge(dorte, case, amount, late, broken):
    plan = plan_of(case, late, 40)
    listed(dorte, amount)
    assert (state(plan)[0] == PlanStatus.BROKEN) is broken
    assert LegalStep.objects.filter(kind=LegalStepKind.PLAN_BROKEN).exists() is broken


def test_who_is_missing_from_the_list_has_proved_nothing(dorte, case):
    plan = plan_of(case, -10)
    listed(dorte, 2000)
    TenancyFactory(dwelling=DwellingFactory(stairwell=case.tenancy.dwelling.stairwell, number="0034"))
    take(dorte, csv_file((OTHER, "100,00", DUE)))
    assert state(plan) == ACTIVE


def test_an_amount_that_did_not_change_is_held_against_it_too(dorte, case):
    """The same amount on the next list: nothing changed, except that an instalment is late by now."""
    plan = plan_of(case, 10)
    listed(dorte, 9000)
    assert state(plan) == ACTIVE
    Instalment.objects.update(due_on=days_ahead(-10))
    assert listed(dorte, 9000).counts["unchanged"] == 1
    assert state(plan)[0] == PlanStatus.BROKEN


def test_a_jump_waits_for_a_yes(dorte, case):
    listed(dorte, 500)
    plan = plan_of(case, -10)
    jump = listed(dorte, 90_000)
    assert state(plan) == ACTIVE
    confirm_row(actor=dorte, arrears_list=jump, row_number=jump.rows.get().row_number)
    assert state(plan)[0] == PlanStatus.BROKEN


def test_broken_once(dorte, case):
    plan = plan_of(case, -10)
    listed(dorte, 9000)
    listed(dorte, 9500)
    assert state(plan)[2] == 3000
    assert LegalStep.objects.filter(kind=LegalStepKind.PLAN_BROKEN).count() == 1


def test_a_plan_that_is_over_is_not_broken(dorte, case):
    plan = plan_of(case, -10, status=PlanStatus.CANCELLED)
    listed(dorte, 9000)
    assert state(plan)[0] == PlanStatus.CANCELLED


def test_a_plan_of_another_organisation_is_not_touched(dorte, case):
    other = plan_of(EvictionCaseFactory(), -10)
    listed(dorte, 9000)
    assert state(other) == ACTIVE


def test_after_the_case_was_closed_the_caretaker_is_told_and_nobody_asked(dorte, case):
    plan = plan_of(case, -10)
    EvictionCase.objects.filter(pk=case.pk).update(
        status=EvictionStatus.CLOSED,
        closed_from=EvictionStatus.DEMAND,
        closed_at=timezone.now(),
        outcome=EvictionOutcome.INSTALMENT_AGREEMENT,
    )
    arrears_list = listed(dorte, 9000)
    case.refresh_from_db()
    assert (case.answer_since, case.answer_reasons) == (None, [])
    assert Delivery.objects.filter(kind="legal_step").count() == 1
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert state(plan) == ACTIVE


def test_this_months_rent_is_not_held_against_it_at_once(dorte, case):
    """The list came on the second weekday of a month: the rent that fell due on the 1st may still come."""
    type(case.tenancy).objects.filter(pk=case.tenancy_id).update(monthly_rent=7500)
    plan = plan_of(case)
    arrears_list = ArrearsListFactory(organisation=case.organisation)
    Instalment.objects.create(plan=plan, number=1, due_on=dt.date(2026, 11, 1), amount=3000)
    for day, owed, broken in ((2, 13_500, False), (2, 13_501, True), (7, 13_500, True)):
        with transaction.atomic():
            hold(arrears_list, dt.date(2026, 12, day), {case.tenancy_id: owed})
            assert (state(plan)[0] == PlanStatus.BROKEN) is broken
            transaction.set_rollback(True)


def hold(arrears_list, day, owed):
    """As the import does, with the totals of a list that came on `day`."""
    arrears_list.created_at = dt.datetime.combine(day, dt.time(6), timezone.get_default_timezone())
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE arrears_totals (tenancy_id bigint, amount numeric, verdict text)")
        cursor.executemany(
            "INSERT INTO arrears_totals VALUES (%s, %s, 'changed')",
            [(tenancy_id, amount) for tenancy_id, amount in owed.items()],
        )
        break_plans(cursor, arrears_list)
        cursor.execute("DROP TABLE arrears_totals")


KRONER = st.decimals(min_value=1, max_value=20_000, places=2)
AHEAD = st.lists(st.integers(min_value=-90, max_value=30), min_size=1, max_size=4, unique=True)


@given(
    owed=KRONER,
    ahead=AHEAD,
    tolerance=st.integers(min_value=0, max_value=20),
    rent=st.none() | st.just(Decimal("7500.00")),
    day=st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2027, 12, 31)),
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_counts_as_the_pure_rule_does(case, owed, ahead, tolerance, rent, day):
    payments = [Payment(day + dt.timedelta(days=n), Decimal("1500.00")) for n in sorted(ahead)]
    balance = Decimal("1500.00") * len(payments)
    with transaction.atomic():
        type(case.tenancy).objects.filter(pk=case.tenancy_id).update(monthly_rent=rent)
        plan = plan_of(case, balance=balance, tolerance=tolerance)
        Instalment.objects.bulk_create(
            Instalment(plan=plan, number=n, due_on=each.due_on, amount=each.amount)
            for n, each in enumerate(payments, 1)
        )
        hold(ArrearsListFactory(organisation=case.organisation), day, {case.tenancy_id: owed})
        found = state(plan)
        transaction.set_rollback(True)
    expected = too_much_owed(
        payments, start_balance=balance, tolerance_days=tolerance, rent=rent, owed=owed, day=day
    )
    assert found == ((PlanStatus.BROKEN, day, expected) if expected else ACTIVE)


def test_undoing_the_list_takes_the_breach_back(anna, dorte, case):
    plan = plan_of(case, -10)
    arrears_list = listed(dorte, 9000)
    step = LegalStep.objects.get(kind=LegalStepKind.PLAN_BROKEN)
    deliver(list(Delivery.objects.filter(kind="legal_step").values_list("pk", flat=True)))
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert state(plan) == ACTIVE
    assert plan.ended_at is None
    case.refresh_from_db()
    assert (case.answer_since, case.answer_reasons) == (None, [])
    assert Delivery.objects.get(kind="legal_step", subject_id=step.pk).status == "withdrawn"
    assert not InboxItem.objects.filter(kind="legal_step").exists()
    last = LegalStep.objects.filter(eviction_case=case).order_by("-pk").first()
    assert (last.kind, last.values) == (LegalStepKind.PUT_RIGHT, {"plan": str(plan.pk)})
    listed(dorte, 9000)
    assert state(plan)[0] == PlanStatus.BROKEN


def test_what_else_waits_goes_on_waiting(dorte, case):
    plan_of(case, -10)
    EvictionCase.objects.filter(pk=case.pk).update(
        answer_since=case.opened_at, answer_reasons=[AnswerReason.STATEMENT]
    )
    arrears_list = listed(dorte, 9000)
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.STATEMENT, AnswerReason.PLAN_BROKEN]
    undo_list(actor=dorte, arrears_list=arrears_list)
    case.refresh_from_db()
    assert case.answer_reasons == [AnswerReason.STATEMENT]
    assert case.answer_since == case.opened_at


def test_a_breach_somebody_has_answered_stays(dorte, case):
    plan = plan_of(case, -10)
    arrears_list = listed(dorte, 9000)
    EvictionCase.objects.filter(pk=case.pk).update(answer_since=None, answer_reasons=[])
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert state(plan)[0] == PlanStatus.BROKEN


def test_a_breach_after_which_another_plan_was_agreed_stays(dorte, case):
    plan = plan_of(case, -10)
    arrears_list = listed(dorte, 9000)
    case.refresh_from_db()
    terms = Terms(days_ahead(0), Decimal(9000), 5)
    agree_plan(
        actor=dorte,
        case=case,
        seen=case.revision,
        terms=terms,
        payments=[Payment(days_ahead(10), Decimal(9000))],
    )
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert state(plan)[0] == PlanStatus.BROKEN
    assert InstalmentPlan.objects.active().count() == 1


def test_a_breach_of_another_list_stays(dorte, case):
    plan = plan_of(case, -10)
    listed(dorte, 9000)
    undo_list(actor=dorte, arrears_list=listed(dorte, 9500))
    assert state(plan)[0] == PlanStatus.BROKEN


@pytest.mark.parametrize("number", [1, 3])
def test_two_statements_however_many_plans(dorte, case, number):
    tenancies = [case.tenancy] + [
        TenancyFactory(
            dwelling=DwellingFactory(stairwell=case.tenancy.dwelling.stairwell, number=f"10{n}"),
            monthly_rent=0,
        )
        for n in range(number - 1)
    ]
    plans = [plan_of(case, -10)]
    plans += [plan_of(EvictionCaseFactory(tenancy=tenancy), -10) for tenancy in tenancies[1:]]
    rows = [(tenancy.reference, "9.000,00", DUE) for tenancy in tenancies]
    with CaptureQueriesContext(connection) as queries:
        take(dorte, csv_file(*rows))
    touching = [query for query in queries if "evictions_instalmentplan" in query["sql"]]
    assert len(touching) == 2
    assert {state(plan)[0] for plan in plans} == {PlanStatus.BROKEN}
    assert LegalStep.objects.filter(kind=LegalStepKind.PLAN_BROKEN).count() == number
