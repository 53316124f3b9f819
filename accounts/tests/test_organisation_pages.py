"""The organisation's settings and its estates' names: Gry's, and of her own organisation only."""

import pytest

from core.sortkeys import danish_sort_key


def test_the_limits_are_changed(gry, fjordbo, login):
    response = login(gry).post("/boligorganisation/", {"untaken_after_weekdays": 3, "jump_factor": 5})
    assert response.status_code == 302
    fjordbo.refresh_from_db()
    assert (fjordbo.untaken_after_weekdays, fjordbo.jump_factor) == (3, 5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"untaken_after_weekdays": 0, "jump_factor": 10},
        {"untaken_after_weekdays": 2, "jump_factor": 1},
        {"untaken_after_weekdays": "", "jump_factor": ""},
    ],
)
def test_senseless_limits_are_refused(gry, fjordbo, login, wrong):
    assert login(gry).post("/boligorganisation/", wrong).status_code == 422
    fjordbo.refresh_from_db()
    assert (fjordbo.untaken_after_weekdays, fjordbo.jump_factor) == (2, 10)


def test_an_estate_is_renamed_and_sorted_anew(gry, laerke, login):
    login(gry).post(f"/boligorganisation/afdeling/{laerke.pk}/", {"name": "Ålunden"})
    laerke.refresh_from_db()
    assert laerke.name == "Ålunden"
    assert laerke.sort_key > danish_sort_key("Østerparken")


def test_another_organisations_estate_is_not_found(gry, skov, login):
    assert login(gry).post(f"/boligorganisation/afdeling/{skov.pk}/", {"name": "X"}).status_code == 404
    skov.refresh_from_db()
    assert skov.name == "Skovbrynet"


def test_the_page_shows_estates_and_no_residents(gry, laerke, skov, tenancy, login):
    page = login(gry).get("/boligorganisation/").content.decode()
    assert laerke.name in page
    assert skov.name not in page
    assert "Beboersen" not in page


@pytest.mark.parametrize("person", ["anna", "dorte", "erik", "freja"])
def test_other_roles_are_turned_away(person, request, login):
    assert login(request.getfixturevalue(person)).get("/boligorganisation/").status_code == 403
