"""What is told against what the case knows: forward only, and a person's word stays."""

import datetime as dt

import pytest

from evictions.choices import STATUS_ORDER, LegalStepKind, StepSource
from evictions.models import EvictionCase
from evictions.told_rules import COLUMNS, STATUS_OF_KIND, ToldStep, judge, received, written_by_people

DAY, NEXT = dt.date(2026, 11, 10), dt.date(2026, 11, 11)
NOBODY = frozenset()
EVERY = frozenset(name for names in COLUMNS.values() for name in names)


def case(**known):
    return EvictionCase(**{"status": "arrears", **known})


def terminated(on=DAY, **more):
    return ToldStep(LegalStepKind.TERMINATED, on, {"terminated_on": on, **more})


@pytest.mark.parametrize("status", [s for s in STATUS_ORDER if s != "closed"])
@pytest.mark.parametrize("kind", STATUS_OF_KIND)
def test_no_step_takes_a_case_back(kind, status):
    fields = judge(case(status=status), ToldStep(kind), EVERY).fields
    after = fields.get("status", status)
    assert STATUS_ORDER[after] >= STATUS_ORDER[status]
    assert after == max(status, STATUS_OF_KIND[kind], key=STATUS_ORDER.get)


def test_a_day_that_is_not_there_is_written_also_late():
    late = case(status="filed")
    assert judge(late, received(DAY), EVERY).fields == {
        "demand_received_on": DAY,
        "demand_proof": "ledger",
        "demand_deadline": dt.date(2026, 11, 24),
    }


def test_the_very_same_day_moves_nothing_whatever_was_decided_since():
    waived = case(status="arrears", terminated_on=DAY)
    assert judge(waived, terminated(), NOBODY) == judge(waived, terminated(), EVERY)
    assert not judge(waived, terminated(), NOBODY).fields


def test_another_day_than_a_person_s_is_a_difference():
    judged = judge(case(status="terminated", terminated_on=DAY), terminated(NEXT), EVERY)
    assert (judged.fields, judged.differs) == ({}, {"terminated_on": "2026-11-11"})


def test_a_program_puts_right_what_a_program_told():
    judged = judge(case(status="terminated", terminated_on=DAY), terminated(NEXT), NOBODY)
    assert (judged.fields, judged.differs) == ({"terminated_on": NEXT}, {})


def test_what_is_told_beside_the_day_fills_what_is_empty_and_leaves_what_a_person_wrote():
    told = terminated(move_out_on=NEXT)
    stands = case(status="terminated", terminated_on=DAY)
    assert judge(stands, told, EVERY).fields == {"move_out_on": NEXT}
    stands.move_out_on = DAY
    assert not judge(stands, told, EVERY).fields
    assert judge(stands, told, NOBODY).fields == {"move_out_on": NEXT}


def test_a_demand_does_not_come_forward_before_it_was_sent():
    sent = case(status="demand", demand_issued_on=NEXT)
    assert judge(sent, received(DAY), NOBODY).differs == {"demand_received_on": "2026-11-10"}
    came = case(status="demand", demand_received_on=DAY, demand_proof="postal")
    told = ToldStep(LegalStepKind.DEMAND_ISSUED, NEXT, {"demand_issued_on": NEXT})
    assert judge(came, told, NOBODY).differs == {"demand_issued_on": "2026-11-11"}


@pytest.mark.parametrize("known", [{}, {"demand_received_on": NEXT}])
def test_a_deadline_set_by_two_people_is_not_moved(known):
    stands = case(status="demand", is_overridden=True, demand_deadline=DAY, **known)
    assert judge(stands, received(DAY), NOBODY).differs
    same = judge(stands, received(NEXT), NOBODY).fields if known else {}
    assert "demand_deadline" not in same


def test_who_wrote_last_is_whose_it_is():
    def people(*steps):
        return written_by_people(steps)

    by_list = ("demand_received", StepSource.LIST, {})
    by_hand = ("demand_received", StepSource.HAND, {})
    assert "demand_received_on" in people()
    assert "demand_received_on" not in people(("opened", StepSource.LIST, {}))
    assert "demand_received_on" not in people(by_hand, by_list)
    assert "demand_received_on" in people(by_list, by_hand)
    assert "demand_deadline" in people(by_list, ("deadline_set", StepSource.HAND, {}))
    put_right = ("put_right", StepSource.HAND, {"before": {"court": "Retten i Fjordby"}})
    found = people(("filed", StepSource.API, {}), put_right)
    assert "court" in found and "filed_on" not in found
