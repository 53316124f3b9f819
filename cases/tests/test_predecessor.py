"""Whoever has handed a case over is out at once: every way to the household's file, also through somebody
who looks after her estates; and the history says that she had it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Draft, FollowUp, Visit
from cases.services.drafts import keep_draft
from cases.services.handovers import confirm_handover, propose_handover
from tests.access_table import CASES
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    ConsentFactory,
    GoalFactory,
    PartnerFactory,
    ReferralFactory,
)
from tests.factories import (
    AbsenceFactory,
    EstateAssignmentFactory,
    FollowUpFactory,
    VisitFactory,
)

OF_A_CASE = {
    "tenancy",
    "visit",
    "follow_up",
    "case",
    "own_case",
    "goal",
    "plan_action",
    "case_person",
    "consent",
    "referral",
    "disclosure",
    "restricted_note",
}
"""Kinds of tests/access_world.py that belong to one case."""


@pytest.fixture
def objects(anna, tenancy):
    """The file of one household of Anna's, with one of everything."""
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    partner = PartnerFactory(organisation=case.organisation)
    keep_draft(actor=anna, tenancy=tenancy, body={"note": "Ikke gemt endnu"})
    return {
        "tenancy": tenancy,
        "case": case,
        "own_case": case,
        "visit": VisitFactory(tenancy=tenancy, caretaker=anna),
        "follow_up": FollowUpFactory(tenancy=tenancy, caretaker=anna),
        "goal": GoalFactory(case=case),
        "plan_action": ActionFactory(case=case),
        "case_person": CasePersonFactory(case=case),
        "consent": ConsentFactory(case=case, resident=tenancy.residents.first()),
        "referral": ReferralFactory(case=case, partner=partner),
    }


@pytest.fixture
def ib(fjordbo, moelle):
    from conftest import person

    return person("Ib Iversen", fjordbo, "caretaker", estate=moelle, responsible=True)


def hand_over(giver, taker, case):
    handover = propose_handover(
        actor=giver, giver=giver.membership, taker=taker.membership, summaries={case.pk: "Ring først."}
    )
    confirm_handover(actor=taker, handover=handover)


def routes(objects):
    """(method, url) of every route of cases that is about one household's case."""
    for name, row in CASES.items():
        kinds = set(row.on.values())
        if not kinds or not kinds <= objects.keys() & OF_A_CASE or row.status("caretaker") == 403:
            continue
        arguments = {kwarg: objects[kind].pk for kwarg, kind in row.on.items()}
        yield name, "post" if row.post_only else "get", reverse(name, kwargs={**row.extra, **arguments})


def statuses(client, objects):
    return {name: getattr(client, method)(url).status_code for name, method, url in routes(objects)}


def test_before_it_she_reads_and_after_it_nothing(login, anna, bo, objects):
    client = login(anna)
    pages = {name for name, method, _url in routes(objects) if method == "get"}
    assert {"visit_log", "follow_up_edit", "case_look_ups"} <= pages
    for name, method, url in routes(objects):
        if method == "get":
            assert client.get(url).status_code in {200, 302}, name
    hand_over(anna, bo, objects["case"])
    open_still = {
        name: status for name, status in statuses(client, objects).items() if status not in {403, 404}
    }
    assert open_still == {}


def test_drafts_visits_and_promises_are_out_of_sight(anna, bo, objects):
    hand_over(anna, bo, objects["case"])
    for model in (Draft, Visit, FollowUp, Case):
        assert not model.objects.visible_to(anna).exists(), model


def test_a_stand_in_of_hers_does_not_see_it_either(login, anna, bo, ib, objects):
    today = timezone.localdate()
    AbsenceFactory(membership=anna.membership, stand_in=ib.membership, starts_on=today, ends_on=today)
    assert Case.objects.visible_to(ib).exists()
    hand_over(anna, bo, objects["case"])
    ib = type(ib).objects.get(pk=ib.pk)
    assert not Case.objects.visible_to(ib).exists()
    open_still = {
        name: status for name, status in statuses(login(ib), objects).items() if status not in {403, 404}
    }
    assert open_still == {}


def test_a_stand_in_who_has_the_estate_herself_still_does(anna, bo, ib, objects):
    EstateAssignmentFactory(membership=ib.membership, estate=objects["case"].estate)
    today = timezone.localdate()
    AbsenceFactory(membership=anna.membership, stand_in=ib.membership, starts_on=today, ends_on=today)
    hand_over(anna, bo, objects["case"])
    assert Case.objects.visible_to(ib).exists()


def test_she_has_it_while_she_stands_in_for_who_has_it_now(anna, bo, objects):
    hand_over(anna, bo, objects["case"])
    today = timezone.localdate()
    AbsenceFactory(membership=bo.membership, stand_in=anna.membership, starts_on=today, ends_on=today)
    assert Case.objects.visible_to(anna).exists()


def test_given_back_she_has_it_again(anna, bo, objects):
    hand_over(anna, bo, objects["case"])
    hand_over(bo, anna, Case.objects.get())
    assert Case.objects.visible_to(anna).exists()
    assert not Case.objects.visible_to(bo).exists()


def test_who_has_had_it_stays_written(anna, bo, objects):
    hand_over(anna, bo, objects["case"])
    history = (
        objects["case"].assignments.order_by("starts_at").values_list("membership__user__name", "because")
    )
    assert list(history) == [("Anna Andersen", "opened"), ("Bo Berg", "handed_over")]
