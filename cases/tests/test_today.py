"""I dag: what is on it, in which order, for whom."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, User
from accounts.sentences import say_period
from accounts.services.absences import end_absence, plan_absence
from cases.choices import VisitResult
from cases.morning import tasks_of_caretaker
from cases.next_try import NextStep
from cases.services.visits import log_visit
from cases.today import today_page
from cases.views.today import SHOWN
from tests.factories import (
    AbsenceFactory,
    ArrearsNoticeFactory,
    DwellingFactory,
    FollowUpFactory,
    ResidentFactory,
    TenancyFactory,
)

URL = "/i-dag/"
SAVEPOINTS = 2
"""The transaction of the request, inside that of the test."""


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def home(laerke, floor="1", **notice):
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell__estate=laerke, floor=floor))
    return ArrearsNoticeFactory(tenancy=tenancy, **notice) if notice else tenancy


def sections(user):
    page = today_page(User.objects.get(pk=user.pk), timezone.localdate())
    return {section.key: [item.tenancy_id for item in section.items] for section in page.sections}


def demand(day):
    return {"stage": "demand", "demand_received_on": day - dt.timedelta(14), "demand_deadline": day}


def test_a_deadline_is_urgent_and_a_new_notice_is_new(anna, laerke):
    late = home(laerke, **demand(in_days(2)))
    new = home(laerke, amount=Decimal(500))
    assert sections(anna) == {"urgent": [late.tenancy_id], "new": [new.tenancy_id]}


def test_the_nearest_deadline_first_and_court_before_all(anna, laerke):
    third = home(laerke, **demand(in_days(3)))
    first = home(laerke, **demand(in_days(1)))
    court = home(laerke, stage="bailiff_court")
    assert sections(anna)["urgent"] == [court.tenancy_id, first.tenancy_id, third.tenancy_id]


def test_a_promise_of_today_is_a_follow_up_even_without_arrears(anna, laerke):
    plain = home(laerke)
    FollowUpFactory(tenancy=plain, caretaker=anna, due_on=in_days(-1))
    FollowUpFactory(tenancy=home(laerke), caretaker=anna, due_on=in_days(1))
    assert sections(anna) == {"due": [plain.pk]}


def test_a_taken_notice_with_a_plan_ahead_is_counted_not_shown(anna, laerke):
    notice = home(laerke, amount=Decimal(500), taken_at=timezone.now(), due_date=in_days(0))
    FollowUpFactory(tenancy=notice.tenancy, caretaker=anna, due_on=in_days(3))
    page = today_page(anna, timezone.localdate())
    assert (page.sections, page.later) == ([], 1)


def test_long_silence_is_named(anna, laerke):
    silent = home(
        laerke,
        amount=Decimal(500),
        taken_at=timezone.now(),
        attempts=1,
        contact_on=in_days(-20),
        last_attempt_on=in_days(-20),
    )
    assert sections(anna) == {"silent": [silent.tenancy_id]}


def test_what_was_worked_on_today_rests_until_tomorrow(anna, laerke):
    notice = home(laerke, stage="bailiff_court")
    log_visit(actor=anna, tenancy=notice.tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4())
    assert sections(anna) == {"done": [notice.tenancy_id]}
    tomorrow = today_page(anna, in_days(1))
    assert [section.key for section in tomorrow.sections] == ["urgent"]


def test_a_plan_behind_the_deadline_does_not_let_it_rest(anna, laerke):
    notice = home(laerke, **demand(in_days(1)))
    log_visit(
        actor=anna,
        tenancy=notice.tenancy,
        result=VisitResult.REACHED,
        client_uuid=uuid.uuid4(),
        next_step=NextStep(in_days(4), "Ring"),
    )
    assert sections(anna) == {"urgent": [notice.tenancy_id]}
    page = today_page(anna, timezone.localdate())
    texts = [reason.text for reason in page.sections[0].items[0].reasons]
    assert any("efter fristen" in text for text in texts)


def test_on_the_last_day_nothing_rests(anna, laerke):
    notice = home(laerke, **demand(in_days(0)))
    log_visit(actor=anna, tenancy=notice.tenancy, result=VisitResult.NOT_HOME, client_uuid=uuid.uuid4())
    assert sections(anna) == {"urgent": [notice.tenancy_id]}


def test_a_colleague_has_only_her_own_promises(anna, bo, laerke):
    promised = home(laerke, amount=Decimal(500))
    home(laerke, amount=Decimal(700))
    FollowUpFactory(tenancy=promised.tenancy, caretaker=bo, due_on=in_days(0))
    assert sections(bo) == {"due": [promised.tenancy_id]}


def test_the_stand_in_gets_it_while_the_absence_lasts(anna, bo, laerke):
    notice = home(laerke, amount=Decimal(500))
    absence = AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert sections(bo) == {"new": [notice.tenancy_id]}
    assert sections(anna) == {}
    absence.delete()
    assert sections(bo) == {}


def test_other_estates_and_organisations_are_not_there(anna, moelle, skov):
    home(moelle, amount=Decimal(500))
    home(skov, amount=Decimal(500))
    assert sections(anna) == {}


def test_closed_and_withdrawn_are_gone(anna, laerke):
    home(laerke, status="closed", closed_at=timezone.now())
    home(laerke, status="withdrawn")
    assert sections(anna) == {}


def test_the_page_says_the_day_the_reasons_and_how_to_call(login, anna, laerke):
    notice = home(laerke, children="yes", **demand(in_days(1)))
    ResidentFactory(tenancy=notice.tenancy, phone="20 11 22 33")
    page = login(anna).get(URL).content.decode()
    assert re.search(r"I dag \w+\.\s\d+\.\s\w+\.? · uge \d+", page)
    assert "1 haster. Opdateret kl." in page
    for text in ("Påkravsfrist i morgen", "Børn under 18", "Ingen har haft kontakt", "Næste: Første kontakt"):
        assert text in page
    assert 'href="tel:+4520112233"' in page
    assert notice.tenancy.dwelling.address in page


def test_a_card_leads_to_the_form_and_back_to_its_place(login, anna, laerke):
    notice = home(laerke, **demand(in_days(1)))
    page = login(anna).get(URL).content.decode()
    link = rf"/lejeforhold/{notice.tenancy_id}/kontakt/\?form=[0-9a-f-]{{36}}&amp;next=%2Fi-dag%2F%23nr-1"
    assert re.search(link, page)
    assert 'id="nr-1"' in page


def test_of_a_long_section_the_first_twenty_are_shown(login, anna, laerke):
    for number in range(SHOWN + 2):
        home(laerke, floor=str(number), amount=Decimal(500))
    client = login(anna)
    page, whole = client.get(URL).content.decode(), client.get(f"{URL}?alle").content.decode()
    assert f"Nyt til dig ({SHOWN + 2})" in page and f"Vis alle {SHOWN + 2}" in page
    assert page.count("<article") == SHOWN and f'id="nr-{SHOWN + 1}"' not in page
    assert whole.count("<article") == SHOWN + 2 and "Vis alle" not in whole
    assert "%3Falle%23nr-22" in whole, "whoever logs a contact comes back to the whole list"


def test_an_empty_day_teaches(login, anna):
    page = login(anna).get(URL).content.decode()
    assert "Ingenting, der haster" in page


def test_who_is_away_has_neither_her_own_promises_nor_a_morning_mail(anna, bo, laerke):
    """Where she promised something is the stand-in's meanwhile, and hers again afterwards."""
    promised = FollowUpFactory(tenancy=home(laerke), caretaker=anna)
    absence = AbsenceFactory(membership=anna.membership, stand_in=bo.membership)

    def tasks():
        return [tasks_of_caretaker(User.objects.get(pk=person.pk)) for person in (anna, bo)]

    assert (sections(anna), sections(bo)) == ({}, {"due": [promised.tenancy_id]})
    assert tasks() == [0, 1]
    absence.delete()
    assert tasks() == [1, 0]


def test_who_is_away_is_told_who_has_it(login, anna, bo, laerke):
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    assert "får Bo Berg dine restancer" in login(anna).get(URL).content.decode()
    assert "Du afløser for Anna Andersen" in login(bo).get(URL).content.decode()


def test_whoever_will_stand_in_is_told_beforehand(login, anna, bo, freja, laerke):
    start = in_days(9)
    plan_absence(
        actor=freja,
        membership=anna.membership,
        stand_in=bo.membership,
        starts_on=start,
        ends_on=start + dt.timedelta(days=3),
    )
    period = say_period(start, start + dt.timedelta(days=3), timezone.localdate())
    assert f"Du skal afløse for Anna Andersen {period}." in login(bo).get(URL).content.decode()
    assert (
        f"Du har fravær {period}. Imens får Bo Berg dine restancer." in login(anna).get(URL).content.decode()
    )


@pytest.mark.parametrize(("days", "is_first"), [(3, True), (4, False)])
def test_an_absence_further_off_stands_below_the_day(login, anna, bo, laerke, days, is_first):
    home(laerke, amount=Decimal(500))
    AbsenceFactory(
        membership=anna.membership, stand_in=bo.membership, starts_on=in_days(days), ends_on=in_days(9)
    )
    body = login(anna).get(URL).content.decode()
    assert (body.index("Du har fravær") < body.index("afsnit-new")) is is_first


def test_an_absence_that_is_called_off_or_over_is_not_told(login, anna, bo, freja, laerke):
    over = AbsenceFactory(membership=anna.membership, stand_in=bo.membership)
    type(over).objects.filter(pk=over.pk).update(starts_on=in_days(-5), ends_on=in_days(-1))
    planned = AbsenceFactory(
        membership=anna.membership, stand_in=bo.membership, starts_on=in_days(5), ends_on=in_days(6)
    )
    assert "afløse" in login(bo).get(URL).content.decode()
    end_absence(actor=freja, absence=planned)
    assert "afløse" not in login(bo).get(URL).content.decode()


def test_others_are_not_told_who_is_away(login, anna, bo, carla, laerke):
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership, ends_on=in_days(5))
    assert "Anna Andersen" not in login(carla).get(URL).content.decode()


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry"])
def test_other_roles(login, who, request):
    assert login(request.getfixturevalue(who)).get(URL).status_code == 403


def test_a_stranger_sees_her_own_empty_day(login, carla, laerke):
    notice = home(laerke, **demand(in_days(1)))
    assert notice.tenancy.dwelling.address not in login(carla).get(URL).content.decode()


def test_a_former_assignment_sees_nothing(login, anna, laerke):
    notice = home(laerke, **demand(in_days(1)))
    EstateAssignment.objects.update(ends_on=in_days(-1))
    assert notice.tenancy.dwelling.address not in login(anna).get(URL).content.decode()


def test_wrong_method(login, anna):
    assert login(anna).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(login, anna, laerke, rows, django_assert_num_queries):
    for _ in range(rows):
        notice = home(laerke, **demand(in_days(1)))
        FollowUpFactory(tenancy=notice.tenancy, caretaker=anna)
        FollowUpFactory(tenancy=home(laerke), caretaker=anna)
    client = login(anna)
    client.get(URL)
    with django_assert_num_queries(12 + SAVEPOINTS):
        assert client.get(URL).status_code == 200
    assert reverse("today") == URL
