"""The estates nobody has: counted whole, a page at a time, and every number opens its rows."""

import re

import pytest
from django.urls import reverse

from evictions.views import unassigned
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.factories import ArrearsNoticeFactory, EstateFactory, StairwellFactory

PAGE = "/uden-ansvarlig/"


def fill(estate, number):
    stairwell = StairwellFactory(estate=estate, street=f"{estate.name}svej")
    return ArrearsNoticeFactory.create_batch(number, tenancy__dwelling__stairwell=stairwell)


def shown(response):
    return [(row["estate__name"], row["count"]) for row in response.context["estates"]]


def test_every_estate_is_counted_whole_the_most_first(login, freja, moelle, laerke):
    fill(laerke, 2)
    fill(moelle, 3)
    assert shown(login(freja).get(PAGE)) == [("Møllevangen", 3), ("Lærkeparken", 2)]


def test_no_estate_is_lost_beyond_the_first_page(login, freja, fjordbo, monkeypatch):
    monkeypatch.setattr(unassigned, "PAGE_SIZE", 2)
    for name in ("Asken", "Birken", "Cedren"):
        fill(EstateFactory(organisation=fjordbo, name=name), 1)
    client = login(freja)
    first = client.get(PAGE)
    assert shown(first) == [("Asken", 1), ("Birken", 1)]
    (following,) = re.findall(r'href="(\?side=[0-9]+)"', first.content.decode())
    assert shown(client.get(PAGE + following)) == [("Cedren", 1)]


def test_a_number_opens_its_rows_and_leads_to_who_has_it(login, freja, moelle, laerke):
    fill(moelle, 2)
    fill(laerke, 1)
    client = login(freja)
    assert reverse("assignment_estate", args=[moelle.pk]) in client.get(PAGE).content.decode()
    page = client.get(reverse("unassigned_estate", args=[moelle.pk])).content.decode()
    assert "Møllevangensvej" in page
    assert "Lærkeparkensvej" not in page
    assert f'href="{PAGE}"' in page


def test_what_could_not_be_delivered_needs_no_other_responsible(login, freja, anna, laerke):
    (notice,) = fill(laerke, 1)
    Delivery.objects.create(
        kind=DeliveryKind.ARREARS_NOTICE,
        subject_id=notice.pk,
        organisation=laerke.organisation,
        estate=laerke,
        status="parked",
        park_reason="poison",
    )
    page = login(freja).get(PAGE).content.decode()
    assert "leveringen mislykkedes" in page
    assert "Giv Lærkeparken en ansvarlig" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_few_queries(login, freja, fjordbo, django_assert_max_num_queries, number):
    for _ in range(number):
        estate = EstateFactory(organisation=fjordbo)
        fill(estate, number)
    client = login(freja)
    for path in (PAGE, reverse("unassigned_estate", args=[estate.pk])):
        client.get(path)
        with django_assert_max_num_queries(8 + 2):  # and a savepoint
            client.get(path)


def test_who_may_not(login, freja, carla, anna, dorte, skov, moelle):
    path = reverse("unassigned_estate", args=[moelle.pk])
    assert login(freja).get(reverse("unassigned_estate", args=[skov.pk])).status_code == 404
    assert [login(person).get(path).status_code for person in (anna, carla, dorte)] == [403, 403, 403]
    assert login(freja).post(path).status_code == 405
