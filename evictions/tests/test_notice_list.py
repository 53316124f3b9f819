"""The caretaker's list of all arrears on her estates."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import EstateAssignment
from tests.factories import ArrearsNoticeFactory, DwellingFactory, FollowUpFactory, TenancyFactory

URL = "/restancer/"
SAVEPOINTS = 2
"""The transaction of the request, inside that of the test."""


def home(estate, number, **notice):
    dwelling = DwellingFactory(stairwell__estate=estate, stairwell__house_number=str(number))
    return ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=dwelling), **notice)


def addresses(client, **query):
    rows = client.get(URL, query).context["items"]
    return [row.title.removeprefix("Lærkevej ").split(",")[0] for row in rows]


def test_ones_own_first_and_the_colleagues_on_demand(login, bo, laerke):
    home(laerke, 7)
    assert addresses(login(bo)) == []
    assert addresses(login(bo), vis="alle") == ["7"]


def test_filters_of_stage_and_taken(login, anna, laerke):
    home(laerke, 1, stage="demand")
    home(laerke, 2, taken_at=timezone.now())
    client = login(anna)
    assert addresses(client, trin="demand") == ["1"]
    assert addresses(client, taget="nej") == ["1"]
    assert addresses(client, taget="ja") == ["2"]


def test_orders(login, anna, laerke):
    soon = timezone.localdate() + dt.timedelta(days=2)
    home(laerke, 10, amount=Decimal(900), last_attempt_on=timezone.localdate())
    home(laerke, 2, amount=Decimal(100), demand_received_on=soon, demand_deadline=soon)
    client = login(anna)
    assert addresses(client) == ["2", "10"]
    assert addresses(client, sortering="beloeb") == ["10", "2"]
    assert addresses(client, sortering="adresse") == ["2", "10"]
    assert addresses(client, sortering="kontakt") == ["10", "2"]


def test_paging_keeps_the_filters(login, anna, laerke):
    for number in range(1, 29):
        home(laerke, number)
    client = login(anna)
    first = addresses(client, sortering="adresse", vis="alle")
    page = client.get(URL, {"sortering": "adresse", "vis": "alle"}).context["page"]
    rest = client.get(page.next_url).context["items"]
    assert len(first) == 25
    assert len(rest) == 3
    assert "vis=alle" in page.next_url


def test_each_row_names_its_reasons_and_leads_to_its_page(login, anna, laerke):
    notice = home(laerke, 1, children="yes")
    page = login(anna).get(URL).content.decode()
    assert "Børn under 18" in page
    assert reverse("notice_detail", args=[notice.pk]) in page


def test_an_empty_list_teaches(login, anna):
    assert "Ingen restancer her" in login(anna).get(URL).content.decode()


@pytest.mark.parametrize("who", ["dorte", "erik", "freja", "gry"])
def test_other_roles(login, who, request):
    assert login(request.getfixturevalue(who)).get(URL).status_code == 403


def test_other_estates_organisations_and_former_assignments(login, anna, carla, laerke, moelle, skov):
    home(moelle, 1)
    home(skov, 2)
    home(laerke, 3)
    assert addresses(login(anna), vis="alle") == ["3"]
    assert addresses(login(carla), vis="alle") == ["2"]
    EstateAssignment.objects.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert addresses(login(anna), vis="alle") == []


def test_wrong_method(login, anna):
    assert login(anna).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(login, anna, laerke, rows, django_assert_num_queries):
    for number in range(rows):
        notice = home(laerke, number + 1)
        FollowUpFactory(tenancy=notice.tenancy, caretaker=anna)
    client = login(anna)
    client.get(URL)
    with django_assert_num_queries(7 + SAVEPOINTS):
        client.get(URL)


def test_the_rules_of_the_order_are_open_to_caretakers(login, anna, dorte):
    page = login(anna).get(reverse("urgency_rules")).content.decode()
    assert "Børn under 18" in page
    assert login(dorte).get(reverse("urgency_rules")).status_code == 403
    assert login(anna).post(reverse("urgency_rules")).status_code == 405
