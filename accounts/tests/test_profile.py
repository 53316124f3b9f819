"""One's own account, and what each role is told of mail and inbox."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.choices import HAS_TASKS, Role
from notifications.registry import task_count
from tests.factories import ArrearsNoticeFactory, DwellingFactory, MembershipFactory, TenancyFactory


def test_the_profile_shows_roles_and_security(anna, login):
    page = login(anna).get("/min-konto/").content.decode()
    assert "Social vicevært · Fjordbo" in page
    assert "Skift adgangskode" in page
    assert "Totrinslogin" in page


def test_one_chooses_name_and_morning_mail(anna, login):
    response = login(anna).post("/min-konto/", {"name": "Anna Holm"})
    assert response.status_code == 302
    anna.refresh_from_db()
    assert anna.name == "Anna Holm"
    assert anna.wants_digest is False


def test_a_name_is_needed(anna, login):
    response = login(anna).post("/min-konto/", {"name": " ", "wants_digest": "on"})
    assert response.status_code == 422
    assert "Skriv dit navn." in response.content.decode()
    anna.refresh_from_db()
    assert anna.name == "Anna Andersen"


def test_the_profile_takes_no_put(anna, login):
    assert login(anna).put("/min-konto/").status_code == 405


def test_a_change_of_name_is_recorded(anna, login):
    login(anna).post("/min-konto/", {"name": "Anna Holm", "wants_digest": "on"})
    names = list(anna.events.order_by("pgh_id").values_list("name", flat=True))
    assert names == ["Anna Andersen", "Anna Holm"]


def test_without_tasks_no_mail_about_them_is_offered(erik, gry, login):
    for person in (erik, gry):
        page = login(person).get("/min-konto/").content.decode()
        assert "morgenmail" not in page
        assert "Skift adgangskode" in page


def test_whoever_has_tasks_in_any_role_is_offered_the_mail(erik, fjordbo, login):
    MembershipFactory(user=erik, organisation=fjordbo, role=Role.COORDINATOR)
    assert "morgenmail" in login(erik).get("/min-konto/").content.decode()


def test_what_is_not_asked_is_not_changed(erik, login):
    assert login(erik).post("/min-konto/", {"name": "Erik Holm"}).status_code == 302
    erik.refresh_from_db()
    assert (erik.name, erik.wants_digest) == ("Erik Holm", True)


def test_the_roles_without_a_mail_are_those_nothing_is_counted_for(tenancy, request):
    """One arrears case has been open for a month and nobody took it; another waits for an answer."""
    people = [request.getfixturevalue(name) for name in ("anna", "dorte", "erik", "freja", "gry")]
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    type(notice).objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    neighbour = DwellingFactory(stairwell=tenancy.dwelling.stairwell, number="0099")
    ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=neighbour, tenant_number="03"), status="proposed")
    assert {user.role for user in people if task_count(user)} == HAS_TASKS


@pytest.mark.parametrize(
    ("person", "promised"),
    [("anna", True), ("freja", False), ("erik", False), ("dorte", False), ("gry", False)],
)
def test_the_inbox_promises_arrears_to_whom_they_come(person, promised, request, login):
    page = login(request.getfixturevalue(person)).get("/indbakke/").content.decode()
    assert ("eller ejendomskontoret melder en lejlighed" in page) is promised
    assert ("Der kommer ikke noget i indbakken i din rolle" in page) is (person in {"dorte", "gry"})


def test_the_estate_office_is_told_what_it_can_do(erik, anna, login):
    said = "Her slår du op, hvilke lejemål jeres afdelinger har"
    assert said in login(erik).get("/afdelinger/").content.decode()
    assert said not in login(anna).get("/afdelinger/").content.decode()
