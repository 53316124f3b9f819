"""What saving a form about an eviction case would lead to, before it is saved."""

import datetime as dt

from evictions.case_facts import CaseFacts
from evictions.choices import EvictionStatus
from evictions.step_preview import preview_of

TODAY = dt.date(2026, 12, 15)
DUE = dt.date(2026, 11, 1)


def received(on, facts=None):
    facts = facts or CaseFacts(reached=EvictionStatus.DEMAND, due_date=DUE, contact_on=TODAY)
    deadline = on + dt.timedelta(days=14)
    changes = {"demand_received_on": on, "demand_deadline": deadline, "is_overridden": False}
    return preview_of(facts, changes, EvictionStatus.DEMAND, TODAY)


def test_the_deadline_that_comes_of_a_receipt():
    found = received(dt.date(2026, 12, 10))
    assert found.lines[0] == "Fristen bliver tors. 24. dec."
    assert "juleaftensdag" in found.lines[1]
    assert found.lines[-1] == "Lejemålet kan tidligst ophæves man. 28. dec."
    assert found.flags == []


def test_a_deadline_that_is_moved_says_what_it_was():
    known = CaseFacts(
        reached=EvictionStatus.DEMAND, due_date=DUE, demand_deadline=dt.date(2026, 12, 23), contact_on=TODAY
    )
    assert "Nu er den ons. 23. dec." in received(dt.date(2026, 12, 10), known).lines


def test_only_what_would_be_new_is_flagged():
    facts = CaseFacts(
        reached=EvictionStatus.DEMAND, due_date=DUE, demand_channel="email", demand_deadline=TODAY
    )
    found = preview_of(facts, {"terminated_on": TODAY}, EvictionStatus.TERMINATED, TODAY)
    assert {flag.key for flag in found.flags} == {"terminated_early"}
    assert found.lines == ["Sagen går til trinnet Ophævet."]


def test_a_step_told_of_late_takes_the_case_nowhere():
    facts = CaseFacts(reached=EvictionStatus.FILED, due_date=DUE)
    found = preview_of(facts, {"demand_issued_on": DUE}, EvictionStatus.DEMAND, TODAY)
    assert not [line for line in found.lines if "trinnet" in line]


def test_a_deadline_of_two_people_carries_no_warning_of_the_computed_one():
    facts = CaseFacts(reached=EvictionStatus.DEMAND, due_date=DUE)
    found = preview_of(facts, {"demand_deadline": TODAY, "is_overridden": True}, "", TODAY)
    assert found.lines == ["Fristen bliver tirs. 15. dec.", "Lejemålet kan tidligst ophæves ons. 16. dec."]
    assert {flag.key for flag in found.flags} == {"deadline_unproved"}
