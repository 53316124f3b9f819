"""What is written on a complaint afterwards: put right, signed, withdrawn, and the noise log."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.errors import DomainError
from disputes.models import Complaint, ComplaintStep
from disputes.services.complainants import add_complainant, withdraw_complainant
from disputes.services.complaint_writes import ComplaintChangedError
from disputes.services.complaints import Happening, correct_complaint
from disputes.services.incidents import (
    IncidentChangedError,
    add_incident,
    correct_incident,
    seen_of,
    strike_incident,
)
from tests.case_factories import CaseFactory, handed_over
from tests.dispute_factories import ComplaintFactory, IncidentFactory
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def complaint(tenancy):
    return ComplaintFactory(respondent=tenancy)


@pytest.fixture
def home(laerke):
    return TenancyFactory(dwelling__stairwell__estate=laerke, dwelling__stairwell__street="Møllevej")


def happening(text="Banken i rørene", **more):
    return Happening(on=TODAY(), text=text, **more)


def close(complaint):
    Complaint.objects.filter(pk=complaint.pk).update(
        status="closed",
        closed_from="received",
        closed_at=timezone.now(),
        closed_by=complaint.reported_by,
        outcome="stopped",
    )
    complaint.refresh_from_db()


def log(actor, complaint, **more):
    said = {"happening": happening(), "client_uuid": uuid.uuid4(), **more}
    return add_incident(actor=actor, complaint=complaint, **said)


# -- put right ---------------------------------------------------------------------------------------------


def test_putting_it_right_counts_the_clock_again(anna, complaint):
    corrected = correct_complaint(actor=anna, complaint=complaint, seen=1, channel="phone")
    assert (corrected.channel, corrected.action_due, corrected.revision) == ("phone", None, 2)
    step = ComplaintStep.objects.get(complaint=complaint)
    assert step.values == {"changed": ["channel"], "before": {"channel": "form"}}
    again = correct_complaint(actor=anna, complaint=complaint, seen=2, channel="letter")
    assert again.action_due == complaint.action_due


def test_what_stands_so_already_changes_nothing(anna, complaint):
    correct_complaint(actor=anna, complaint=complaint, seen=7, category="noise")
    complaint.refresh_from_db()
    assert complaint.revision == 1


def test_two_tabs(anna, dorte, complaint):
    correct_complaint(actor=dorte, complaint=complaint, seen=1, category="pets")
    with pytest.raises(ComplaintChangedError, match="Rettet, Dorte Dahl"):
        correct_complaint(actor=anna, complaint=complaint, seen=1, category="other")


def test_not_received_after_it_was_acted_on_nor_in_the_future(anna, complaint):
    before = TODAY() - dt.timedelta(days=9)
    correct_complaint(actor=anna, complaint=complaint, seen=1, received_on=before)
    Complaint.objects.update(acted_on=before)
    with pytest.raises(DomainError, match="handlet, før klagen kom"):
        correct_complaint(actor=anna, complaint=complaint, seen=2, received_on=TODAY())
    with pytest.raises(DomainError, match="ikke er kommet endnu"):
        correct_complaint(actor=anna, complaint=complaint, seen=2, received_on=TODAY() + dt.timedelta(days=1))


def test_a_closed_one_is_left_alone(anna, complaint, home):
    close(complaint)
    line = IncidentFactory(complaint=complaint)
    for write in (
        lambda: correct_complaint(actor=anna, complaint=complaint, seen=1, category="pets"),
        lambda: add_complainant(actor=anna, complaint=complaint, tenancy=home, name="Karl"),
        lambda: withdraw_complainant(actor=anna, complainant=complaint.complainants.get()),
        lambda: log(anna, complaint),
        lambda: strike_incident(actor=anna, incident=line),
        lambda: correct_incident(actor=anna, incident=line, happening=happening(), told_by=None),
    ):
        with pytest.raises(DomainError, match="afsluttet"):
            write()


@pytest.mark.parametrize("who", ["carla", "erik", "freja", "gry"])
def test_nobody_else_writes(request, complaint, home, who):
    actor = request.getfixturevalue(who)
    line = IncidentFactory(complaint=complaint)
    for write in (
        lambda: correct_complaint(actor=actor, complaint=complaint, seen=1, category="pets"),
        lambda: add_complainant(actor=actor, complaint=complaint, tenancy=home, name="Karl"),
        lambda: withdraw_complainant(actor=actor, complainant=complaint.complainants.get()),
        lambda: log(actor, complaint),
        lambda: strike_incident(actor=actor, incident=line),
        lambda: correct_incident(actor=actor, incident=line, happening=happening(), told_by=None),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_not_of_a_household_one_has_handed_away(anna, bo, complaint, tenancy):
    handed_over(CaseFactory(tenancy=tenancy, responsible=anna.membership), bo.membership)
    with pytest.raises(PermissionDenied):
        log(anna, complaint)
    assert log(bo, complaint)[1]


# -- who complains -----------------------------------------------------------------------------------------


def test_one_more_signs_and_the_course_says_so(anna, complaint, home):
    row = add_complainant(actor=anna, complaint=complaint, tenancy=home, name=" Karl ")
    assert (row.name, row.is_shown) == ("Karl", False)
    assert add_complainant(actor=anna, complaint=complaint, tenancy=home, name="Karl") == row
    complaint.refresh_from_db()
    assert complaint.revision == 2
    assert ComplaintStep.objects.get(complaint=complaint).values == {"changed": ["signed"]}


def test_who_may_not_sign(anna, complaint, home, tenancy, skov):
    moved = TenancyFactory(
        dwelling__stairwell__estate=complaint.estate,
        dwelling__stairwell__street="Møllevej",
        ends_on=TODAY() - dt.timedelta(days=1),
    )
    stranger = TenancyFactory(dwelling__stairwell__estate=skov)
    for who, name, words in (
        (tenancy, "Prøve", "sig selv"),
        (stranger, "Karl", "samme boligorganisation"),
        (moved, "Karl", "flyttet"),
        (home, " ", "Anonyme klager tages ikke"),
    ):
        with pytest.raises(DomainError, match=words):
            add_complainant(actor=anna, complaint=complaint, tenancy=who, name=name)


def test_one_withdraws_and_signs_again(anna, complaint, home):
    row = add_complainant(actor=anna, complaint=complaint, tenancy=home, name="Karl")
    assert withdraw_complainant(actor=anna, complainant=row).withdrawn_on == TODAY()
    withdraw_complainant(actor=anna, complainant=row)
    assert ComplaintStep.objects.filter(values={"changed": ["withdrawn"]}).count() == 1
    again = add_complainant(actor=anna, complaint=complaint, tenancy=home, name="Karl")
    assert (again.pk, again.withdrawn_on) == (row.pk, None)


def test_the_last_one_cannot_withdraw(anna, complaint):
    with pytest.raises(DomainError, match="Trukket tilbage"):
        withdraw_complainant(actor=anna, complainant=complaint.complainants.get())


# -- the noise log -----------------------------------------------------------------------------------------


def test_a_line_is_added_once_and_changes_no_revision(anna, complaint):
    key = uuid.uuid4()
    line, is_new = log(anna, complaint, client_uuid=key)
    assert is_new
    assert log(anna, complaint, client_uuid=key) == (line, False)
    complaint.refresh_from_db()
    assert complaint.revision == 1


def test_the_form_of_one_complaint_is_no_form_of_another(anna, complaint, home):
    key = uuid.uuid4()
    log(anna, complaint, client_uuid=key)
    with pytest.raises(DomainError, match="om en anden klage"):
        log(anna, ComplaintFactory(respondent=home), client_uuid=key)


def test_not_in_the_future_and_told_by_one_of_them(anna, complaint):
    with pytest.raises(DomainError, match="efter den dag"):
        log(anna, complaint, happening=Happening(on=TODAY() + dt.timedelta(days=1), text="Musik."))
    stranger = ComplaintFactory().complainants.get()
    with pytest.raises(DomainError, match="står bag klagen"):
        log(anna, complaint, told_by=stranger)


def test_a_line_is_put_right_as_it_was_seen(anna, bo, complaint):
    line, _new = log(anna, complaint)
    seen = seen_of(line)
    said = {"incident": line, "told_by": complaint.complainants.get(), "seen": seen}
    correct_incident(actor=bo, happening=happening("Det var i går"), **said)
    line.refresh_from_db()
    assert (line.text, line.told_by) == ("Det var i går", complaint.complainants.get())
    with pytest.raises(IncidentChangedError):
        correct_incident(actor=anna, happening=happening("Det var nu"), **said)


def test_struck_and_back(anna, complaint):
    line, _new = log(anna, complaint)
    struck = strike_incident(actor=anna, incident=line)
    assert struck.struck_at is not None
    assert strike_incident(actor=anna, incident=line).struck_at == struck.struck_at
    with pytest.raises(DomainError, match="streget"):
        correct_incident(actor=anna, incident=line, happening=happening(), told_by=None)
    assert strike_incident(actor=anna, incident=line, back=True).struck_at is None
