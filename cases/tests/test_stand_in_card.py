"""The stand-in's card: what cannot wait, while the colleague is away and no longer."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence
from audit.models import LookUp
from cases.models import Case, StandInNote
from cases.stand_in import card_lines
from tests.case_factories import (
    ActionFactory,
    CaseFactory,
    CasePersonFactory,
    ReferralFactory,
    SafetyFlagFactory,
    days_ahead,
)
from tests.factories import AbsenceFactory, FollowUpFactory, ResidentFactory, TenancyFactory


@pytest.fixture
def ib(fjordbo, moelle):
    from conftest import person

    return person("Ib Iversen", fjordbo, "caretaker", estate=moelle, responsible=True)


@pytest.fixture
def absence(anna, ib):
    return AbsenceFactory(
        membership=anna.membership, stand_in=ib.membership, starts_on=days_ahead(0), ends_on=days_ahead(7)
    )


@pytest.fixture
def new_case(anna, laerke):
    def _new():
        tenancy = TenancyFactory(dwelling__stairwell__estate=laerke)
        ResidentFactory(tenancy=tenancy, name="Prøve Beboersen", phone="20 00 00 00")
        return CaseFactory(tenancy=tenancy, responsible=anna.membership)

    return _new


@pytest.fixture
def url(absence):
    return reverse("stand_in_card", args=[absence.pk])


def on_card(user, absence):
    return [line.case.pk for line in card_lines(user, absence)]


def test_a_deadline_before_she_is_back_is_on_it_and_a_later_one_is_not(ib, absence, new_case):
    last, late, later = new_case(), new_case(), new_case()
    ActionFactory(case=last, due_on=absence.ends_on)
    ActionFactory(case=late, due_on=days_ahead(-2))
    ActionFactory(case=later, due_on=absence.ends_on + dt.timedelta(days=1))
    assert on_card(ib, absence) == [late.pk, last.pk]


def test_a_referral_nobody_answers_and_a_warning_are_on_it(ib, anna, absence, new_case):
    quiet, dog, neither = new_case(), new_case(), new_case()
    ReferralFactory(
        case=quiet,
        partner__kind="social_services",
        status="sent",
        legal_basis="vital",
        basis_reason="Fare for liv",
        sent_at=timezone.now(),
        answer_due_on=days_ahead(-1),
    )
    SafetyFlagFactory(dwelling=dog.tenancy.dwelling, decided_by=anna)
    assert neither.pk not in on_card(ib, absence)
    assert set(on_card(ib, absence)) == {quiet.pk, dog.pk}


def test_it_says_why_what_is_agreed_and_whom_to_call(login, ib, anna, absence, url, new_case):
    case = new_case()
    FollowUpFactory(tenancy=case.tenancy, caretaker=anna, text="Følge med i banken")
    CasePersonFactory(case=case, name="Søster Prøvesen", phone="30 00 00 00")
    page = login(ib).get(url).content.decode()
    for words in (
        case.number,
        "Næste skridt senest",
        "Følge med i banken",
        "Prøve Beboersen",
        "tel:+4530000000",
    ):
        assert words in page


def test_every_household_on_it_is_a_look_up(login, ib, url, new_case):
    cases = [new_case(), new_case(), new_case()]
    for case in cases[:2]:
        ActionFactory(case=case, due_on=days_ahead(1))
    login(ib).get(url)
    seen = LookUp.objects.filter(actor=ib, subject="cases.Case").values_list("subject_id", flat=True)
    assert set(seen) == {cases[0].pk, cases[1].pk}


def test_the_note_of_who_is_away_stands_on_it(login, anna, ib, absence, url):
    assert login(anna).post(url, {"text": "Nøglen hænger på kontoret."}).status_code == 302
    assert "Nøglen hænger på kontoret." in login(ib).get(url).content.decode()
    login(anna).post(url, {"text": ""})
    assert not StandInNote.objects.exists()


def test_a_cpr_number_in_the_note_is_asked_about(login, anna, url):
    assert login(anna).post(url, {"text": "Om 010190-1234"}).status_code == 422
    login(anna).post(url, {"text": "Om 010190-1234", "cpr": "mask"})
    assert StandInNote.objects.get().text == "Om xxxxxx-xxxx"


def test_access_ends_with_the_absence(login, ib, absence, url, new_case):
    case = new_case()
    assert login(ib).get(url).status_code == 200
    assert Case.objects.visible_to(ib).filter(pk=case.pk).exists()
    Absence.objects.update(starts_on=days_ahead(-7), ends_on=days_ahead(-1))
    client = login(ib)
    for route in (url, reverse("case_detail", args=[case.pk]), reverse("visit_log", args=[case.tenancy_id])):
        assert client.get(route).status_code == 404


def test_and_begins_with_it(login, ib, anna, url):
    Absence.objects.update(starts_on=days_ahead(1))
    assert login(ib).get(url).status_code == 404
    assert login(anna).get(url).status_code == 200


def test_the_stand_in_does_not_write_the_note(login, ib, url):
    assert login(ib).post(url, {"text": "Hej"}).status_code == 403


def test_i_dag_and_the_list_of_absences_lead_there(login, anna, ib, url):
    for user in (anna, ib):
        for route in ("today", "absence_list"):
            assert url in login(user).get(reverse(route)).content.decode()


def test_the_card_of_a_planned_absence_is_not_offered_to_the_stand_in_yet(login, ib, url):
    Absence.objects.update(starts_on=days_ahead(1))
    for route in ("today", "absence_list"):
        assert url not in login(ib).get(reverse(route)).content.decode()


def test_a_constant_number_of_queries(login, ib, anna, url, new_case, django_assert_max_num_queries):
    client = login(ib)
    for number in (1, 3):
        for _ in range(number):
            case = new_case()
            ActionFactory(case=case, due_on=days_ahead(1))
            SafetyFlagFactory(dwelling=case.tenancy.dwelling, decided_by=anna)
        with django_assert_max_num_queries(15):
            client.get(url)


@pytest.mark.parametrize(
    ("who", "status"),
    [("bo", 404), ("carla", 404), ("freja", 403), ("dorte", 403), ("erik", 403), ("gry", 403)],
)
def test_strangers(who, status, login, request, url):
    assert login(request.getfixturevalue(who)).get(url).status_code == status


def test_wrong_method(login, ib, url):
    assert login(ib).put(url).status_code == 405
