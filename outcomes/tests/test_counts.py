"""What each figure counts, from rows whose numbers are worked out by hand."""

import datetime as dt

import pytest
from django.utils import timezone

from disputes.models import Complaint
from evictions.rules import complaint_action_due
from outcomes.counts import counts_of
from outcomes.figures import FIGURES
from outcomes.shown import KINDS, Shown
from tests.condition_factories import ConcernFlagFactory
from tests.dispute_factories import ComplaintFactory, MediationFactory
from tests.factories import DwellingFactory, TenancyFactory

YEAR = 2025
"""A year that is over, so that no test depends on the day it runs."""
TODAY = dt.date(2026, 6, 1)


def moment(month, day, hour=12, year=YEAR):
    return dt.datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def flag(estate, came, acted=None, **more):
    """Reported `came`; `created_at` is the database's, so it is put back."""
    taken = {"status": "in_hand", "taken_at": acted, "taken_by_id": more.pop("by")} if acted else {}
    flat = DwellingFactory(stairwell__estate=estate)
    return ConcernFlagFactory(dwelling=flat, created_at=came, **taken, **more)


def complaint(estate, on, **more):
    tenancy = more.pop("respondent", None) or TenancyFactory(dwelling__stairwell__estate=estate)
    closed = more.pop("closed", None)
    made = ComplaintFactory(respondent=tenancy, received_on=on, channel=more.pop("channel", "form"), **more)
    if closed:
        at, outcome = closed
        Complaint.objects.filter(pk=made.pk).update(
            status="closed",
            closed_at=at,
            closed_by=made.reported_by,
            closed_from="received",
            outcome=outcome,
        )
    return made


def mediation(estate, at, fact="offered", ended="", **more):
    closed = {"phase": "closed", "closed_at": at, "delete_on": at.date(), "ended": ended} if ended else {}
    return MediationFactory(estate=estate, opened_at=at, fact=fact, **closed | more)


def counted(user, estate, year=YEAR, today=TODAY):
    return counts_of(user, (year,), today)[year].by_estate[estate.pk]


def test_concerns_by_kind(freja, laerke):
    flag(laerke, moment(3, 3), kinds=["smell", "vermin"])
    flag(laerke, moment(3, 4), kinds=["smell"])
    flag(laerke, moment(3, 4, year=YEAR - 1), kinds=["smell"])
    found = counted(freja, laerke)
    assert (found["meldinger"], found["art-smell"], found["art-vermin"], found["art-pets"]) == (2, 2, 1, 0)


def test_every_kind_has_a_figure_and_a_column():
    assert set(KINDS) < set(FIGURES)


def test_days_and_weekdays_to_the_first_action(freja, anna, laerke):
    """Friday to Tuesday are two weekdays; to Wednesday three."""
    flag(laerke, moment(11, 7), moment(11, 7, 15), by=anna.pk)
    flag(laerke, moment(11, 7), moment(11, 11), by=anna.pk)
    flag(laerke, moment(11, 7), moment(11, 12), by=anna.pk)
    flag(laerke, moment(11, 7))
    counts = counts_of(freja, (YEAR,), TODAY)[YEAR]
    assert dict(counts.waits[laerke.pk]) == {0: 1, 4: 1, 5: 1}
    assert (counts.by_estate[laerke.pk]["i-tide"], counts.by_estate[laerke.pk]["for-sent"]) == (2, 2)


def test_closed_at_once_is_acted_on(freja, anna, laerke):
    at = moment(11, 7, 14)
    flag(laerke, moment(11, 7), status="closed", closed_at=at, closed_by=anna, outcome="known")
    assert counted(freja, laerke)["i-tide"] == 1


def test_one_that_can_still_be_in_time_is_not_counted_yet(freja, laerke):
    flag(laerke, moment(11, 7))
    assert counted(freja, laerke, today=dt.date(2025, 11, 11))["for-sent"] == 0
    assert counted(freja, laerke, today=dt.date(2025, 11, 12))["for-sent"] == 1


def test_complaints_by_category_in_the_year_they_came(freja, laerke):
    complaint(laerke, dt.date(YEAR, 1, 1))
    complaint(laerke, dt.date(YEAR, 12, 31), category="other_pets")
    complaint(laerke, dt.date(YEAR - 1, 12, 31))
    found = counted(freja, laerke)
    assert (found["klager"], found["om-noise"], found["om-other-pets"]) == (2, 1, 1)


def test_repeats_within_half_a_year(freja, laerke, tenancy):
    """The second within half a year and the third after the second; the first and one a year later not."""
    for on in (dt.date(2025, 1, 10), dt.date(2025, 5, 10), dt.date(2025, 10, 1)):
        complaint(laerke, on, respondent=tenancy)
    complaint(laerke, dt.date(2025, 5, 11))
    assert counted(freja, laerke)["gentagelser"] == 2


def test_a_repeat_of_last_year_counts_in_the_year_it_came(freja, laerke, tenancy):
    complaint(laerke, dt.date(YEAR - 1, 12, 20), respondent=tenancy)
    complaint(laerke, dt.date(YEAR, 1, 5), respondent=tenancy)
    assert counted(freja, laerke)["gentagelser"] == 1
    assert counted(freja, laerke, YEAR - 1)["gentagelser"] == 0


def test_one_that_was_taken_back_is_none_to_repeat(freja, laerke, tenancy):
    complaint(laerke, dt.date(2025, 2, 1), respondent=tenancy, closed=(moment(2, 3), "withdrawn"))
    complaint(laerke, dt.date(2025, 3, 1), respondent=tenancy)
    assert counted(freja, laerke)["gentagelser"] == 0


def test_the_four_weeks(freja, laerke):
    """July does not count. Of those with a clock: acted upon, or run out."""
    on = dt.date(2025, 6, 20)
    due = complaint_action_due(on)
    assert due > dt.date(2025, 7, 31)
    complaint(laerke, on, acted_on=due)
    complaint(laerke, on, acted_on=due + dt.timedelta(days=1))
    complaint(laerke, on)
    complaint(laerke, on, channel="phone", acted_on=on)
    found = counted(freja, laerke)
    assert (found["frist-holdt"], found["frist-brudt"]) == (1, 2)
    running = counted(freja, laerke, today=due)
    assert (running["frist-holdt"], running["frist-brudt"]) == (1, 1)


def test_solved_in_dialogue_of_those_closed_in_the_year(freja, laerke):
    complaint(laerke, dt.date(YEAR, 1, 2), closed=(moment(2, 1), "dialogue"))
    complaint(laerke, dt.date(YEAR - 1, 11, 2), closed=(moment(1, 4), "mediated"))
    complaint(laerke, dt.date(YEAR, 3, 2), closed=(moment(4, 1), "stopped"))
    complaint(laerke, dt.date(YEAR, 3, 2), closed=(moment(1, 5, year=YEAR + 1), "dialogue"))
    complaint(laerke, dt.date(YEAR, 3, 2))
    found = counted(freja, laerke)
    assert (found["i-dialog"], found["paa-anden-vis"]) == (2, 1)


def test_mediations_and_what_became_of_them(freja, laerke):
    mediation(laerke, moment(2, 1))
    mediation(laerke, moment(2, 1), "held", "agreed")
    mediation(laerke, moment(2, 1), "held", "agreed", erased_at=timezone.now())
    mediation(laerke, moment(2, 1), "held", "broken")
    mediation(laerke, moment(2, 1), "held", "not_agreed")
    mediation(laerke, moment(2, 1), "not_held", "refused")
    found = counted(freja, laerke)
    assert (found["tilbudt"], found["afholdt"], found["ikke-afholdt"], found["i-gang"]) == (6, 4, 1, 1)
    assert (found["aftaler"], found["uden-aftale"], found["holdt"], found["brudt"]) == (3, 1, 2, 1)


def test_how_they_ended_is_counted_when_they_were_closed_and_the_year_is_over(freja, laerke):
    """A number that moved while one looks would tell how the last one ended."""
    mediation(laerke, moment(12, 1), "held", "agreed", closed_at=moment(1, 9, year=YEAR + 1))
    assert counted(freja, laerke)["aftaler"] == 0
    assert counted(freja, laerke, YEAR + 1, dt.date(YEAR + 1, 12, 31))["aftaler"] == 0
    assert counted(freja, laerke, YEAR + 1, dt.date(YEAR + 2, 1, 1))["aftaler"] == 1


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_how_a_mediation_ended_is_not_even_asked_for(request, laerke, who):
    user = request.getfixturevalue(who)
    mediation(laerke, moment(2, 1), "held", "agreed")
    found = counted(user, laerke)
    assert found["afholdt"] == 1
    assert not {"aftaler", "uden-aftale", "holdt", "brudt"} & set(found)


def test_the_administration_is_told_nothing_of_concerns(dorte, laerke):
    flag(laerke, moment(3, 3))
    assert counts_of(dorte, (YEAR,), TODAY)[YEAR].by_estate == {}


def test_whose_estates(anna, carla, freja, laerke, moelle, skov):
    for estate in (laerke, moelle, skov):
        flag(estate, moment(3, 3))
        complaint(estate, dt.date(YEAR, 3, 3))
        mediation(estate, moment(3, 3))

    def estates(user):
        return set(counts_of(user, (YEAR,), TODAY)[YEAR].by_estate)

    assert estates(anna) == {laerke.pk}
    assert estates(freja) == {laerke.pk, moelle.pk}
    assert estates(carla) == {skov.pk}


def test_new_years_eve_is_danish_time(freja, laerke):
    last_minute = dt.datetime(YEAR - 1, 12, 31, 22, 59, tzinfo=dt.UTC)
    flag(laerke, last_minute)
    flag(laerke, last_minute + dt.timedelta(minutes=2))
    mediation(laerke, last_minute)
    mediation(laerke, last_minute + dt.timedelta(minutes=2))
    for year in (YEAR - 1, YEAR):
        found = counted(freja, laerke, year)
        assert (found["meldinger"], found["tilbudt"]) == (1, 1)


@pytest.mark.parametrize(("who", "queries"), [("freja", 6), ("anna", 5), ("dorte", 3)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(
    request, laerke, moelle, who, queries, rows, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    for _number in range(rows):
        for estate in (laerke, moelle):
            flag(estate, moment(3, 3))
            complaint(estate, dt.date(YEAR, 3, 3))
            mediation(estate, moment(3, 3))
    assert user.membership
    with django_assert_max_num_queries(queries + 1):
        counts_of(user, (YEAR, YEAR - 1), TODAY)


def test_days_are_the_middle_of_at_least_five(freja, anna, laerke):
    days = FIGURES["dage-til-handling"]
    for later in (0, 0, 1, 6):
        flag(laerke, moment(3, 3), moment(3, 3 + later, 15), by=anna.pk)

    def shown():
        return Shown(counts_of(freja, (YEAR,), TODAY)[YEAR], [laerke.pk]).value(days, laerke.pk)

    assert shown().is_hidden
    flag(laerke, moment(3, 3), moment(3, 5, 15), by=anna.pk)
    assert shown().number == 1
