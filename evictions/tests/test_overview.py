import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from evictions.models import ArrearsNotice
from notifications.choices import DeliveryKind
from notifications.models import Delivery
from tests.factories import ArrearsNoticeFactory, DwellingFactory, StairwellFactory, TenancyFactory


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy)


def figure(answer, label):
    (found,) = [tile["value"] for tile in answer.context["tiles"] if tile["label"] == label]
    return found


def orphan(estate):
    """A notice of an estate that nobody is responsible for, parked by the push."""
    stairwell = StairwellFactory(estate=estate, street="Møllevej", house_number="2")
    notice = ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell)))
    Delivery.objects.create(
        kind=DeliveryKind.ARREARS_NOTICE,
        subject_id=notice.pk,
        organisation_id=notice.organisation_id,
        estate=estate,
        status="parked",
        park_reason="nobody",
    )
    return notice


def test_shows_the_load_of_each_caretaker(login, freja, anna, notice):
    today = timezone.localdate()
    ArrearsNotice.objects.filter(pk=notice.pk).update(
        demand_received_on=today - dt.timedelta(days=30), demand_deadline=today - dt.timedelta(days=1)
    )
    answer = login(freja).get(reverse("overview"))
    assert answer.status_code == 200
    (load,) = answer.context["loads"]
    assert (load.name, load.open_count, load.untaken_count, load.late_count) == (anna.name, 1, 1, 1)


def test_counts_what_nobody_is_responsible_for(login, freja, anna, notice, moelle):
    orphan(moelle)
    assert figure(login(freja).get(reverse("overview")), "Restancer uden ansvarlig") == 1
    page = login(freja).get(reverse("unassigned")).content.decode()
    assert "Giv Møllevangen en ansvarlig" in page
    assert "Lærkeparken" not in page


def test_counts_what_was_not_taken_in_time(login, freja, notice):
    assert figure(login(freja).get(reverse("overview")), "Ikke taget i tide") == 0
    ArrearsNotice.objects.filter(pk=notice.pk).update(created_at=timezone.now() - dt.timedelta(days=10))
    assert figure(login(freja).get(reverse("overview")), "Ikke taget i tide") == 1
    rows = login(freja).get(reverse("overview_list", args=["ikke-taget"])).content.decode()
    assert "Lærkevej 8" in rows


def test_another_organisation_is_not_counted(login, freja, skov):
    orphan(skov)
    answer = login(freja).get(reverse("overview"))
    assert "0 åbne restancer" in answer.content.decode()
    assert "Alle restancer har en ansvarlig" in login(freja).get(reverse("unassigned")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(
    login, freja, anna, laerke, moelle, rows, django_assert_max_num_queries
):
    for number in range(rows):
        stairwell = StairwellFactory(estate=laerke, street="Møllevej", house_number=str(number))
        ArrearsNoticeFactory(tenancy=TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell)))
    client = login(freja)
    for route in ("overview", "unassigned"):
        client.get(reverse(route))
        with django_assert_max_num_queries(13):  # One for each tile of another app.
            client.get(reverse(route))


def test_for_coordinators_only(login, anna, dorte, freja):
    for route in ("overview", "unassigned"):
        assert login(anna).get(reverse(route)).status_code == 403
        assert login(dorte).get(reverse(route)).status_code == 403
        assert login(freja).post(reverse(route)).status_code == 405


def test_shows_how_far_each_list_has_come(login, freja, anna, notice, laerke):
    other = ArrearsNoticeFactory(
        tenancy=TenancyFactory(dwelling=DwellingFactory(stairwell=notice.tenancy.dwelling.stairwell)),
        first_list=notice.first_list,
        seen_at=timezone.now(),
    )
    for subject in (notice, other):
        Delivery.objects.create(
            kind=DeliveryKind.ARREARS_NOTICE,
            subject_id=subject.pk,
            organisation_id=laerke.organisation_id,
            estate=laerke,
            status="delivered",
        )
    (told,) = login(freja).get(reverse("overview")).context["lists"]
    assert (told.notice_count, told.delivered_count, told.seen_count) == (2, 2, 1)
    assert (told.taken_count, told.parked_count) == (0, 0)
