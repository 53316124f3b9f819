"""Evictions in numbers: what each figure counts, and that what is counted is what opens."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import LookUp
from evictions.choices import AVERTED, EvictionOutcome
from evictions.figures import FIGURES, cases_of, count_by_estate
from evictions.models import EvictionCase
from evictions.review.effects import Resolution
from evictions.services.reviews import decide
from tests.eviction_factories import EvictionCaseFactory, StandstillFactory
from tests.factories import TenancyFactory

YEAR = timezone.localdate().year
LONG_AGO = dt.datetime(YEAR - 2, 5, 4, 12, tzinfo=dt.UTC)


def open_case(estate, **fields):
    return EvictionCaseFactory(tenancy=TenancyFactory(dwelling__stairwell__estate=estate), **fields)


def closed_case(estate, outcome, *, closed_from="demand", closed_at=None, **fields):
    return open_case(
        estate,
        status="closed",
        closed_from=closed_from,
        outcome=outcome,
        closed_at=closed_at or timezone.now(),
        **fields,
    )


def counts(user, estate, year=YEAR):
    return count_by_estate(user, year).get(estate.pk, {})


def test_how_far_the_cases_of_the_year_came(dorte, laerke):
    open_case(laerke, status="arrears")
    open_case(laerke, status="demand")
    open_case(laerke, status="terminated")
    open_case(laerke, status="filed")
    closed_case(laerke, "evicted", closed_from="eviction")
    found = counts(dorte, laerke)
    assert (found["sager"], found["paakrav"], found["ophaevet"], found["fogedret"]) == (5, 4, 3, 2)


def test_a_termination_that_was_waived_still_counts_as_one(dorte, laerke):
    open_case(laerke, status="arrears", terminated_on=timezone.localdate())
    assert counts(dorte, laerke)["ophaevet"] == 1


@pytest.mark.parametrize(
    ("status", "verdict", "came_to"),
    [
        ("demand", "withdraw", (1, 0, 0)),
        ("terminated", "waive", (1, 1, 0)),
        ("filed", "withdraw", (1, 1, 1)),
        ("filed", "waive", (1, 1, 1)),
    ],
)
def test_what_a_decision_took_back_still_counts(dorte, laerke, status, verdict, came_to):
    """The decision empties the dates; the next may take it further back."""
    case = open_case(laerke, status=status)
    decide(actor=dorte, case=case, seen=case.revision, resolution=Resolution(verdict, "Der er en aftale"))
    found = counts(dorte, laerke)
    assert (found["paakrav"], found["ophaevet"], found["fogedret"]) == came_to


@pytest.mark.parametrize("outcome", EvictionOutcome.values)
def test_every_outcome_is_counted_once(dorte, laerke, outcome):
    closed_case(laerke, outcome)
    found = counts(dorte, laerke)
    ends = ("afvaerget", "flyttet-foer", "flyttet-efter", "sat-ud", "andet")
    assert [found[end] for end in ends].count(1) == 1
    assert found["afvaerget"] == (outcome in AVERTED)


def test_the_two_voluntary_moves_are_apart(dorte, laerke):
    closed_case(laerke, "voluntary_move_before_court")
    closed_case(laerke, "voluntary_move_after_court_filing")
    found = counts(dorte, laerke)
    assert (found["flyttet-foer"], found["flyttet-efter"], found["afvaerget"]) == (1, 1, 0)


def test_a_case_counts_in_the_year_it_was_opened_and_ends_in_the_year_it_was_closed(dorte, laerke):
    closed_case(laerke, "instalment_agreement", opened_at=LONG_AGO)
    assert counts(dorte, laerke)["sager"] == 0
    assert counts(dorte, laerke)["afvaerget"] == 1
    before = counts(dorte, laerke, YEAR - 2)
    assert (before["sager"], before["afvaerget"]) == (1, 0)


def test_new_years_eve_is_danish_time(dorte, laerke):
    last_minute = dt.datetime(YEAR - 1, 12, 31, 22, 59, tzinfo=dt.UTC)
    open_case(laerke, opened_at=last_minute)
    open_case(laerke, opened_at=last_minute + dt.timedelta(minutes=2))
    assert counts(dorte, laerke, YEAR - 1)["sager"] == 1
    assert counts(dorte, laerke)["sager"] == 1


def test_postponed_is_open_with_a_standstill_once(dorte, laerke):
    StandstillFactory(eviction_case=open_case(laerke))
    StandstillFactory(eviction_case=closed_case(laerke, "other"))
    open_case(laerke)
    assert counts(dorte, laerke)["udskudt"] == 1


@pytest.mark.parametrize("which", FIGURES)
def test_what_is_counted_is_what_opens(login, dorte, laerke, moelle, which):
    for estate in (laerke, moelle):
        StandstillFactory(eviction_case=open_case(estate, status="filed"))
        for outcome in EvictionOutcome.values:
            closed_case(estate, outcome)
    rows = cases_of(EvictionCase.objects.visible_to(dorte), FIGURES[which], YEAR)
    counted = count_by_estate(dorte, YEAR)
    assert rows.count() == counted[laerke.pk][which] + counted[moelle.pk][which] > 0
    address = reverse("eviction_figure_list", args=[which])
    page = login(dorte).get(f"{address}?aar={YEAR}&afdeling={laerke.pk}").context["page"]
    assert page.count == counted[laerke.pk][which]


def test_another_organisation_is_not_counted(login, dorte, carla, laerke, skov):
    open_case(skov)
    assert count_by_estate(dorte, YEAR) == {}
    page = login(dorte).get(reverse("eviction_figures")).content.decode()
    assert "Ingen udsættelsessager" in page


@pytest.mark.parametrize("year", ["", "1999", "31-12", "99999", "²"])
def test_an_odd_year_is_this_year(login, dorte, laerke, year):
    answer = login(dorte).get(reverse("eviction_figures"), {"aar": year})
    assert answer.status_code == 200
    assert answer.context["year"] == YEAR


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(login, freja, laerke, moelle, rows, django_assert_max_num_queries):
    for _number in range(rows):
        closed_case(laerke, "evicted")
        closed_case(moelle, "other")
    client = login(freja)
    for address in (reverse("eviction_figures"), reverse("eviction_figure_list", args=["sager"])):
        client.get(address)
        with django_assert_max_num_queries(9):
            client.get(address)


def test_the_page_opens_every_number_and_says_how_it_is_counted(login, freja, laerke):
    closed_case(laerke, "evicted")
    page = login(freja).get(reverse("eviction_figures")).content.decode()
    assert f"{reverse('eviction_figure_list', args=['sat-ud'])}?aar={YEAR}&amp;afdeling={laerke.pk}" in page
    for figure in FIGURES.values():
        assert str(figure.definition) in page


def test_the_spreadsheet_hides_small_cells_and_totals_over_them(login, freja, laerke, moelle):
    for _number in range(6):
        closed_case(laerke, "instalment_agreement")
    for _number in range(2):
        closed_case(moelle, "evicted")
    answer = login(freja).get(reverse("eviction_figures_export"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    header, *rows = sheet.iter_rows(values_only=True)
    by_name = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert by_name["Lærkeparken"]["Afværget"] == 6
    assert by_name["Møllevangen"]["Sat ud"] == "under 5"
    assert by_name["I alt"]["Sat ud"] == "under 5"
    assert by_name["I alt"]["Sager"] == "under 5"
    assert 2 not in by_name["Møllevangen"].values()
    assert LookUp.objects.filter(actor=freja, purpose="export").count() == 1


def test_an_unknown_figure_is_not_found(login, freja):
    assert login(freja).get(reverse("eviction_figure_list", args=["hemmeligt"])).status_code == 404
