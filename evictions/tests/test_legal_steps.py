"""Registering the landlord's steps by hand: forward, late, twice, wrong, and put right."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from evictions.choices import EvictionStatus, LegalDate, LegalStepKind
from evictions.models import EvictionCase, LegalStep
from evictions.rules import demand_deadline
from evictions.services.eviction_writes import EvictionChangedError
from evictions.services.legal_steps import (
    file_request,
    issue_demand,
    notify_municipality,
    receive_demand,
    terminate,
)
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def case(tenancy):
    return EvictionCaseFactory(tenancy=tenancy, status="arrears", due_date=ago(40))


def fresh(case):
    return EvictionCase.objects.get(pk=case.pk)


def act(service, dorte, case, **known):
    """As a page opened right now would."""
    return service(actor=dorte, case=case, seen=fresh(case).revision, **known)


def test_the_whole_course(dorte, case):
    act(issue_demand, dorte, case, on=ago(34), channel="letter")
    assert fresh(case).status == EvictionStatus.DEMAND
    act(receive_demand, dorte, case, on=ago(33), proof="postal")
    assert fresh(case).demand_deadline == demand_deadline(ago(33)).date
    assert fresh(case).next_kind == LegalDate.DEADLINE
    act(terminate, dorte, case, on=ago(10), move_out_on=ago(5))
    assert fresh(case).next_kind == LegalDate.MOVE_OUT
    act(notify_municipality, dorte, case, on=ago(4), proof="Digital Post 8812")
    assert fresh(case).status == EvictionStatus.TERMINATED
    act(file_request, dorte, case, on=ago(4), court="Retten i Fjordby", court_number="FS 1/2026")
    done = fresh(case)
    assert done.status == EvictionStatus.FILED
    assert (done.court, done.court_number) == ("Retten i Fjordby", "FS 1/2026")
    assert [step.kind for step in LegalStep.objects.order_by("pk")] == [
        LegalStepKind.DEMAND_ISSUED,
        LegalStepKind.DEMAND_RECEIVED,
        LegalStepKind.TERMINATED,
        LegalStepKind.MUNICIPALITY_NOTIFIED,
        LegalStepKind.FILED,
    ]


def test_each_step_is_owed_to_the_caretaker_and_says_who(dorte, case):
    act(issue_demand, dorte, case, on=ago(34), channel="letter")
    step = LegalStep.objects.get()
    assert (step.made_by, step.on, step.source) == (dorte, ago(34), "hand")
    assert Delivery.objects.filter(kind="legal_step", subject_id=step.pk).exists()


STEPS = [
    (issue_demand, {"channel": "letter"}, EvictionStatus.DEMAND),
    (receive_demand, {"proof": "signed"}, EvictionStatus.DEMAND),
    (terminate, {}, EvictionStatus.TERMINATED),
    (file_request, {}, EvictionStatus.FILED),
    (notify_municipality, {"proof": "8812"}, None),
]
IDS = [service.__name__ for service, _known, _status in STEPS]


@pytest.mark.parametrize(("service", "known", "status"), STEPS, ids=IDS)
@pytest.mark.parametrize("begun", [s for s in EvictionStatus if s != "closed"])
def test_a_step_takes_a_case_forward_and_never_back(dorte, tenancy, service, known, status, begun):
    case = EvictionCaseFactory(tenancy=tenancy, status=begun)
    act(service, dorte, case, on=TODAY, **known)
    order = list(EvictionStatus)
    wanted = max(order.index(begun), order.index(status) if status else 0)
    assert fresh(case).status == order[wanted]
    assert LegalStep.objects.count() == 1


@pytest.mark.parametrize(("service", "known", "status"), STEPS, ids=IDS)
def test_the_same_step_twice_changes_nothing(dorte, case, service, known, status):
    seen = case.revision
    for _time in range(2):
        service(actor=dorte, case=case, seen=seen, on=TODAY, **known)
    assert LegalStep.objects.count() == 1
    assert fresh(case).revision == seen + 1


@pytest.mark.parametrize(("service", "known", "status"), STEPS, ids=IDS)
def test_another_step_from_an_old_page_is_refused_and_says_what_happened(dorte, case, service, known, status):
    seen = case.revision
    service(actor=dorte, case=case, seen=seen, on=ago(1), **known)
    with pytest.raises(EvictionChangedError) as refused:
        service(actor=dorte, case=case, seen=seen, on=TODAY, **known)
    assert "Dorte Dahl" in refused.value.message
    assert refused.value.row.revision == seen + 1
    assert LegalStep.objects.count() == 1


@pytest.mark.parametrize(("service", "known", "status"), STEPS, ids=IDS)
def test_a_wrong_day_is_put_right_and_the_old_one_is_kept(dorte, case, service, known, status):
    act(service, dorte, case, on=ago(2), **known)
    act(service, dorte, case, on=ago(1), **known)
    first, second = LegalStep.objects.order_by("pk")
    assert "before" not in first.values
    assert str(ago(2)) in second.values["before"].values()
    assert second.on == ago(1)


@pytest.mark.parametrize(("service", "known", "status"), STEPS, ids=IDS)
def test_not_tomorrow_not_closed_not_by_others(dorte, anna, freja, carla, tenancy, service, known, status):
    case = EvictionCaseFactory(tenancy=tenancy)
    with pytest.raises(DomainError, match="fremtiden"):
        act(service, dorte, case, on=TODAY + dt.timedelta(days=1), **known)
    for stranger in (anna, freja, carla):
        with pytest.raises(PermissionDenied):
            act(service, stranger, case, on=TODAY, **known)
    EvictionCase.objects.update(
        status="closed", closed_from="demand", closed_at=timezone.now(), outcome="other"
    )
    with pytest.raises(DomainError, match="afsluttet"):
        act(service, dorte, case, on=TODAY, **known)
    assert not LegalStep.objects.exists()


def test_the_administration_of_another_organisation(skovbo, case):
    from conftest import person

    stranger = person("Stine Skov", skovbo, "administration")
    with pytest.raises(PermissionDenied):
        act(issue_demand, stranger, case, on=TODAY, channel="letter")


@pytest.mark.parametrize(
    ("service", "known", "says"),
    [
        (issue_demand, {"channel": "pigeon"}, "Vælg, hvordan"),
        (receive_demand, {"proof": ""}, "hvad der beviser"),
        (notify_municipality, {"proof": "  "}, "hvad der beviser"),
        (terminate, {"move_out_on": ago(3)}, "før ophævelsen"),
        (terminate, {"move_out_on": TODAY + dt.timedelta(days=400)}, "årstallet"),
    ],
)
def test_what_does_not_hang_together_is_told(dorte, case, service, known, says):
    with pytest.raises(DomainError, match=says):
        act(service, dorte, case, on=TODAY, **known)


def test_a_demand_comes_forward_after_it_was_sent(dorte, case):
    act(issue_demand, dorte, case, on=ago(5), channel="letter")
    with pytest.raises(DomainError, match="før det blev sendt"):
        act(receive_demand, dorte, case, on=ago(6), proof="postal")
    act(receive_demand, dorte, case, on=ago(4), proof="postal")
    with pytest.raises(DomainError, match="efter at det kom frem"):
        act(issue_demand, dorte, case, on=ago(3), channel="letter")


def test_the_law_refuses_nothing_that_happened(dorte, case):
    """Without a demand, a deadline or a notice: it is written down, and the page says what is wrong."""
    act(terminate, dorte, case, on=ago(1))
    act(file_request, dorte, case, on=TODAY)
    assert fresh(case).status == EvictionStatus.FILED


def test_filing_again_without_the_court_keeps_the_court(dorte, case):
    act(file_request, dorte, case, on=ago(1), court="Retten i Fjordby", court_number="FS 1/2026")
    act(file_request, dorte, case, on=TODAY)
    assert fresh(case).court == "Retten i Fjordby"


def test_steps_hold_no_words(dorte, case):
    """Dates, amounts and codes: a name or a receipt's text stands on the case and in its audit alone."""
    act(notify_municipality, dorte, case, on=ago(1), proof="Talte med Bodil Støttesen")
    act(notify_municipality, dorte, case, on=TODAY, proof="Kvittering 8812")
    assert "Bodil" not in str([step.values for step in LegalStep.objects.all()])
