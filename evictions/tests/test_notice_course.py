"""The course of a household: newest first, and without a note for everybody but its caretakers."""

import datetime as dt
import uuid

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from cases.choices import VisitResult
from cases.course import course_of
from cases.household import household_array, phone_of
from cases.services.follow_ups import drop_follow_up
from cases.services.visits import log_visit
from evictions.models import NoticeRevision
from residents.models import Tenancy
from tests.factories import ArrearsNoticeFactory, ResidentFactory, TenancyFactory, VisitFactory

NOTE = "Fortalte om sin ryg."


@pytest.fixture
def story(anna, tenancy):
    """A notice with its first list, then a contact with a note and a next step."""
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    NoticeRevision.objects.create(
        notice=notice,
        arrears_list=notice.first_list,
        number=1,
        amount=notice.amount,
        due_date=notice.due_date,
        stage=notice.stage,
        children=notice.children,
    )
    return log_visit(
        actor=anna, tenancy=tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4(), note=NOTE
    )


def said(user, tenancy):
    return [f"{entry.title} {entry.text}" for entry in course_of(user, tenancy.pk).entries]


def test_contacts_promises_and_lists(anna, tenancy, story):
    words = "\n".join(said(anna, tenancy))
    for part in (NOTE, "Næste skridt", "Prøv igen", "Restance 8.412"):
        assert part in words.replace("\xa0", " ")


def test_newest_first(anna, tenancy, story):
    VisitFactory(tenancy=tenancy, caretaker=anna, occurred_at=timezone.now() - dt.timedelta(days=30))
    moments = [entry.at for entry in course_of(anna, tenancy.pk).entries]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("who", ["dorte", "freja"])
def test_the_administration_and_the_coordinator_read_the_lists_only(who, tenancy, story, request):
    course = course_of(request.getfixturevalue(who), tenancy.pk)
    assert [entry.kind for entry in course.entries] == ["list"]
    assert course.open_follow_up is None


@pytest.mark.parametrize("who", ["carla", "erik", "gry"])
def test_others_read_nothing(who, tenancy, story, request):
    assert course_of(request.getfixturevalue(who), tenancy.pk).entries == []


def test_a_next_step_that_was_given_up_stays_in_the_course(anna, tenancy, story):
    drop_follow_up(actor=anna, follow_up=tenancy.followups.open().get())
    assert any(words.startswith("Næste skridt opgivet") for words in said(anna, tenancy))


def test_it_is_drawn_for_whoever_looks(anna, dorte, tenancy, story, rf):
    for user, reads in ((anna, True), (dorte, False)):
        request = rf.get("/")
        request.user = user
        entries = course_of(user, tenancy.pk).entries
        page = render_to_string("cases/_course.html", {"entries": entries, "request": request})
        assert (NOTE in page) is reads


def test_the_tenant_is_called_before_anybody_else(tenancy):
    other = TenancyFactory()
    ResidentFactory(tenancy=other, phone="")
    ResidentFactory(tenancy=other, kind="resident", phone="22 22 22 22")
    ResidentFactory(tenancy=other, kind="tenant", phone="33 33 33 33")
    ResidentFactory(tenancy=other, kind="tenant", phone="44 44 44 44", moved_out_on=timezone.localdate())
    rows = Tenancy.objects.annotate(people=household_array("pk"))
    assert {row.pk: phone_of(row.people) for row in rows} == {
        tenancy.pk: "20 00 00 00",
        other.pk: "33 33 33 33",
    }
