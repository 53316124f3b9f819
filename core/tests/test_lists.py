"""Paging that neither repeats nor skips a row, sorting that only knows its own keys."""

import datetime as dt
from decimal import Decimal

import django_filters
import pytest
from django.http import QueryDict
from django.test import RequestFactory

from core.lists import RowLinks, Sort, list_page, next_url
from residents.models import Tenancy
from tests.factories import DwellingFactory, EstateFactory, StairwellFactory, TenancyFactory

SORTS = {
    "adresse": Sort("sort_key"),
    "leje": Sort("-monthly_rent", nullable=True),
    "indflyttet": Sort("starts_on"),
}


class RentFilter(django_filters.FilterSet):
    starts_on = django_filters.DateFilter()

    class Meta:
        model = Tenancy
        fields = ["starts_on"]


@pytest.fixture
def tenancies(db):
    stairwell = StairwellFactory(estate=EstateFactory())
    rows = []
    for n in range(23):
        dwelling = DwellingFactory(stairwell=stairwell, number=f"{n:04d}")
        rent = None if n % 5 == 0 else Decimal(5000 + n % 3)
        start = dt.date(2020, 1 + n % 2, 1)
        rows.append(
            TenancyFactory(dwelling=dwelling, monthly_rent=rent, starts_on=start, sort_key=f"{n:04d}")
        )
    return rows


def ask(address, **options):
    request = RequestFactory().get(address)
    return list_page(request, Tenancy.objects.all(), sorts=SORTS, size=5, **options)


def walk(address):
    """Every page forwards, then every page backwards from the last."""
    forwards, page = [], ask(address)
    forwards.append([row.pk for row in page.rows])
    while page.has_next:
        page = ask(page.next_url)
        forwards.append([row.pk for row in page.rows])
    backwards = [forwards[-1]]
    while page.has_previous:
        page = ask(page.previous_url)
        backwards.insert(0, [row.pk for row in page.rows])
    return forwards, backwards


def seen(pages):
    return [pk for page in pages for pk in page]


@pytest.mark.parametrize("key", ["adresse", "-adresse", "leje", "-leje", "indflyttet", "-indflyttet"])
def test_every_row_is_shown_once_in_both_directions(tenancies, key):
    forwards, backwards = walk(f"/x/?sortering={key}")
    assert sorted(seen(forwards)) == sorted(t.pk for t in tenancies)
    assert len(seen(forwards)) == len(set(seen(forwards)))
    assert seen(forwards)[-10:] == seen(backwards)[-10:]
    assert len(set(seen(backwards))) == len(seen(backwards)) == len(tenancies)


@pytest.mark.parametrize("key", ["leje", "-leje"])
def test_rows_without_a_value_come_last(tenancies, key):
    rents = {t.pk: t.monthly_rent for t in tenancies}
    order = [rents[pk] for pk in seen(walk(f"/x/?sortering={key}")[0])]
    assert all(rent is None for rent in order[-5:])
    values = [rent for rent in order if rent is not None]
    assert values == sorted(values, reverse=key == "leje")


@pytest.mark.parametrize("wanted", ["password", "-monthly_rent", "adresse__x", "", "--adresse"])
def test_an_unknown_sort_is_the_default(tenancies, wanted):
    assert ask(f"/x/?sortering={wanted}").sort_key == "adresse"


@pytest.mark.parametrize("start", ["0", "999999999", "abc", "٣", "-1", "1" * 30])
def test_a_start_row_that_is_not_there_starts_over(tenancies, start):
    page = ask(f"/x/?efter={start}")
    assert page.rows[0].sort_key == "0000"
    assert not page.has_previous


def test_the_page_holds_when_its_start_row_leaves_the_filter(tenancies):
    first = ask("/x/?starts_on=2020-01-01&sortering=adresse", filter_class=RentFilter)
    expected = [row.pk for row in ask(first.next_url, filter_class=RentFilter).rows]
    Tenancy.objects.filter(pk=first.last_id).update(starts_on=dt.date(2021, 1, 1))
    assert [row.pk for row in ask(first.next_url, filter_class=RentFilter).rows] == expected


def test_the_count_is_capped(tenancies):
    assert ask("/x/").count_label == "23"
    assert ask("/x/", cap=10).count_label == "10+"
    assert ask("/x/", counted=False).count_label == ""


def test_filters_stay_in_the_links(tenancies):
    page = ask("/x/?starts_on=2020-01-01&efter=1", filter_class=RentFilter)
    assert page.is_filtered
    assert "starts_on=2020-01-01" in page.next_url
    assert page.sort_url("leje") == "/x/?starts_on=2020-01-01&sortering=leje"
    assert page.clear_url == "/x/"


def test_a_second_click_turns_the_sort_around(tenancies):
    assert ask("/x/").sort_url("adresse") == "/x/?sortering=-adresse"
    turned = ask("/x/?sortering=-adresse")
    assert turned.sort_url("adresse") == "/x/?sortering=adresse"
    assert turned.sort_state("adresse") == "descending"
    assert turned.sort_state("leje") == ""


@pytest.mark.parametrize("size", [1, 3])
def test_the_query_count_does_not_follow_the_rows(tenancies, django_assert_num_queries, size):
    request = RequestFactory().get(f"/x/?efter={tenancies[3].pk}")
    with django_assert_num_queries(3):
        page = list_page(request, Tenancy.objects.all(), sorts=SORTS, size=size)
        assert len(page.rows) == size


def test_rows_may_be_dicts(tenancies):
    request = RequestFactory().get("/x/")
    page = list_page(request, Tenancy.objects.values("id", "reference"), sorts=SORTS, size=5)
    assert page.last_id == tenancies[4].pk
    again = RequestFactory().get(page.next_url)
    assert (
        list_page(again, Tenancy.objects.values("id", "reference"), sorts=SORTS, size=5).first_id
        == tenancies[5].pk
    )


def test_a_posted_search_keeps_its_words_out_of_addresses(tenancies):
    request = RequestFactory().post("/x/", {"q": "Beboersen", "csrfmiddlewaretoken": "x", "efter": "3"})
    page = list_page(request, Tenancy.objects.all(), sorts=SORTS, size=5, data=request.POST)
    assert not page.can_link
    assert page.posted == [("q", "Beboersen")]


def test_no_rows():
    page = list_page(
        RequestFactory().get("/x/"), Tenancy.objects.none(), sorts=SORTS, data=QueryDict("efter=4")
    )
    assert (page.rows, page.has_next, page.has_previous) == ([], False, False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/restancesager/?trin=paakrav", "/restancesager/?trin=paakrav"),
        ("//ond.example/x", "/hjem/"),
        ("https://ond.example/", "/hjem/"),
        ("javascript:alert(1)", "/hjem/"),
        ("/\\ond.example", "/hjem/"),
        ("relativ", "/hjem/"),
        ("", "/hjem/"),
    ],
)
def test_only_local_addresses_are_returned_to(wanted, expected):
    assert next_url(RequestFactory().post("/x/", {"next": wanted}), "/hjem/") == expected


def test_row_links_are_resolved_once(settings):
    settings.ROOT_URLCONF = "core.tests.urls"
    assert RowLinks("thing_detail")(42) == "/ting/42/"
