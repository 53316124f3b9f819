import pytest
from django.urls import reverse

from audit.models import LookUp
from tests.factories import DwellingFactory, ResidentFactory, StairwellFactory, TenancyFactory, VisitFactory

SAVEPOINTS = 2
"""ATOMIC_REQUESTS inside the transaction of a test."""


def test_lists_the_estates_one_has(login, anna, laerke, moelle):
    page = login(anna).get(reverse("estate_list")).content.decode()
    assert laerke.name in page
    assert moelle.name not in page


def test_doors_in_danish_order_with_names_and_vacant_ones(login, anna, dwelling, tenancy):
    for floor in ("10", "2"):
        DwellingFactory(stairwell=dwelling.stairwell, number=f"90{floor}", floor=floor, side="th")
    page = login(anna).get(reverse("estate_detail", args=[dwelling.estate_id])).content.decode()
    places = [page.index(f"Lærkevej 8, {floor}. th") for floor in ("2", "3", "10")]
    assert places == sorted(places)
    assert "Prøve Beboersen" in page
    assert "Ledigt" in page


def test_the_estate_office_sees_doors_and_not_people(login, erik, gry, dwelling, tenancy):
    for user in (erik, gry):
        page = login(user).get(reverse("estate_detail", args=[dwelling.estate_id])).content.decode()
        assert "Lærkevej 8, 3. th" in page
        assert "Prøve Beboersen" not in page
        assert login(user).get(reverse("tenancy_detail", args=[tenancy.pk])).status_code == 404


def test_a_tenancy_shows_who_lives_there_and_writes_that_it_was_looked_up(login, anna, tenancy):
    page = login(anna).get(reverse("tenancy_detail", args=[tenancy.pk])).content.decode()
    assert "Prøve Beboersen" in page
    assert "tel:+4520000000" in page
    look_up = LookUp.objects.get()
    assert (look_up.actor, look_up.subject_id, look_up.purpose) == (anna, tenancy.pk, "casework")


def test_the_course_is_for_caretakers(login, anna, dorte, freja, tenancy):
    VisitFactory(tenancy=tenancy, caretaker=anna, note="Kanariefugl i kulminen")
    address = reverse("tenancy_detail", args=[tenancy.pk])
    assert "Kanariefugl" in login(anna).get(address).content.decode()
    for user in (dorte, freja):
        assert "Kanariefugl" not in login(user).get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(login, anna, laerke, rows, django_assert_max_num_queries):
    stairwell = StairwellFactory(estate=laerke)
    for number in range(rows):
        tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=str(number + 1)))
        ResidentFactory(tenancy=tenancy)
        ResidentFactory(tenancy=tenancy)
    client = login(anna)
    for address in (
        reverse("estate_list"),
        reverse("estate_detail", args=[laerke.pk]),
        reverse("tenancy_detail", args=[tenancy.pk]),
    ):
        client.get(address)
        with django_assert_max_num_queries(10 + SAVEPOINTS):
            client.get(address)


def test_strangers_and_wrong_methods(login, anna, carla, laerke, tenancy):
    for address in (reverse("estate_detail", args=[laerke.pk]), reverse("tenancy_detail", args=[tenancy.pk])):
        assert login(carla).get(address).status_code == 404
        assert login(anna).post(address).status_code == 405
