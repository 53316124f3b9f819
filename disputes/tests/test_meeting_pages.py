"""The pages of a meeting: planned, moved, called off, and whether it was held."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from disputes.models import Mediation, MediationMeeting, Party
from disputes.services.meetings import plan_meeting
from disputes.tests.agreeing import days, fresh, hours, ready, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediation(anna, laerke):
    return ready(anna, laerke)


@pytest.fixture
def meeting(anna, mediation):
    return plan_meeting(actor=anna, mediation=mediation, seen=mediation.revision, when=when())


def typed(mediation, **more):
    said = {"on": days(3).isoformat(), "clock": "16.30", "minutes": "60", "place": "Beboerhuset, lokale 2"}
    return {**said, "seen": fresh(mediation).revision, **more}


def url(name, row):
    return reverse(name, args=[row.pk])


def test_planned_it_stands_on_the_page_with_what_to_hand_out(login, anna, mediation):
    client = login(anna)
    page = client.post(url("meeting_plan", mediation), typed(mediation), follow=True).content.decode()
    meeting = MediationMeeting.objects.get()
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "16:30"
    assert "Mødet er aftalt. Giv hver part sin indbydelse." in page
    for party in mediation.partys.all():
        assert f'{reverse("meeting_invitation", args=[party.pk])}?sprog=en"' in page
    assert url("meeting_ics", meeting) in page


def test_errors_give_back_what_was_typed(login, anna, mediation):
    response = login(anna).post(
        url("meeting_plan", mediation), typed(mediation, clock="25.99", place="Kælderen")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Kælderen"' in page
    assert "Ikke et klokkeslæt" in page
    assert not MediationMeeting.objects.exists()


@pytest.mark.parametrize(
    ("result", "status", "goes_on"), [("held", "held", "#aftale"), ("not_held", "not_held", "#moede")]
)
def test_an_hour_that_has_passed_is_asked_about(login, anna, mediation, result, status, goes_on):
    client, said = login(anna), typed(mediation, on=days(-1).isoformat())
    response = client.post(url("meeting_plan", mediation), said)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Tidspunktet er passeret. Svar her" in page and "Blev mødet holdt?" in page
    assert 'value="Beboerhuset, lokale 2"' in page
    assert not MediationMeeting.objects.exists()
    answered = client.post(url("meeting_plan", mediation), {**said, "result": result})
    assert (answered.status_code, answered.url.endswith(goes_on)) == (302, True)
    assert MediationMeeting.objects.get().status == status


def test_of_one_that_is_ahead_nothing_is_asked(login, anna, mediation):
    client, address = login(anna), url("meeting_plan", mediation)
    assert "Blev mødet holdt" not in client.get(address).content.decode()
    client.post(address, typed(mediation, result="held"))
    assert MediationMeeting.objects.get().status == "planned"


@pytest.mark.parametrize(("day", "said"), [(400, "om årstallet er rigtigt"), (-60, "om datoen er rigtig")])
def test_a_day_far_away_is_said_where_it_stands(login, anna, mediation, day, said):
    response = login(anna).post(url("meeting_plan", mediation), typed(mediation, on=days(day).isoformat()))
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_moved_to_an_hour_that_has_passed_it_is_asked_about(login, anna, meeting):
    client, said = login(anna), typed(meeting.mediation, on=days(-1).isoformat())
    response = client.post(url("meeting_move", meeting), said)
    refused = response.content.decode()
    assert (response.status_code, "Blev mødet holdt" in refused, "Gem mødet" in refused) == (422, True, True)
    page = client.post(url("meeting_move", meeting), {**said, "result": "held"}, follow=True)
    meeting.refresh_from_db()
    assert meeting.status == "held"
    assert "Mødet er holdt" in page.content.decode()


def test_what_looks_like_a_cpr_number_is_asked_about(login, anna, mediation):
    response = login(anna).post(url("meeting_plan", mediation), typed(mediation, place="Hos 010190-1234"))
    assert response.status_code == 422
    assert "Skjul nummeret" in response.content.decode()
    login(anna).post(url("meeting_plan", mediation), typed(mediation, place="Hos 010190-1234", cpr="mask"))
    assert "1234" not in MediationMeeting.objects.get().place


def test_while_a_party_is_not_ready_the_page_says_so_and_not_whose_it_is(login, anna, mediation):
    Party.objects.filter(mediation=mediation, label="B").update(consented_on=None)
    page = login(anna).get(url("meeting_plan", mediation)).content.decode()
    assert "Der kan ikke aftales et møde endnu" in page
    response = login(anna).post(url("meeting_plan", mediation), typed(mediation))
    assert response.status_code == 422
    said = response.content.decode().partition("<main")[2]
    assert "Børge" not in said
    assert "Part B" not in said


def test_moved_from_its_page(login, anna, meeting):
    client = login(anna)
    data = typed(meeting.mediation, place="Biblioteket")
    page = client.post(url("meeting_move", meeting), data, follow=True).content.decode()
    meeting.refresh_from_db()
    assert (meeting.place, meeting.changes) == ("Biblioteket", 1)
    assert "Giv hver part en ny indbydelse" in page


def test_two_tabs(login, anna, meeting):
    client, data = login(anna), typed(meeting.mediation, place="Biblioteket")
    client.post(url("meeting_move", meeting), data)
    response = client.post(url("meeting_move", meeting), {**data, "place": "Kirken"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "ændret, siden du åbnede den" in page
    assert 'value="Kirken"' in page
    assert f'name="seen" value="{fresh(meeting.mediation).revision}"' in page


def test_called_off(login, anna, meeting):
    data = {"seen": fresh(meeting.mediation).revision}
    page = login(anna).post(url("meeting_cancel", meeting), data, follow=True).content.decode()
    assert "Mødet er aflyst" in page
    assert (
        "Mødet kan ikke ændres mere: Aflyst"
        in login(anna).get(url("meeting_change", meeting)).content.decode()
    )


@pytest.mark.parametrize(("result", "fact"), [("held", "held"), ("not_held", "offered")])
def test_whether_it_was_held(login, anna, meeting, result, fact):
    assert "Skriv det ned" not in login(anna).get(url("meeting_change", meeting)).content.decode()
    MediationMeeting.objects.update(starts_at=hours(-1))
    page = login(anna).get(url("meeting_change", meeting)).content.decode()
    assert "det eneste, organisationen får at vide" in page
    data = {"seen": fresh(meeting.mediation).revision, "result": result}
    assert login(anna).post(url("meeting_hold", meeting), data).status_code == 302
    assert Mediation.objects.get().fact == fact
    assert login(anna).post(url("meeting_hold", meeting), data).status_code == 409


def test_a_wrong_answer_is_taken_back_from_the_page(login, anna, meeting):
    MediationMeeting.objects.update(starts_at=hours(-1), status="held")
    undo = url("meeting_unhold", meeting)
    page = f"/maegling/{meeting.mediation_id}/"
    assert f'action="{undo}"' in login(anna).get(page).content.decode()
    assert login(anna).post(undo).status_code == 302
    assert f'action="{undo}"' not in login(anna).get(page).content.decode()
    assert login(anna).post(undo).status_code == 409


def test_without_an_answer_it_asks(login, anna, meeting):
    MediationMeeting.objects.update(starts_at=hours(-1))
    data = {"seen": fresh(meeting.mediation).revision}
    response = login(anna).post(url("meeting_hold", meeting), data)
    assert (response.status_code, "Vælg, om mødet blev holdt" in response.content.decode()) == (422, True)


ROUTES = ["meeting_change", "meeting_ics"]
ACTIONS = ["meeting_move", "meeting_cancel", "meeting_hold", "meeting_unhold"]


@pytest.mark.parametrize("name", ROUTES + ACTIONS)
def test_who_may(login, bo, carla, dorte, erik, freja, gry, meeting, name):
    def go(user):
        client = login(user)
        return client.post(url(name, meeting)) if name in ACTIONS else client.get(url(name, meeting))

    assert [go(user).status_code for user in (bo, carla)] == [404, 404]
    assert [go(user).status_code for user in (dorte, erik, freja, gry)] == [403] * 4


@pytest.mark.parametrize("name", ROUTES + ACTIONS)
def test_the_wrong_method(login, anna, meeting, name):
    client = login(anna)
    wrong = client.get(url(name, meeting)) if name in ACTIONS else client.post(url(name, meeting))
    assert wrong.status_code == 405


def test_when_it_is_erased_it_is_gone(login, anna, meeting):
    Mediation.objects.update(erased_at=timezone.now())
    for name in ROUTES:
        assert login(anna).get(url(name, meeting)).status_code == 404


def test_who_looked_is_written_down(login, anna, meeting):
    LookUp.objects.all().delete()
    login(anna).get(url("meeting_change", meeting))
    look = LookUp.objects.get()
    assert (look.subject, look.subject_id) == ("disputes.Mediation", meeting.mediation_id)


def test_a_clock_that_is_not_there_is_said(login, anna, mediation):
    """The night the clock is put forward."""
    last = next(day for day in sundays_of_march() if day > timezone.localdate())
    data = typed(mediation, on=last.isoformat(), clock="2.30")
    response = login(anna).post(url("meeting_plan", mediation), data)
    assert (response.status_code, "uret stilles en time frem" in response.content.decode()) == (422, True)


def sundays_of_march():
    for year in range(2026, 2040):
        last = dt.date(year, 3, 31)
        yield last - dt.timedelta(days=(last.weekday() + 1) % 7)
