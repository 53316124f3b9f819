"""The organisation's settings and its estates' names: Gry's, and of her own organisation only."""

import pytest
from django.db import IntegrityError, transaction

from core.sortkeys import danish_sort_key
from residents.models import HousingOrganisation

DEFAULTS = {
    "untaken_after_weekdays": 2,
    "jump_factor": 10,
    "tries_before_other_means": 3,
    "days_between_tries": 1,
}


def limits(organisation):
    organisation.refresh_from_db()
    return {name: getattr(organisation, name) for name in DEFAULTS}


def test_the_limits_are_changed(gry, fjordbo, login):
    wanted = {
        "untaken_after_weekdays": 3,
        "jump_factor": 5,
        "tries_before_other_means": 4,
        "days_between_tries": 0,
    }
    assert login(gry).post("/boligorganisation/", wanted).status_code == 302
    assert limits(fjordbo) == wanted


def test_the_page_shows_what_holds_now(gry, fjordbo, login):
    page = login(gry).get("/boligorganisation/").content.decode()
    assert "Forgæves forsøg, før noget andet end et besøg foreslås" in page
    assert "Hverdage mellem to forsøg" in page
    assert 'name="tries_before_other_means" value="3"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"untaken_after_weekdays": 0},
        {"jump_factor": 1},
        {"tries_before_other_means": 0},
        {"tries_before_other_means": 11},
        {"days_between_tries": -1},
        {"days_between_tries": 31},
        dict.fromkeys(DEFAULTS, ""),
    ],
)
def test_senseless_limits_are_refused(gry, fjordbo, login, wrong):
    assert login(gry).post("/boligorganisation/", {**DEFAULTS, **wrong}).status_code == 422
    assert limits(fjordbo) == DEFAULTS


@pytest.mark.parametrize(
    "wrong", [{"tries_before_other_means": 0}, {"tries_before_other_means": 11}, {"days_between_tries": 31}]
)
def test_the_database_refuses_them_too(fjordbo, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        HousingOrganisation.objects.filter(pk=fjordbo.pk).update(**wrong)


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
