"""Two answers at the same moment: one counts, the other is told."""

import threading

import pytest
from django.db import connection

from cases.models import Case, CaseAssignment, Handover
from cases.services.handovers import cancel_handover, confirm_handover, propose_handover
from core.errors import DomainError
from tests.case_factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handover(anna, bo, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    return propose_handover(
        actor=anna, giver=anna.membership, taker=bo.membership, summaries={case.pk: "Ring først."}
    )


def at_once(*acts):
    """Run them in threads that start together; what each said."""
    start, said = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            act()
            said.append("ok")
        except DomainError as error:
            said.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def fresh(handover):
    return Handover.objects.select_related("giver", "taker").get(pk=handover.pk)


def test_two_confirmations_move_it_once(bo, handover):
    rows = [fresh(handover), fresh(handover)]
    said = at_once(*[lambda row=row: confirm_handover(actor=bo, handover=row) for row in rows])
    assert said.count("ok") == 1
    assert any("allerede besvaret" in words for words in said)
    assert CaseAssignment.objects.count() == 2
    assert Case.objects.get().responsible == bo.membership


def test_a_yes_and_a_withdrawal_leave_one_of_them(anna, bo, handover):
    yes, no = fresh(handover), fresh(handover)
    said = at_once(
        lambda: confirm_handover(actor=bo, handover=yes),
        lambda: cancel_handover(actor=anna, handover=no),
    )
    assert said.count("ok") == 1
    moved = Case.objects.get().responsible == bo.membership
    assert moved == (Handover.objects.get().status == "confirmed")


def test_one_case_in_two_proposals_at_once_is_in_one(anna, bo, fjordbo, laerke, tenancy):
    from conftest import person

    ib = person("Ib Iversen", fjordbo, "caretaker", estate=laerke)
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    said = at_once(
        *[
            lambda taker=taker: propose_handover(
                actor=anna, giver=anna.membership, taker=taker, summaries={case.pk: "Ring først."}
            )
            for taker in (bo.membership, ib.membership)
        ]
    )
    assert said.count("ok") == 1
    assert Handover.objects.count() == 1
