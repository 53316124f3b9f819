"""The words of a handover are read while it is asked, and then by who has the case: never as a way around
estates and handovers."""

import pytest
from django.urls import reverse

from accounts.models import EstateAssignment, User
from audit.models import LookUp
from cases.models import HandoverItem
from cases.services.handovers import (
    cancel_handover,
    confirm_handover,
    decline_handover,
    propose_handover,
)
from tests.case_factories import CaseFactory, days_ahead
from tests.factories import TenancyFactory

WORDS = "Ring efter kl. 16, hunden hedder Plet."


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


@pytest.fixture
def ib(fjordbo, laerke):
    from conftest import person

    return person("Ib Iversen", fjordbo, "caretaker", estate=laerke)


def propose(giver, taker, *cases):
    return propose_handover(
        actor=giver,
        giver=giver.membership,
        taker=taker.membership,
        summaries={case.pk: WORDS for case in cases},
    )


def readers(handover, *people):
    fresh = [User.objects.get(pk=person.pk) for person in people]
    return [
        person.name.split()[0]
        for person in fresh
        if HandoverItem.objects.visible_to(person).filter(handover=handover).exists()
    ]


def test_while_it_is_asked_both_read_and_then_the_taker(anna, bo, ib, freja, case):
    handover = propose(anna, bo, case)
    assert readers(handover, anna, bo, ib, freja) == ["Anna", "Bo"]
    confirm_handover(actor=bo, handover=handover)
    assert readers(handover, anna, bo, ib, freja) == ["Bo"]


def test_who_has_given_it_on_reads_no_more(anna, bo, ib, case):
    first = propose(anna, bo, case)
    confirm_handover(actor=bo, handover=first)
    second = propose(bo, ib, case)
    confirm_handover(actor=ib, handover=second)
    assert readers(first, anna, bo, ib) == []
    assert readers(second, anna, bo, ib) == ["Ib"]


def test_a_no_ends_it_for_both(anna, bo, case):
    handover = propose(anna, bo, case)
    decline_handover(actor=bo, handover=handover, answer="Jeg har for mange")
    assert readers(handover, anna, bo) == []


def test_taken_back_it_ends_for_both(anna, bo, case):
    handover = propose(anna, bo, case)
    cancel_handover(actor=anna, handover=handover)
    assert readers(handover, anna, bo) == []


def test_an_older_no_is_no_way_to_what_was_given_since(anna, bo, ib, case):
    older = propose(anna, ib, case)
    decline_handover(actor=ib, handover=older, answer="Jeg har for mange")
    confirm_handover(actor=bo, handover=propose(anna, bo, case))
    assert readers(older, anna, bo, ib) == []


@pytest.mark.parametrize("answered", [False, True])
def test_with_the_estate_the_words_are_lost(anna, bo, case, answered):
    handover = propose(anna, bo, case)
    if answered:
        confirm_handover(actor=bo, handover=handover)
    EstateAssignment.objects.filter(membership=bo.membership).update(ends_on=days_ahead(-1))
    assert readers(handover, bo) == []


def test_the_page_shows_the_words_of_what_one_has_and_the_numbers_of_the_rest(
    login, anna, bo, ib, case, laerke
):
    kept = CaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Nabovej"),
        responsible=anna.membership,
    )
    handover = propose(anna, bo, case, kept)
    HandoverItem.objects.filter(case=kept).update(summary="Nøglen ligger hos naboen.")
    confirm_handover(actor=bo, handover=handover)
    confirm_handover(actor=ib, handover=propose(bo, ib, case))
    LookUp.objects.all().delete()
    text = login(bo).get(reverse("handover_detail", args=[handover.pk])).content.decode()
    assert "Nøglen ligger hos naboen." in text
    assert case.number in text
    assert "Plet" not in text
    assert case.tenancy.dwelling.address not in text
    assert list(LookUp.objects.values_list("subject_id", flat=True)) == [kept.pk]
