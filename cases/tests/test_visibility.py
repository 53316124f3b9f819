"""Notes are the caretaker's: nobody else reads a visit or a next step."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import EstateAssignment, User
from cases.models import FollowUp, Visit
from tests.factories import AbsenceFactory, FollowUpFactory, VisitFactory


@pytest.fixture
def work(anna, tenancy):
    return VisitFactory(tenancy=tenancy, caretaker=anna), FollowUpFactory(tenancy=tenancy, caretaker=anna)


def sees(user):
    return (Visit.objects.visible_to(user).exists(), FollowUp.objects.visible_to(user).exists())


@pytest.mark.parametrize(
    ("who", "may"),
    [("anna", True), ("bo", True), ("carla", False), ("dorte", False), ("erik", False), ("freja", False)],
)
def test_caretakers_of_the_estate_and_nobody_else(work, who, may, request):
    assert sees(request.getfixturevalue(who)) == (may, may)


def test_a_former_assignment_sees_nothing(work, anna):
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert sees(anna) == (False, False)


def test_a_stand_in_sees_it_while_the_absence_lasts(work, anna, fjordbo, request):
    from conftest import person

    ida = person("Ida Iversen", fjordbo, "caretaker")
    assert sees(ida) == (False, False)
    AbsenceFactory(membership=anna.membership, stand_in=ida.membership)
    assert sees(User.objects.get(pk=ida.pk)) == (True, True)
