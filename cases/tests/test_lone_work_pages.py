"""The pages of going in alone: the chips, the bar, and what whoever is told reads."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.lone_work import inbox_lines
from cases.models import LoneWorkCheck
from cases.services.lone_work import check_in, check_out
from notifications.services.dispatching import drain, sweep
from tests.factories import TenancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(tenancy):
    return reverse("lone_work_start", args=[tenancy.pk])


@pytest.fixture
def check(anna, bo, freja, tenancy):
    until = timezone.now() + dt.timedelta(hours=1)
    return check_in(actor=anna, tenancy=tenancy, until=until, phone="20 11 22 33")


@pytest.fixture
def alarmed(check):
    LoneWorkCheck.objects.update(until=timezone.now() - dt.timedelta(minutes=45))
    sweep()
    drain()
    check.refresh_from_db()
    return check


def page_of(client, check):
    return client.get(reverse("lone_work_detail", args=[check.pk])).content.decode()


@pytest.mark.parametrize(("minutes", "least"), [("30", 29), ("60", 59), ("120", 119)])
def test_a_chip_is_one_tap(login, anna, freja, url, minutes, least):
    response = login(anna).post(url, {"minutes": minutes, "phone": "20 11 22 33", "next": "/i-dag/"})
    assert (response.status_code, response["Location"]) == (302, "/i-dag/")
    check = LoneWorkCheck.objects.get()
    assert check.until > timezone.now() + dt.timedelta(minutes=least)
    assert check.phone == "20 11 22 33"


def test_the_number_is_remembered(login, anna, freja, url, check):
    check_out(actor=anna, check=check)
    client = login(anna)
    assert "20 11 22 33" in client.get(url).content.decode()
    client.post(url, {"minutes": "30"})
    assert LoneWorkCheck.objects.open().get().phone == "20 11 22 33"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({}, "Vælg, hvor længe"), ({"clock": "00:00"}, "passeret"), ({"clock": "klokken tre"}, "15:00")],
)
def test_refused_with_a_sentence(login, anna, freja, url, fields, sentence):
    response = login(anna).post(url, {"phone": "20 11 22 33", **fields})
    assert response.status_code == 422
    assert sentence in response.content.decode() and "20 11 22 33" in response.content.decode()


def test_a_clock_of_today(login, anna, freja, url):
    later = timezone.localtime() + dt.timedelta(minutes=2)
    response = login(anna).post(url, {"clock": later.strftime("%H:%M")})
    if later.date() != timezone.localdate():
        # In the last minutes of a day no clock of today lies ahead.
        assert response.status_code == 422
        return
    assert response.status_code == 302
    assert timezone.localtime(LoneWorkCheck.objects.get().until).strftime("%H:%M") == later.strftime("%H:%M")


def test_another_visit_must_be_left_first(login, anna, check, laerke):
    other = TenancyFactory(dwelling__stairwell__estate=laerke)
    response = login(anna).post(reverse("lone_work_start", args=[other.pk]), {"minutes": "30"})
    assert response.status_code == 409
    assert "Meld dig ud derfra" in response.content.decode()


def test_the_bar_stands_on_the_contact_form_and_takes_one_out(login, anna, check, tenancy):
    client = login(anna)
    form = client.get(reverse("visit_log", args=[tenancy.pk])).content.decode()
    assert "Du er på besøg Lærkevej 8, 3. th til kl." in form and "Meld dig ud" in form
    client.post(reverse("lone_work_prolong", args=[check.pk]), {"minutes": "120"})
    check.refresh_from_db()
    assert check.until > timezone.now() + dt.timedelta(minutes=100)
    client.post(reverse("lone_work_check_out", args=[check.pk]), {"next": "/i-dag/"})
    assert not LoneWorkCheck.objects.open().exists()


def test_the_inbox_is_neutral_and_the_page_says_all(login, freja, bo, alarmed):
    for user in (freja, bo):
        client = login(user)
        inbox = client.get(reverse("inbox")).content.decode()
        assert "En kollega har ikke meldt sig ud fra et besøg" in inbox
        assert "Lærkevej" not in inbox and "Anna Andersen" not in inbox.partition("<main")[2]
        page = page_of(client, alarmed)
        for words in (
            "Anna Andersen",
            "Lærkevej 8, 3. th",
            "tel:+4520112233",
            "45 minutter siden",
            "tel:112",
        ):
            assert words in page


def test_it_stands_on_top_of_the_coordinators_overview_until_it_is_over(login, anna, freja, check):
    client = login(freja)
    assert "har ikke meldt sig ud" not in client.get(reverse("overview")).content.decode()
    LoneWorkCheck.objects.update(until=timezone.now() - dt.timedelta(minutes=45))
    sweep()
    assert "Anna Andersen har ikke meldt sig ud" in client.get(reverse("overview")).content.decode()
    check_out(actor=anna, check=check)
    assert "har ikke meldt sig ud" not in client.get(reverse("overview")).content.decode()


def test_whoever_was_in_contact_says_so_and_the_others_see_it(login, anna, freja, bo, alarmed):
    out = reverse("lone_work_check_out", args=[alarmed.pk])
    assert login(freja).post(out)["Location"] == reverse("lone_work_detail", args=[alarmed.pk])
    page = page_of(login(bo), alarmed)
    assert "Freja Friis fik kontakt" in page and "Har fået kontakt" not in page
    assert inbox_lines(bo, [alarmed.pk])[alarmed.pk].title == "Kollegaen er meldt ud fra besøget"


def test_before_the_alarm_it_is_nobodys_business(login, bo, freja, carla, check):
    for user in (bo, freja, carla):
        assert login(user).get(reverse("lone_work_detail", args=[check.pk])).status_code == 404


ROUTES = ["lone_work_detail", "lone_work_prolong", "lone_work_check_out"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("who", "status"), [("carla", 404), ("dorte", 403), ("erik", 403), ("gry", 403)])
def test_strangers_and_other_roles(login, request, route, who, status, alarmed):
    client = login(request.getfixturevalue(who))
    address = reverse(route, args=[alarmed.pk])
    asked = client.get(address) if route == "lone_work_detail" else client.post(address, {"minutes": "30"})
    assert asked.status_code == status
    assert LoneWorkCheck.objects.open().exists()


def test_a_colleague_may_not_prolong(login, bo, alarmed):
    login(bo).post(reverse("lone_work_prolong", args=[alarmed.pk]), {"minutes": "30"})
    assert LoneWorkCheck.objects.get().alarmed_at == alarmed.alarmed_at


def test_wrong_methods(login, anna, check, url):
    client = login(anna)
    assert client.put(url).status_code == 405
    for route in ("lone_work_prolong", "lone_work_check_out"):
        assert client.get(reverse(route, args=[check.pk])).status_code == 405
    assert client.post(reverse("lone_work_detail", args=[check.pk])).status_code == 405
