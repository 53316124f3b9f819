"""Safety flags: set, renewed with the old one kept, lifted, run out, and gone with whoever moves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.choices import ResidentTold, SafetyKind
from cases.models import SafetyAcknowledgement, SafetyFlag
from cases.safety import flags_at, former_flags_at, marks_by_dwelling, marks_of, safety_array
from cases.services.safety import acknowledge_flags, lift_flag, renew_flag, set_flag
from core.errors import DomainError
from residents.models import Tenancy
from tests.case_factories import SafetyFlagFactory, days_ahead
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db


def decided(**known):
    return {
        "evidence": "Hunden bed efter mig i døren",
        "resident_told": ResidentTold.YES,
        "review_on": days_ahead(90),
        "expires_on": days_ahead(180),
        **known,
    }


def in_force():
    return list(SafetyFlag.objects.in_force().order_by("pk"))


def test_it_says_who_decided_and_on_what(anna, tenancy):
    flag = set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    assert (flag.decided_by, flag.decided_on) == (anna, timezone.localdate())
    assert (flag.dwelling_id, flag.estate_id) == (tenancy.dwelling_id, tenancy.estate_id)
    assert flag in SafetyFlag.objects.visible_to(anna).in_force()


def test_one_of_a_kind_at_a_time_but_one_for_each_person(anna, tenancy):
    resident = tenancy.residents.get()
    set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    with pytest.raises(DomainError, match="forny"):
        set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, resident=resident, **decided())
    assert len(in_force()) == 2


def test_the_review_comes_before_the_end(anna, tenancy):
    with pytest.raises(DomainError, match="før den udløber"):
        set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided(review_on=days_ahead(200)))


def test_renewing_keeps_what_was_said_before(anna, bo, tenancy):
    first = set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.THREATS, **decided())
    acknowledge_flags(actor=bo, tenancy=tenancy)
    again = renew_flag(
        actor=bo, flag=first, **decided(evidence="Råbte igen i dag", expires_on=days_ahead(300))
    )
    first.refresh_from_db()
    assert (again.decided_by, again.evidence, again.kind) == (bo, "Råbte igen i dag", first.kind)
    assert (first.lifted_by, first.evidence) == (bo, "Hunden bed efter mig i døren")
    assert in_force() == [again]
    assert list(former_flags_at(anna, tenancy.dwelling_id)) == [first]
    assert not flags_at(bo, tenancy.dwelling_id).get().is_read, "the new evidence is read anew"


def test_renewed_by_two_at_once_is_one(anna, bo, tenancy):
    flag = set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    renew_flag(actor=anna, flag=flag, **decided())
    with pytest.raises(DomainError, match="allerede"):
        renew_flag(actor=bo, flag=flag, **decided())
    assert len(in_force()) == 1


def test_lifting_twice_changes_nothing(anna, bo, tenancy):
    flag = set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    lifted_at = lift_flag(actor=anna, flag=flag).lifted_at
    assert lift_flag(actor=bo, flag=flag).lifted_at == lifted_at
    assert (in_force(), flag.lifted_by) == ([], anna)


def test_it_runs_out_by_itself(tenancy):
    SafetyFlagFactory(
        dwelling=tenancy.dwelling,
        decided_on=days_ahead(-9),
        review_on=days_ahead(-2),
        expires_on=days_ahead(-1),
    )
    assert in_force() == []


@pytest.mark.parametrize("how", ["moved", "tenancy over"])
def test_a_flag_on_a_person_does_not_stay_for_whoever_moves_in(tenancy, how):
    resident = tenancy.residents.get()
    SafetyFlagFactory(dwelling=tenancy.dwelling, resident=resident)
    assert len(in_force()) == 1
    if how == "moved":
        resident.moved_out_on = timezone.localdate()
        resident.save()
    else:
        Tenancy.objects.filter(pk=tenancy.pk).update(ends_on=days_ahead(-1))
    assert in_force() == []


def test_who_may(anna, carla, freja, tenancy):
    flag = set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, **decided())
    for actor in (carla, freja):
        with pytest.raises(PermissionDenied):
            set_flag(actor=actor, tenancy=tenancy, kind=SafetyKind.THREATS, **decided())
        with pytest.raises(PermissionDenied):
            renew_flag(actor=actor, flag=flag, **decided())
        with pytest.raises(PermissionDenied):
            lift_flag(actor=actor, flag=flag)
        with pytest.raises(PermissionDenied):
            acknowledge_flags(actor=actor, tenancy=tenancy)
        assert not SafetyFlag.objects.visible_to(actor).exists()


def test_somebody_from_elsewhere_cannot_be_named(anna, tenancy, laerke):
    other = TenancyFactory(dwelling__stairwell__estate=laerke).residents.create(
        name="Nabo Naboesen", organisation=laerke.organisation, estate=laerke
    )
    with pytest.raises(PermissionDenied):
        set_flag(actor=anna, tenancy=tenancy, kind=SafetyKind.DOG, resident=other, **decided())


def test_reading_is_noted_once_a_day_and_person(anna, bo, tenancy):
    SafetyFlagFactory(dwelling=tenancy.dwelling)
    assert [acknowledge_flags(actor=anna, tenancy=tenancy) for _ in range(2)] == [1, 1]
    acknowledge_flags(actor=bo, tenancy=tenancy)
    assert SafetyAcknowledgement.objects.count() == 2


def test_the_severe_ones_come_first_and_say_so():
    marks = marks_of(["dog", "threats", "dog", "infection"])
    assert [(mark.text, mark.level) for mark in marks] == [
        ("Advarsel: trusler", "late"),
        ("Obs: hund", "soon"),
        ("Obs: smitte", "soon"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_pays_one_query_however_long(anna, laerke, rows, django_assert_num_queries):
    tenancies = [TenancyFactory(dwelling__stairwell__estate=laerke) for _ in range(rows)]
    for tenancy in tenancies:
        SafetyFlagFactory(dwelling=tenancy.dwelling)
    anna.membership.estate_ids  # noqa: B018
    with django_assert_num_queries(1):
        found = list(Tenancy.objects.annotate(flags=safety_array(anna, "dwelling_id")))
    assert [marks_of(row.flags)[0].text for row in found] == ["Obs: hund"] * rows
    with django_assert_num_queries(1):
        assert len(marks_by_dwelling(anna, [tenancy.dwelling_id for tenancy in tenancies])) == rows


def test_a_list_shows_no_marks_to_whoever_sees_no_flags(freja, carla, tenancy):
    SafetyFlagFactory(dwelling=tenancy.dwelling)
    for user in (freja, carla):
        row = Tenancy.objects.annotate(flags=safety_array(user, "dwelling_id")).get(pk=tenancy.pk)
        assert row.flags in ([], None)
        assert marks_by_dwelling(user, [tenancy.dwelling_id]) == {}
