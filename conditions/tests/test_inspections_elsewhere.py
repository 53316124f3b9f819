"""Inspections in the course, on the pages of household and case, in the calendar and on I dag."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from cases.course import course_of
from cases.services.feeds import make_feed
from cases.today import today_page
from conditions.models import Inspection
from conditions.services.inspections import inspection_seen, move_inspection, settle_inspection
from tests.case_factories import CaseFactory
from tests.condition_factories import ConcernFlagFactory, InspectionFactory
from tests.factories import ArrearsNoticeFactory, DwellingFactory, TenancyFactory

from .test_inspections import appointment, at, held, inspection_of


def lines(user):
    page = today_page(User.objects.get(pk=user.pk), timezone.localdate())
    return [(section.key, item) for section in page.sections for item in section.items]


def entries(user, tenancy):
    found = course_of(User.objects.get(pk=user.pk), tenancy.pk).entries
    return [entry for entry in found if entry.kind.startswith("inspection")]


def events(user):
    secret = make_feed(actor=user)[1]
    body = Client().get(reverse("calendar_feed_read", args=[secret])).content
    return body, Calendar.from_ical(body).walk("VEVENT")


def test_on_its_day_it_is_a_visit_with_the_way_to_write_it_down(anna, tenancy):
    inspection = inspection_of(tenancy)
    [(section, line)] = lines(anna)
    assert (section, line.reasons[0].text) == ("due", "Syn i dag kl. 10.00")
    assert line.lead.url == reverse("inspection_settle", args=[inspection.pk])
    assert line.url == reverse("dwelling_condition", args=[tenancy.dwelling_id])


def test_one_that_nobody_wrote_down_stays(anna, tenancy):
    inspection_of(tenancy, -3)
    [(section, line)] = lines(anna)
    assert section == "desk"
    assert "er ikke skrevet ned" in line.reasons[0].text


def test_neither_one_ahead_nor_one_that_is_settled(anna, tenancy):
    held(anna, inspection_of(tenancy))
    inspection_of(TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell), 1)
    assert lines(anna) == []


def test_the_household_keeps_its_arrears_on_the_line(anna, tenancy):
    ArrearsNoticeFactory(tenancy=tenancy)
    inspection_of(tenancy)
    [(section, line)] = lines(anna)
    assert section == "due"
    assert len(line.reasons) > 1
    assert line.lead


def test_a_vacant_flat_has_a_line_and_no_contact(login, anna, laerke):
    flat = DwellingFactory(stairwell__estate=laerke)
    InspectionFactory(dwelling=flat, planned_at=at(0))
    [(section, line)] = lines(anna)
    assert (section, line.tenancy_id, line.contact_url) == ("due", 0, "")
    page = login(anna).get("/i-dag/").content.decode()
    assert "Skriv, hvad synet viste" in page
    assert "Ikke hjemme" not in page


def test_it_is_whose_household_it_is(anna, bo, tenancy):
    """Bo is a colleague: the line is Anna's, who answers for the estate, unless he agreed on it."""
    inspection = inspection_of(tenancy)
    assert lines(bo) == []
    Inspection.objects.filter(pk=inspection.pk).update(made_by=bo)
    assert len(lines(bo)) == len(lines(anna)) == 1
    CaseFactory(tenancy=tenancy, responsible=bo.membership)
    assert [key for key, _line in lines(anna)] == []


def test_the_course_says_what_was_agreed_and_what_it_showed(anna, tenancy):
    inspection = inspection_of(tenancy)
    [planned] = entries(anna, tenancy)
    assert (planned.kind, planned.title) == ("inspection_planned", "Syn aftalt til i dag kl. 10.00")
    held(anna, inspection, 4, "Affald i stuen.")
    [done] = entries(anna, tenancy)
    assert (done.title, done.text, done.by) == ("Syn af lejligheden", "Affald i stuen.", "Anna Andersen")
    assert done.facts == ("Misligholdt",)


@pytest.mark.parametrize(("status", "said"), [("missed", "ikke holdt"), ("cancelled", "aflyst")])
def test_the_course_says_why_it_came_to_nothing(anna, tenancy, status, said):
    settle_inspection(actor=anna, inspection=inspection_of(tenancy), status=status, result="Ikke hjemme")
    [entry] = entries(anna, tenancy)
    assert said in entry.title
    assert entry.text == "Ikke hjemme"


def test_neither_coordinator_nor_administration_reads_of_it(anna, freja, dorte, tenancy):
    held(anna, inspection_of(tenancy), 4, "Affald i stuen.")
    assert entries(freja, tenancy) == entries(dorte, tenancy) == []


def test_household_and_case_lead_to_it(login, anna, dorte, tenancy):
    case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
    held(anna, inspection_of(tenancy), 4, "Affald i stuen.")
    client, flat_url = login(anna), reverse("dwelling_condition", args=[tenancy.dwelling_id])
    for address in (reverse("case_detail", args=[case.pk]), reverse("tenancy_detail", args=[tenancy.pk])):
        page = client.get(address).content.decode()
        assert flat_url in page
        assert "Misligholdt ved syn" in page
    page = login(dorte).get(reverse("tenancy_detail", args=[tenancy.pk])).content.decode()
    assert "Misligholdt" not in page


def test_the_calendar_says_that_there_is_one_and_nothing_else(anna, tenancy):
    inspection = inspection_of(tenancy, 3, made_by=anna)
    body, [event] = events(anna)
    assert str(event["summary"]) == "Syn"
    assert event.decoded("dtstart") == at(3)
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=30)
    assert "location" not in event
    for secret in (tenancy.dwelling.address, "Beboersen", tenancy.reference):
        assert secret.encode() not in body
    move_inspection(
        actor=anna,
        inspection=inspection,
        was_seen=inspection_seen(inspection),
        appointment=appointment(5),
    )
    _body, [moved] = events(anna)
    assert moved["uid"] == event["uid"]
    assert (moved["sequence"], moved.decoded("dtstart")) == (1, at(5))
    settle_inspection(actor=anna, inspection=inspection, status="cancelled")
    assert events(anna)[1] == []


def test_a_stranger_has_none_of_it(carla, dorte, tenancy):
    inspection_of(tenancy, 3)
    assert events(carla)[1] == events(dorte)[1] == []
    assert lines(carla) == []


def test_a_concern_leads_to_an_appointment_that_stands_on_it(login, anna, tenancy):
    concern = ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy)
    client, address = login(anna), reverse("concern_detail", args=[concern.pk])
    create = f"{reverse('inspection_create', args=[tenancy.dwelling_id])}?melding={concern.pk}"
    assert create in client.get(address).content.decode()
    inspection = inspection_of(tenancy, concern=concern)
    page = client.get(address).content.decode()
    assert create not in page
    assert reverse("inspection_settle", args=[inspection.pk]) in page
    held(anna, inspection, 4, "Affald i stuen.")
    assert "Misligholdt ved syn" in client.get(address).content.decode()
