"""The caretaker's pages of concerns, clicked through: list, page, buttons, forms."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from cases.models import Case
from conditions.tests.handling import change, flag, take, vacant
from tests.case_factories import CaseFactory, SafetyFlagFactory
from tests.condition_factories import ConcernMessageFactory, ConcernPhotoFactory
from tests.factories import ArrearsNoticeFactory, DwellingFactory, StairwellFactory, TenancyFactory

SAVEPOINTS = 2
LIST = "/meldinger/"


@pytest.fixture
def concern(anna, erik, tenancy):
    return flag(tenancy, erik, kinds=["rubbish", "smell"], note="Affald til loftet")


def url(concern, name="concern_detail"):
    return reverse(name, args=[concern.pk])


def press(client, concern, name, **data):
    concern.refresh_from_db()
    return client.post(url(concern, name), {"seen": concern.revision, **data}, follow=True)


def another(laerke, erik, **options):
    return flag(TenancyFactory(dwelling=DwellingFactory(stairwell__estate=laerke)), erik, **options)


class TestList:
    def test_the_most_urgent_first_then_the_oldest(self, login, anna, erik, laerke, concern):
        soon, acute = another(laerke, erik, urgency="soon"), another(laerke, erik, urgency="acute")
        later = another(laerke, erik)
        rows = login(anna).get(LIST).context["page"].rows
        assert list(rows) == [acute, soon, concern, later]

    def test_tabs_and_a_flat(self, login, anna, bo, erik, laerke, concern):
        taken = take(bo, another(laerke, erik))
        client = login(anna)
        for query, found in (
            ("nye", [concern]),
            ("i-gang", [taken]),
            ("afsluttede", []),
            ("aabne", [concern, taken]),
        ):
            assert list(client.get(f"{LIST}?vis={query}").context["page"].rows) == found
        page = client.get(f"{LIST}?lejemaal={taken.dwelling_id}")
        assert list(page.context["page"].rows) == [taken]
        assert "Bo Berg har den" in page.content.decode()

    def test_warnings_and_photos_are_seen_before_the_door(self, login, anna, concern):
        SafetyFlagFactory(dwelling=concern.dwelling, decided_by=anna, kind="dog")
        ConcernPhotoFactory(concern=concern)
        page = login(anna).get(LIST).content.decode()
        assert "Obs:" in page and "1 billede" in page

    def test_only_ones_own_estates(self, login, anna, bo, ib_of_moelle, concern):
        assert list(login(bo).get(LIST).context["page"].rows) == [concern]
        assert list(login(ib_of_moelle).get(LIST).context["page"].rows) == []

    def test_of_a_flat_without_any_it_says_so(self, login, anna, dwelling):
        page = login(anna).get(f"{LIST}?lejemaal={dwelling.pk}").content.decode()
        assert "Ingen meldinger om lejligheden" in page and "Vis alle meldinger" in page

    def test_empty_it_says_what_will_come(self, login, anna):
        assert "Når ejendomskontoret melder" in login(anna).get(LIST).content.decode()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, login, anna, erik, laerke, rows, django_assert_num_queries
    ):
        for _ in range(rows):
            take(anna, another(laerke, erik))
        client = login(anna)
        client.get(LIST)
        with django_assert_num_queries(7 + SAVEPOINTS):
            client.get(LIST)


@pytest.fixture
def ib_of_moelle(fjordbo, moelle):
    from conftest import person

    return person("Ib Iversen", fjordbo, "caretaker", estate=moelle)


class TestPage:
    def test_facts_household_and_the_next_thing_first(self, login, anna, tenancy, concern):
        ArrearsNoticeFactory(tenancy=tenancy)
        page = login(anna).get(url(concern)).content.decode()
        for words in ("Affald, ophobning og lugt", "Ved døren", "Affald til loftet", "Erik Eskildsen"):
            assert words in page
        assert "Prøve Beboersen" in page and "Ingen åben sag" in page
        assert page.index("Tag den") < page.index("Tilbage som reparation") < page.index("Det blev meldt")

    def test_what_the_landlord_is_up_to_is_said(self, login, anna, tenancy, concern):
        ArrearsNoticeFactory(tenancy=tenancy, stage="bailiff_court")
        assert "Fogedret" in login(anna).get(url(concern)).content.decode()

    def test_a_vacant_flat(self, login, anna, erik, dwelling):
        page = login(anna).get(url(vacant(dwelling, erik))).content.decode()
        assert "stod tom" in page and "Log kontakt" not in page

    def test_earlier_ones_of_the_flat(self, login, anna, erik, dwelling, concern):
        before = vacant(dwelling, erik, kinds=["water"])
        page = login(anna).get(url(concern)).content.decode()
        assert f"{before.number}: Vand, skimmel" in page and "om en anden husstand" in page

    def test_opening_it_is_written_down(self, login, anna, concern):
        login(anna).get(url(concern))
        look_up = LookUp.objects.get(actor=anna)
        assert (look_up.subject, look_up.purpose) == ("conditions.ConcernFlag", "concern")

    def test_acute_danger_says_112(self, login, anna, concern):
        change(concern, urgency="acute")
        assert "tel:112" in login(anna).get(url(concern)).content.decode()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, login, anna, erik, tenancy, concern, rows, django_assert_num_queries
    ):
        for _ in range(rows):
            flag(tenancy, erik)
            ConcernMessageFactory(concern=concern)
        client = login(anna)
        client.get(url(concern))
        with django_assert_num_queries(16 + SAVEPOINTS):
            client.get(url(concern))

    def test_who_may_not(self, login, anna, bo, carla, dorte, erik, freja, gry, ib_of_moelle, concern):
        for person in (carla, ib_of_moelle):
            assert login(person).get(url(concern)).status_code == 404
        for person in (dorte, erik, freja, gry):
            assert login(person).get(url(concern)).status_code == 403
        assert login(anna).post(url(concern)).status_code == 405
        assert login(bo).get(url(concern)).status_code == 200


class TestActing:
    def test_taken_then_made_a_case(self, login, anna, tenancy, concern):
        client = login(anna)
        page = press(client, concern, "concern_take").content.decode()
        assert "Du har den. Den blev taget i dag" in page and "Gør den til en sag" in page
        form = client.get(url(concern, "concern_make_case")).content.decode()
        assert "Melding fra ejendomskontoret: affald, ophobning og lugt" in form
        press(client, concern, "concern_make_case", about="Hjælp til at rydde")
        concern.refresh_from_db()
        assert concern.case == Case.objects.get(tenancy=tenancy)
        assert concern.case.number in client.get(url(concern)).content.decode()
        other_tab = client.post(url(concern, "concern_make_case"), {"about": "En gang til"}, follow=True)
        assert "Meldingen ligger allerede på en sag." in other_tab.content.decode()

    def test_two_tabs(self, login, anna, bo, concern):
        first, second = login(anna), login(bo)
        seen = concern.revision
        first.post(url(concern, "concern_take"), {"seen": seen})
        page = second.post(url(concern, "concern_take"), {"seen": seen}, follow=True).content.decode()
        assert "Anna Andersen har meldingen. Den blev taget i dag" in page
        concern.refresh_from_db()
        assert concern.taken_by == anna

    def test_what_was_typed_is_given_back_when_a_colleague_was_quicker(self, login, anna, bo, concern):
        seen = concern.revision
        take(bo, concern)
        data = {"seen": seen, "outcome": "known", "note": "Set i tirsdags", "answer": "Tak for besked"}
        response = login(anna).post(url(concern, "concern_close"), data)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Bo Berg har meldingen" in page and "Set i tirsdags" in page and "Tak for besked" in page
        assert 'name="seen" value="2"' in page, "to save again is to have read it"

    def test_a_cpr_number_is_asked_about(self, login, anna, concern):
        data = {"outcome": "known", "note": "Ring til 010190-1234"}
        response = press(login(anna), concern, "concern_close", **data)
        assert response.status_code == 422
        assert "ligner et CPR-nummer" in response.content.decode()

    def test_without_an_outcome_nothing_is_closed(self, login, anna, concern):
        response = press(login(anna), concern, "concern_close", note="Ryddet")
        assert response.status_code == 422 and "Ryddet" in response.content.decode()

    def test_a_vacant_flat_is_not_declined_nor_made_a_case(self, login, anna, erik, dwelling):
        empty, client = vacant(dwelling, erik), login(anna)
        assert "ønskede ikke" not in client.get(url(empty, "concern_close")).content.decode()
        assert client.get(url(empty, "concern_make_case")).status_code == 302
        assert press(client, empty, "concern_close", outcome="declined").status_code == 422

    def test_closed_and_opened_again(self, login, anna, concern):
        client = login(anna)
        page = press(
            client, concern, "concern_close", outcome="resolved", note="Ryddet sammen"
        ).content.decode()
        assert "»Løst«" in page and "Ryddet sammen" in page and "Genåbn" in page
        assert "Du har den" in press(client, concern, "concern_reopen").content.decode()

    def test_given_back_as_a_repair(self, login, anna, concern):
        page = press(login(anna), concern, "concern_return", answer="Ring til os").content.decode()
        assert "Almindelig reparation" in page and "Ring til os" in page

    def test_where_there_is_a_case_it_is_offered(self, login, anna, bo, tenancy, concern):
        case = CaseFactory(tenancy=tenancy, responsible=bo.membership)
        client = login(anna)
        press(client, concern, "concern_take")
        assert f"Læg den på sag {case.number}" in client.get(url(concern)).content.decode()
        press(client, concern, "concern_attach")
        concern.refresh_from_db()
        assert concern.case == case

    def test_it_tells_of_itself_to_be_late(self, login, anna, concern):
        change(concern, created_at=timezone.now() - timezone.timedelta(days=3))
        assert "åben i 3 dage" in login(anna).get(url(concern)).content.decode()


class TestUntakenPage:
    URL = "/meldinger/ikke-taget/"

    def test_who_has_to_take_it_and_no_word_of_it(self, login, anna, freja, concern):
        ConcernPhotoFactory(concern=concern)
        page = login(freja).get(self.URL).content.decode()
        for words in ("Lærkevej 8, 3. th", "Affald, ophobning og lugt", "Lærkeparken", "Anna Andersen"):
            assert words in page
        for words in ("Affald til loftet", "Beboersen", "1 billede"):
            assert words not in page

    def test_an_estate_without_anybody_is_given_somebody(self, login, erik, freja, moelle):
        dwelling = DwellingFactory(stairwell=StairwellFactory(estate=moelle))
        vacant(dwelling, erik)
        page = login(freja).get(self.URL).content.decode()
        assert "Giv den en ansvarlig" in page
        assert reverse("assignment_estate", args=[moelle.pk]) in page

    def test_what_is_acute_stands_first(self, login, anna, freja, erik, laerke, concern):
        acute = another(laerke, erik, urgency="acute")
        page = login(freja).get(self.URL).content.decode()
        assert page.index(acute.dwelling.address) < page.index(concern.dwelling.address)

    def test_what_is_taken_is_not_there(self, login, anna, freja, concern):
        take(anna, concern)
        assert "Alle meldinger er taget" in login(freja).get(self.URL).content.decode()

    def test_who_may_not(self, login, anna, dorte, erik, freja):
        for person in (anna, dorte, erik):
            assert login(person).get(self.URL).status_code == 403
        assert login(freja).post(self.URL).status_code == 405

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, login, anna, freja, erik, laerke, rows, django_assert_num_queries
    ):
        for _ in range(rows):
            another(laerke, erik)
        client = login(freja)
        client.get(self.URL)
        with django_assert_num_queries(7 + SAVEPOINTS):
            client.get(self.URL)
