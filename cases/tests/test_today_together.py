"""Several providers have something about one household: one line, and nothing of it is lost."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases import providers
from cases.providers import Lead, Place, Reason, TodayItem
from cases.today import today_page
from tests.case_factories import CaseFactory
from tests.factories import ArrearsNoticeFactory, FollowUpFactory

LEAD = Lead("Se efter", "/se-efter/", "eye", always=True)


def item(tenancy_id=0, section="due", **more):
    known = {"title": "Lærkevej 8", "url": "/nyt/", "contact_url": "", "reasons": [Reason("Nyt", 10, "soon")]}
    return TodayItem(section=section, tenancy_id=tenancy_id, **known | more)


@pytest.fixture
def bring(monkeypatch):
    """Another app brings these lines."""

    def also(*items):
        brought = [*providers.today_providers, lambda user, day: list(items)]
        monkeypatch.setattr("cases.today.today_providers", brought)

    return also


def lines(user):
    page = today_page(User.objects.get(pk=user.pk), timezone.localdate())
    return [(section.key, item) for section in page.sections for item in section.items]


def test_arrears_and_something_else_are_one_line_with_both_reasons(anna, tenancy, bring):
    ArrearsNoticeFactory(tenancy=tenancy)
    alone = lines(anna)[0][1]
    bring(item(tenancy.pk, lead=LEAD))
    [(section, line)] = lines(anna)
    assert section == "due"
    assert {reason.text for reason in line.reasons} == {*(r.text for r in alone.reasons), "Nyt"}
    assert line.url == alone.url
    assert line.lead == LEAD


def test_a_case_joins_and_the_lead_stays(anna, tenancy, bring):
    CaseFactory(tenancy=tenancy, responsible=anna.membership)
    bring(item(tenancy.pk, lead=LEAD))
    [(section, line)] = lines(anna)
    assert (section, line.lead) == ("due", LEAD)


def test_a_promise_is_said_on_the_line_of_somebody_else(anna, tenancy, bring):
    FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=timezone.localdate(), text="Tag nøglen med")
    bring(item(tenancy.pk))
    [(_section, line)] = lines(anna)
    assert {reason.text for reason in line.reasons} == {"Nyt", "Opfølgning i dag"}
    assert line.next_step == "Tag nøglen med"


def test_a_promise_ahead_is_no_reason_yet(anna, tenancy, bring):
    ahead = timezone.localdate() + dt.timedelta(days=4)
    promised = FollowUpFactory(tenancy=tenancy, caretaker=anna, due_on=ahead)
    bring(item(tenancy.pk))
    [(_section, line)] = lines(anna)
    assert [reason.text for reason in line.reasons] == ["Nyt"]
    assert (line.next_on, line.extra["follow_up_id"]) == (ahead, promised.pk)


def test_vacant_flats_and_what_is_about_no_place_stand_alone(anna, laerke, bring):
    here, there = Place(1, "Lærkevej 8", "a"), Place(2, "Lærkevej 10", "b")
    bring(item(place=here), item(place=there), item(title="Et"), item(title="To"), item(place=here))
    assert len(lines(anna)) == 4


def test_what_a_lead_leads_to_is_offered_also_among_the_visits(login, anna, tenancy, bring):
    bring(item(tenancy.pk, lead=LEAD), item(place=Place(1, "Lærkevej 8", "a"), title="Tom lejlighed"))
    page = login(anna).get("/i-dag/").content.decode()
    assert "/se-efter/?next=" in page
    assert page.count("Ikke hjemme") == 0
