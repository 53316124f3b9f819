"""I dag on paper: by stairwell in walking order, with what to know and where to ring."""

import pytest
from django.utils import timezone

from audit.choices import Purpose
from audit.models import LookUp
from tests.case_factories import SafetyFlagFactory
from tests.factories import (
    ArrearsNoticeFactory,
    DwellingFactory,
    FollowUpFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
)

URL = "/i-dag/papir/"
pytestmark = pytest.mark.django_db


def home(estate, number, floor="1"):
    stairwell = StairwellFactory(estate=estate, street="Birkevej", house_number=number)
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, floor=floor))
    ResidentFactory(tenancy=tenancy, name="Prøve Beboersen", phone="20 11 22 33")
    return tenancy


def test_urgent_and_promised_in_one_walk_with_marks_and_phone(login, anna, laerke):
    urgent, promised = home(laerke, "12"), home(laerke, "2")
    ArrearsNoticeFactory(tenancy=urgent, stage="bailiff_court")
    FollowUpFactory(tenancy=promised, caretaker=anna, text="Se til hende")
    SafetyFlagFactory(dwelling=urgent.dwelling, kind="threats")
    page = login(anna).get(URL).content.decode()
    assert page.index(">Birkevej 2</h2>") < page.index("Se til hende") < page.index(">Birkevej 12</h2>")
    for words in (
        "Advarsel: trusler",
        "20 11 22 33",
        "Fogedret",
        "2 døre i den rækkefølge, man går",
        "Makulér",
    ):
        assert words in page
    assert "Prøve Beboersen" not in page, "paper gets lost: no names"


def test_what_can_wait_is_on_it_only_when_asked_for(login, anna, laerke):
    ArrearsNoticeFactory(tenancy=home(laerke, "4"), amount=500)
    client = login(anna)
    assert "Birkevej 4" not in client.get(URL).content.decode()
    assert "Birkevej 4" in client.get(f"{URL}?alle").content.decode()


def test_what_is_done_is_never_on_it(login, anna, laerke):
    tenancy = home(laerke, "4")
    ArrearsNoticeFactory(
        tenancy=tenancy, last_attempt_on=timezone.localdate(), contact_on=timezone.localdate()
    )
    assert "Birkevej 4" not in login(anna).get(f"{URL}?alle").content.decode()


def test_an_empty_day(login, anna):
    assert "Der venter ikke noget i dag" in login(anna).get(URL).content.decode()


def test_taking_it_along_is_recorded(login, anna, laerke):
    login(anna).get(URL)
    assert LookUp.objects.get(actor=anna).purpose == Purpose.EXPORT


def test_strangers_other_roles_and_wrong_method(login, anna, carla, dorte, erik, freja, gry, laerke):
    ArrearsNoticeFactory(tenancy=home(laerke, "4"), stage="bailiff_court")
    assert "Birkevej 4" not in login(carla).get(URL).content.decode()
    for user in (dorte, erik, freja, gry):
        assert login(user).get(URL).status_code == 403
    assert login(anna).post(URL).status_code == 405
