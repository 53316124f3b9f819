"""Concerns on I dag, in the course, on the page of a case and of a household: for caretakers alone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment, User
from cases.household_file import read_file
from cases.services.openings import open_for_reading
from cases.today import today_page
from conditions.household_parts import concern_entries
from conditions.tests.handling import change, flag, take, vacant
from tests.case_factories import CaseFactory
from tests.factories import AbsenceFactory, ArrearsNoticeFactory, DwellingFactory, TenancyFactory

SAVEPOINTS = 2


def lines(user):
    page = today_page(User.objects.get(pk=user.pk), timezone.localdate())
    return {section.key: section.items for section in page.sections}


def texts(item):
    return [reason.text for reason in item.reasons]


def ago(days):
    return timezone.now() - dt.timedelta(days=days)


@pytest.fixture
def concern(anna, erik, tenancy):
    return flag(tenancy, erik, kinds=["rubbish", "smell"])


def test_a_new_one_with_what_was_seen_and_the_way_to_it(login, anna, concern):
    (item,) = lines(anna)["new"]
    assert texts(item) == ["Ny melding i dag: affald, ophobning, lugt"]
    assert item.next_step == "Tag meldingen"
    page = login(anna).get("/i-dag/").content.decode()
    assert "Se meldingen" in page and reverse("concern_detail", args=[concern.pk]) in page


@pytest.mark.parametrize("urgency", ["soon", "acute"])
def test_what_hastens_is_urgent(anna, concern, urgency):
    change(concern, urgency=urgency)
    (item,) = lines(anna)["urgent"]
    assert item.level == "late"


def test_what_nobody_took_becomes_urgent(anna, concern):
    change(concern, created_at=ago(3))
    (item,) = lines(anna)["urgent"]
    assert texts(item) == ["Ny melding for 3 dage siden: affald, ophobning, lugt"]


def test_it_is_of_whoever_works_with_the_household(anna, bo, tenancy, concern):
    CaseFactory(tenancy=tenancy, responsible=bo.membership)
    annas = [text for items in lines(anna).values() for item in items for text in texts(item)]
    assert not any("melding" in text for text in annas)
    assert any("Ny melding" in text for item in lines(bo)["new"] for text in texts(item))


def test_a_colleague_who_does_not_answer_for_the_estate_is_not_asked(bo, concern):
    assert lines(bo) == {}


def test_taken_it_rests_and_then_asks(anna, bo, concern):
    take(anna, concern)
    assert lines(anna) == {}
    change(concern, created_at=ago(9), taken_at=ago(8))
    (item,) = lines(anna)["desk"]
    assert texts(item) == ["Melding i gang i 8 dage"]
    assert lines(bo) == {}


def test_while_she_is_away_it_is_her_stand_ins(anna, bo, concern):
    change(take(anna, concern), created_at=ago(9), taken_at=ago(8))
    today = timezone.localdate()
    AbsenceFactory(membership=anna.membership, stand_in=bo.membership, starts_on=today, ends_on=today)
    assert lines(anna) == {}
    assert texts(lines(bo)["desk"][0]) == ["Melding i gang i 8 dage"]


def test_what_somebody_had_who_has_gone_is_of_whoever_answers_for_the_estate(anna, bo, concern):
    change(take(bo, concern), created_at=ago(9), taken_at=ago(8))
    assert lines(anna) == {}
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    EstateAssignment.objects.filter(membership=bo.membership).update(ends_on=yesterday)
    assert texts(lines(anna)["desk"][0]) == ["Melding i gang i 8 dage"]


def test_a_vacant_flat_has_a_line_without_a_contact(login, anna, erik, dwelling):
    vacant(dwelling, erik)
    page = login(anna).get("/i-dag/").content.decode()
    assert "Lærkevej 8, 3. th" in page and "Se meldingen" in page
    assert "Log kontakt" not in page and "Ikke hjemme" not in page


def test_with_arrears_it_is_one_line(anna, tenancy, concern):
    ArrearsNoticeFactory(tenancy=tenancy)
    (item,) = [item for items in lines(anna).values() for item in items]
    assert any("Ny melding" in text for text in texts(item)) and len(item.reasons) > 1


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_no_query(login, anna, erik, laerke, rows, django_assert_max_num_queries):
    for _ in range(rows):
        flag(TenancyFactory(dwelling=DwellingFactory(stairwell__estate=laerke)), erik)
    client = login(anna)
    client.get("/i-dag/")
    with django_assert_max_num_queries(12 + SAVEPOINTS):
        client.get("/i-dag/")


class TestElsewhere:
    @pytest.fixture
    def case(self, anna, tenancy, concern):
        case = CaseFactory(tenancy=tenancy, responsible=anna.membership)
        change(take(anna, concern), case=case)
        return case

    def test_on_its_case_with_the_course(self, login, anna, case, concern):
        page = login(anna).get(reverse("case_detail", args=[case.pk])).content.decode()
        assert "Meldinger fra ejendomskontoret" in page
        assert f"{concern.number}: Affald, ophobning og lugt" in page
        for words in ("Melding fra ejendomskontoret: affald", f"Melding {concern.number} taget"):
            assert words in page

    def test_taken_over_it_does_not_say_that_she_took_it_then(self, anna, bo, case, concern):
        concern.refresh_from_db()
        take(bo, concern)
        file = read_file(anna, case.tenancy_id)
        (taken,) = [entry for entry in concern_entries(file) if entry.kind == "concern_taken"]
        assert (taken.by, taken.facts) == ("", ("Hos Bo Berg",))

    def test_on_the_page_of_the_household(self, login, anna, tenancy, concern):
        page = login(anna).get(reverse("tenancy_detail", args=[tenancy.pk])).content.decode()
        assert f"{concern.number}: Affald, ophobning og lugt" in page

    def test_nobody_else_reads_of_it(self, login, dorte, freja, tenancy, case, concern):
        for person in (dorte, freja):
            page = login(person).get(reverse("tenancy_detail", args=[tenancy.pk])).content.decode()
            assert concern.number not in page and "Melding fra" not in page

    def test_nor_a_coordinator_who_opens_the_case(self, login, freja, case, concern):
        open_for_reading(
            actor=freja, case=case, reason="Klage fra beboeren over manglende svar", ends_at=ago(-1)
        )
        page = login(freja).get(reverse("case_detail", args=[case.pk])).content.decode()
        assert case.number in page
        assert concern.number not in page and "Melding fra" not in page

    def test_on_overblik(self, login, freja, concern):
        answer = login(freja).get(reverse("overview"))
        tile = next(t for t in answer.context["tiles"] if t["label"] == "Meldinger, ingen har taget")
        assert (tile["value"], tile["level"]) == (1, "soon")
        change(concern, created_at=ago(10))
        answer = login(freja).get(reverse("overview"))
        assert next(t for t in answer.context["tiles"] if t["value"] == 1)["level"] == "late"
