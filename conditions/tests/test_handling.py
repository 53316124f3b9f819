"""Taking a concern and making it part of a case: by whom, once, and against what was seen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.choices import AssignedBecause, CaseOrigin
from cases.models import Case
from cases.services.cases import CaseExistsError
from conditions.choices import CONCERN_TRANSITIONS, ConcernStatus
from conditions.services.closing import close_concern, reopen_concern
from conditions.services.concern_writes import ConcernChangedError
from conditions.services.handling import attach_to_case, make_case, take_concern
from conditions.tests.handling import change, flag, take, vacant
from core.errors import DomainError
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.case_factories import CaseFactory, handed_over


@pytest.fixture
def concern(anna, erik, tenancy):
    return flag(tenancy, erik, kinds=["rubbish", "smell"])


def owed(kind):
    return list(Delivery.objects.filter(kind=kind).values_list("status", "recipient__name"))


class TestTaking:
    def test_it_is_hers_and_the_office_is_told(self, anna, concern):
        taken = take(anna, concern)
        assert (taken.status, taken.taken_by, taken.revision) == (ConcernStatus.IN_HAND, anna, 2)
        assert owed(DeliveryKind.CONCERN_TAKEN) == [("pending", "Erik Eskildsen")]

    def test_twice_is_once_also_from_a_page_of_before(self, anna, concern):
        take(anna, concern)
        assert take_concern(actor=anna, concern=concern, seen=1).revision == 2
        assert len(owed(DeliveryKind.CONCERN_TAKEN)) == 1

    def test_who_comes_second_is_told_who_has_it(self, anna, bo, concern):
        take(bo, concern)
        with pytest.raises(ConcernChangedError, match=r"Bo Berg har meldingen\. Den blev taget i dag"):
            take_concern(actor=anna, concern=concern, seen=1)

    def test_who_has_seen_that_takes_over(self, anna, bo, concern):
        first = take(bo, concern).taken_at
        concern.refresh_from_db()
        taken = take(anna, concern)
        assert (taken.taken_by, taken.taken_at) == (anna, first)
        assert len(owed(DeliveryKind.CONCERN_TAKEN)) == 1, "the office has been told already"

    def test_nobody_has_to_be_told_any_longer(self, anna, freja, concern):
        Delivery.objects.create(
            kind=DeliveryKind.UNTAKEN_CONCERN,
            subject_id=concern.pk,
            organisation_id=concern.organisation_id,
            recipient=freja,
        )
        take(anna, concern)
        assert owed(DeliveryKind.UNTAKEN_CONCERN) == [("withdrawn", "Freja Friis")]

    @pytest.mark.parametrize("who", ["carla", "dorte", "erik", "freja", "gry"])
    def test_only_caretakers_of_the_estate(self, who, request, concern):
        with pytest.raises(PermissionDenied):
            take(request.getfixturevalue(who), concern)

    def test_not_of_a_household_whose_case_was_handed_away(self, anna, bo, tenancy, concern):
        handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
        with pytest.raises(PermissionDenied):
            take(anna, concern)
        assert take(bo, concern).taken_by == bo

    def test_a_vacant_flat_can_be_taken(self, anna, erik, dwelling):
        assert take(anna, vacant(dwelling, erik)).status == ConcernStatus.IN_HAND


class TestCases:
    def test_a_case_is_begun_by_it(self, anna, tenancy, concern):
        case = make_case(actor=anna, concern=concern, seen=1, about="Hjælp til at rydde")
        assert (case.tenancy, case.origin, case.responsible) == (tenancy, CaseOrigin.FLAG, anna.membership)
        concern.refresh_from_db()
        assert (concern.case, concern.status, concern.taken_by) == (case, ConcernStatus.IN_HAND, anna)
        assert case.assignments.get().because == AssignedBecause.OPENED

    def test_not_where_there_is_one(self, anna, tenancy, concern):
        existing = CaseFactory(tenancy=tenancy, responsible=anna.membership)
        with pytest.raises(CaseExistsError, match=existing.number):
            make_case(actor=anna, concern=concern, seen=1, about="Hjælp til at rydde")
        concern.refresh_from_db()
        assert concern.status == ConcernStatus.RECEIVED

    def test_it_is_put_on_the_open_one_also_a_colleagues(self, anna, bo, tenancy, concern):
        case = CaseFactory(tenancy=tenancy, responsible=bo.membership)
        attached = attach_to_case(actor=anna, concern=concern, seen=1)
        assert (attached.case, attached.taken_by) == (case, anna)
        assert owed(DeliveryKind.CONCERN_TAKEN) == [("pending", "Erik Eskildsen")]

    def test_not_without_an_open_one(self, anna, concern):
        with pytest.raises(DomainError, match="ingen åben sag"):
            attach_to_case(actor=anna, concern=concern, seen=1)

    @pytest.mark.parametrize("act", [attach_to_case, make_case])
    def test_a_vacant_flat_has_no_household(self, act, anna, erik, dwelling):
        more = {"about": "Hjælp til at rydde"} if act is make_case else {}
        with pytest.raises(DomainError, match="ingen husstand"):
            act(actor=anna, concern=vacant(dwelling, erik), seen=1, **more)
        assert not Case.objects.exists()

    def test_not_with_a_household_that_has_moved(self, anna, tenancy, concern):
        tenancy.ends_on = timezone.localdate() - dt.timedelta(days=1)
        tenancy.save()
        with pytest.raises(DomainError, match="flyttet"):
            make_case(actor=anna, concern=concern, seen=1, about="Hjælp til at rydde")

    def test_not_from_a_page_of_before(self, anna, bo, concern):
        take(bo, concern)
        with pytest.raises(ConcernChangedError, match="Bo Berg har meldingen"):
            make_case(actor=anna, concern=concern, seen=1, about="Hjælp til at rydde")


@pytest.mark.parametrize("before", ConcernStatus.values)
@pytest.mark.parametrize("after", ConcernStatus.values)
def test_every_move_is_one_of_the_transitions(before, after, anna, concern):
    """What the services do from each status, walked against CONCERN_TRANSITIONS."""
    now = timezone.now()
    taken = {"taken_at": now, "taken_by": anna} if before == ConcernStatus.IN_HAND else {}
    closed = {"closed_at": now, "closed_by": anna, "outcome": "known"} if before == "closed" else {}
    change(concern, status=before, **taken, **closed)
    acts = {
        ConcernStatus.IN_HAND: [take_concern, reopen_concern],
        ConcernStatus.CLOSED: [lambda **known: close_concern(outcome="resolved", **known)],
    }
    reached = set()
    for act in acts.get(after, []):
        try:
            reached.add(act(actor=anna, concern=concern, seen=1).revision == 2)
        except DomainError:
            reached.add(False)
    assert (True in reached) is (after in CONCERN_TRANSITIONS[before])
