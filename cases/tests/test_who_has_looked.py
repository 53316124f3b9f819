"""Every look-up of a household: to those who work with it by name, to the resident by date and purpose."""

import pytest
from django.urls import reverse

from audit.choices import Purpose
from audit.look_up_subjects import look_ups_of
from audit.models import LookUp
from audit.services import record_look_up
from tests.case_factories import CaseFactory, ConsentFactory, SafetyFlagFactory
from tests.factories import (
    AbsenceFactory,
    ArrearsNoticeFactory,
    FollowUpFactory,
    TenancyFactory,
    VisitFactory,
)


@pytest.fixture
def case(anna, tenancy):
    return CaseFactory(tenancy=tenancy, responsible=anna.membership)


def look(user, *subjects, purpose=Purpose.CASEWORK):
    for subject in subjects:
        record_look_up(actor=user, subject=subject, purpose=purpose)


def parts_of(case):
    """One of each kind of row that can be looked up."""
    tenancy = case.tenancy
    return [
        tenancy,
        tenancy.residents.first() or tenancy,
        case,
        ArrearsNoticeFactory(tenancy=tenancy),
        VisitFactory(tenancy=tenancy, caretaker=case.responsible.user),
        FollowUpFactory(tenancy=tenancy, caretaker=case.responsible.user),
        ConsentFactory(case=case),
        SafetyFlagFactory(dwelling=tenancy.dwelling, decided_by=case.responsible.user),
    ]


def test_the_whole_file_of_a_household_is_gathered(anna, case):
    parts = parts_of(case)
    look(anna, *parts)
    found = set(look_ups_of(case.tenancy_id).values_list("subject", "subject_id"))
    assert found == {(part._meta.label, part.pk) for part in parts}


def test_nothing_of_another_household(anna, case, laerke):
    other = CaseFactory(
        tenancy=TenancyFactory(dwelling__stairwell__estate=laerke), responsible=anna.membership
    )
    look(anna, *parts_of(other))
    assert not look_ups_of(case.tenancy_id).exists()


def test_the_same_number_of_another_kind_is_not_it(anna, case):
    LookUp.objects.create(
        actor=anna,
        organisation=case.organisation,
        subject="residents.Estate",
        subject_id=case.tenancy_id,
        purpose=Purpose.BROWSE,
    )
    assert not look_ups_of(case.tenancy_id).exists()


def test_the_case_says_each_person_once_a_day(login, anna, bo, freja, case):
    """However often one looks oneself, who else did stays in sight."""
    look(freja, case, purpose=Purpose.CASE_OPENING)
    look(bo, case)
    client, url = login(anna), reverse("case_detail", args=[case.pk])
    for _ in range(12):
        page = client.get(url).content.decode()
    card = page[page.index("Hvem har kigget") :]
    for name in ("Anna Andersen", "Bo Berg", "Freja Friis"):
        assert card.count(f"<b>{name}</b>") == 1
    assert "12 gange" in card
    assert reverse("case_look_ups", args=[case.pk]) in card


def test_the_whole_list_is_paged(login, anna, bo, case):
    for _ in range(30):
        look(bo, case)
    client = login(anna)
    first = client.get(reverse("case_look_ups", args=[case.pk]))
    assert len(first.context["page"].rows) == 25
    assert first.context["page"].has_next
    rest = client.get(first.context["page"].next_url)
    assert len(rest.context["page"].rows) >= 5


def test_reading_who_has_looked_is_looking(login, anna, case):
    login(anna).get(reverse("case_look_ups", args=[case.pk]))
    assert LookUp.objects.filter(actor=anna, subject="cases.Case", subject_id=case.pk).count() == 1


def test_the_resident_is_told_dates_and_purposes_without_names(login, anna, bo, freja, case):
    look(bo, case, case.tenancy)
    look(freja, case, purpose=Purpose.CASE_OPENING)
    page = login(anna).get(reverse("case_look_up_extract", args=[case.pk]))
    text = page.content.decode()
    body = text[text.index("<main") : text.index("</main>")]
    assert "Arbejdet som social vicevært" in body
    assert "Koordinatoren åbnede sagen med en begrundelse" in body
    for person in (anna, bo, freja):
        assert person.name not in body
    assert [(row.times, row.purpose) for row in page.context["days"]] == [
        (1, "Koordinatoren åbnede sagen med en begrundelse"),
        (2, "Arbejdet som social vicevært"),
    ]


def test_the_extract_is_recorded_with_its_purpose(login, anna, case):
    login(anna).get(reverse("case_look_up_extract", args=[case.pk]))
    assert LookUp.objects.get().purpose == Purpose.ACCESS


def test_the_stand_in_answers_the_resident_while_she_stands_in(login, anna, bo, case):
    url = reverse("case_look_up_extract", args=[case.pk])
    assert login(bo).get(url).status_code == 404
    from django.utils import timezone

    today = timezone.localdate()
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership, starts_on=today, ends_on=today)
    assert login(bo).get(url).status_code == 200


@pytest.mark.parametrize("looked", [1, 3])
def test_a_constant_number_of_queries(looked, login, anna, bo, case, django_assert_max_num_queries):
    for _ in range(looked):
        look(bo, *parts_of(case)[:3]) if looked == 1 else look(bo, case)
    client = login(anna)
    for route in ("case_look_ups", "case_look_up_extract"):
        with django_assert_max_num_queries(10):
            client.get(reverse(route, args=[case.pk]))


@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("dorte", 404), ("erik", 404), ("gry", 404)])
@pytest.mark.parametrize("route", ["case_look_ups", "case_look_up_extract"])
def test_strangers(route, who, status, login, request, case):
    assert login(request.getfixturevalue(who)).get(reverse(route, args=[case.pk])).status_code == status


def test_wrong_method(login, anna, case):
    assert login(anna).post(reverse("case_look_ups", args=[case.pk])).status_code == 405
