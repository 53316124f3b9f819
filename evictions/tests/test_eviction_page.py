"""The page of an eviction case: one address, each role its part, in a number of queries that stays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from core.phrases import say_day
from evictions.models import EvictionCase, NoticeRevision
from tests.case_factories import CaseFactory, handed_over
from tests.eviction_factories import (
    ArrearsRecheckFactory,
    DeadlineOverrideFactory,
    EvictionCaseFactory,
    EvictionLetterFactory,
    HearingFactory,
    InstalmentPlanFactory,
    LegalStepFactory,
    ReviewDecisionFactory,
    StandstillFactory,
    WayOutFactory,
    days_ahead,
)
from tests.factories import ArrearsListFactory, ArrearsNoticeFactory

SAVEPOINTS = 2
SENT, FILED = dt.date(2026, 11, 6), dt.date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(
        tenancy=tenancy,
        claim=[
            {"type": "rent", "amount": "8000.00", "due_date": "2026-11-01"},
            {"type": "demand_fee", "amount": "412.00", "due_date": "2026-11-10"},
        ],
        children="yes",
        representative="Bodil Støttesen",
    )


@pytest.fixture
def url(case):
    return reverse("eviction_detail", args=[case.pk])


def body(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def update(case, **values):
    EvictionCase.objects.filter(pk=case.pk).update(**values)


@pytest.mark.parametrize("who", ["anna", "bo", "dorte", "freja"])
def test_everybody_who_may_see_it_sees_the_landlords_side(login, request, case, url, who):
    page = body(login(request.getfixturevalue(who)), url)
    for text in (
        f"Udsættelsessag {case.number} · Påkrav · Lærkeparken",
        "Lærkevej 8, 3. th",
        "Prøve Beboersen",
        "Bodil Støttesen",
        "Påkravsgebyr",
        "8.412,00 kr.",
        "Retligt forløb",
        "Mangler før en ophævelse",
        "Hvem kan se sagen",
        "ikke juridisk rådgivning",
        "Satsen for 2026 er ikke efterprøvet",
    ):
        assert text in page


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("erik", 404), ("gry", 404)])
def test_nobody_else(login, request, url, who, status):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_what_each_may_do(login, anna, dorte, freja, case, url):
    register = reverse("eviction_demand_received", args=[case.pk])
    facts = reverse("eviction_facts", args=[case.pk])
    close = reverse("eviction_close", args=[case.pk])
    log = reverse("visit_log", args=[case.tenancy_id])
    office, caretaker, coordinator = (body(login(who), url) for who in (dorte, anna, freja))
    assert all(way in office for way in (register, facts, close))
    assert log not in office
    assert log in caretaker
    assert facts in caretaker
    assert register not in caretaker
    assert not any(way in coordinator for way in (register, facts, close, log))


def test_casework_is_not_on_the_administrations_page(login, dorte, anna, freja, case, url):
    WayOutFactory(eviction_case=case, note="Kanariefugl")
    CaseFactory(tenancy=case.tenancy, responsible=anna.membership, about="Kanariefugl")
    assert "Kanariefugl" not in body(login(dorte), url)
    assert "Kanariefugl" not in body(login(freja), url)
    assert reverse("case_detail", args=[case.tenancy.cases.get().pk]) in body(login(anna), url)


def test_a_household_handed_to_a_colleague(login, anna, bo, case, url):
    handed_over(CaseFactory(tenancy=case.tenancy, responsible=anna.membership), bo.membership)
    page = body(login(anna), url)
    assert "Du har overdraget husstandens sag" in page
    assert reverse("visit_log", args=[case.tenancy_id]) not in page
    facts = reverse("eviction_facts", args=[case.pk])
    assert facts not in page
    assert login(anna).get(facts).status_code == 403


def test_opening_it_is_a_look_up(login, dorte, case, url):
    login(dorte).get(url)
    look_up = LookUp.objects.get(subject="evictions.EvictionCase")
    assert (look_up.actor, look_up.subject_id, look_up.purpose) == (dorte, case.pk, Purpose.ARREARS)


def test_wrong_method(login, dorte, url):
    assert login(dorte).post(url).status_code == 405


def test_the_next_date_is_in_the_head(login, anna, case, url):
    at = timezone.make_aware(dt.datetime.combine(days_ahead(1), dt.time(9, 30)))
    HearingFactory(eviction_case=case, at=at)
    update(case, status="hearing", hearing_at=at, next_on=days_ahead(1), next_kind="hearing")
    page = body(login(anna), url)
    assert "Fogedmøde i morgen kl. 9.30" in page
    assert "I fogedretten, Retten i Fjordby, sal 3" in page
    assert "Fogedmødet er i morgen, og der er ikke kontakt med beboeren." in page


def test_each_flag_names_its_rule_with_source_and_date(login, anna, case, url):
    update(case, status="filed", filed_on=timezone.localdate())
    page = body(login(anna), url)
    assert "uden at kommunen er underrettet" in page
    assert "Regel: Underretning til kommunen" in page
    assert "Almenlejeloven § 92, stk. 2 (Lovteksten er læst), kontrolleret 22. november 2026" in page


def test_the_line_is_a_list_and_a_picture_without_inline_style(login, anna, url):
    page = body(login(anna), url)
    assert '<svg class="sv-line"' in page
    assert "style=" not in page[page.index("<main") :]
    assert page.count('class="sv-timeline sv-stations"') == 1


def test_the_timeline_is_filtered_by_kind(login, dorte, case, url):
    LegalStepFactory(eviction_case=case, kind="demand_issued", on=SENT, made_by=dorte)
    LegalStepFactory(eviction_case=case, kind="filed", on=FILED, made_by=None, source="list")
    client = login(dorte)
    everything = body(client, url)
    assert f"Påkrav sendt {say_day(SENT)}" in everything
    assert f"Sendt til fogedretten {say_day(FILED)}" in everything
    assert "Restanceliste" in everything
    court = body(client, f"{url}?slags=fogedret")
    assert f"Sendt til fogedretten {say_day(FILED)}" in court
    assert f"Påkrav sendt {say_day(SENT)}" not in court
    assert f"Påkrav sendt {say_day(SENT)}" in body(client, f"{url}?slags=andet")


def test_decisions_with_their_reason(login, anna, case, url, dorte):
    ReviewDecisionFactory(eviction_case=case, verdict="pause", until=days_ahead(9), made_by=dorte)
    page = body(login(anna), url)
    assert "Sæt på pause" in page
    assert "Ingen aftale om betaling" in page
    assert "Dorte Dahl" in page


def test_arrears_month_by_month(login, anna, case, url):
    notice = ArrearsNoticeFactory(tenancy=case.tenancy)
    add_revision(notice, 1, "8412")
    page = body(login(anna), url)
    assert "Restance måned for måned" in page
    assert "8.412 kr." in page
    assert "sv-pairs" in page


def test_a_case_no_list_knows(login, anna, url):
    assert "Ingen restanceliste har nævnt lejeforholdet." in body(login(anna), url)


def test_a_closed_case(login, dorte, anna, case, url):
    update(
        case,
        status="closed",
        closed_from="demand",
        outcome="instalment_agreement",
        outcome_note="Betaler 500 kr. mere om måneden",
        closed_at=timezone.now(),
    )
    page = body(login(dorte), url)
    assert "Betaler 500 kr. mere om måneden" in page
    assert "Genåbn udsættelsessagen" in page
    assert "Mangler før" not in page
    assert reverse("eviction_demand_received", args=[case.pk]) not in page
    assert "Genåbn" not in body(login(anna), url)


def test_another_deadline_waits_for_a_colleague(login, dorte, anna, case, url):
    override = DeadlineOverrideFactory(eviction_case=case)
    page = body(login(dorte), url)
    assert reverse("eviction_deadline_approve", args=[case.pk]) in page
    assert "Påkravet lå i postkassen allerede dagen før" in page
    assert "Administrationen svarer" in body(login(anna), url)
    type(override).objects.filter(pk=override.pk).update(made_by=dorte)
    own = body(login(dorte), url)
    assert "Du har selv foreslået den" in own
    assert reverse("eviction_deadline_approve", args=[case.pk]) not in own


def add_revision(notice, number, amount):
    NoticeRevision.objects.create(
        notice=notice,
        arrears_list=ArrearsListFactory(organisation=notice.organisation),
        number=number,
        amount=Decimal(amount),
        due_date=notice.due_date,
        stage="demand",
        children="unknown",
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("anna", 7), ("dorte", 6), ("freja", 6)])
def test_the_number_of_queries_does_not_grow(
    login, request, case, url, rows, who, queries, django_assert_num_queries
):
    notice = ArrearsNoticeFactory(tenancy=case.tenancy)
    DeadlineOverrideFactory(eviction_case=case)
    HearingFactory(eviction_case=case)
    InstalmentPlanFactory(eviction_case=case)
    ArrearsRecheckFactory(eviction_case=case)
    for number in range(rows):
        add_revision(notice, number + 1, 8000 + number)
        LegalStepFactory(eviction_case=case)
        ReviewDecisionFactory(eviction_case=case)
        EvictionLetterFactory(eviction_case=case)
        StandstillFactory(
            eviction_case=case,
            reason__organisation=case.organisation,
            starts_on=days_ahead(10 * number),
            ends_on=days_ahead(10 * number + 5),
        )
    client = login(request.getfixturevalue(who))
    client.get(url)
    with django_assert_num_queries(queries + SAVEPOINTS):
        client.get(url)


def test_who_has_looked(login, anna, dorte, case, url, django_assert_num_queries):
    login(anna).get(url)
    page = body(login(dorte), reverse("eviction_look_ups", args=[case.pk]))
    assert "Anna Andersen" in page
    assert "Behandling af huslejerestance" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_who_has_looked_takes_as_many_queries(
    login, anna, dorte, case, url, rows, django_assert_num_queries
):
    client, looks = login(dorte), reverse("eviction_look_ups", args=[case.pk])
    for _time in range(rows):
        login(anna).get(url)
    with django_assert_num_queries(7 + SAVEPOINTS):
        client.get(looks)


def test_who_has_looked_at_the_casework_is_not_told_here(login, anna, dorte, bo, case):
    casework = CaseFactory(tenancy=case.tenancy, responsible=anna.membership)
    login(bo).get(reverse("case_detail", args=[casework.pk]))
    assert "Bo Berg" not in body(login(dorte), reverse("eviction_look_ups", args=[case.pk]))
