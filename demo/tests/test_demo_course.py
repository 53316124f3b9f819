"""The lists of the demo tell one story per household, and the law's steps come in the law's order."""

import csv
import datetime as dt
from itertools import pairwise

import pytest

from demo import ledger
from demo.ledger import Household
from demo.plots import LISTS, PLOTS
from evictions.rules import demand_deadline, earliest_demand, last_timely_day
from residents.models import Tenancy

STEPS = ["restance", "påkrav", "ophævelse", "fogedret"]
DAYS = [dt.date(2026, 11, 22) + dt.timedelta(days=13 * n) for n in range(28)]
WITH_TENANCY = [Household(Tenancy(reference=f"1204-{n:04d}-01"), plot) for n, plot in enumerate(PLOTS)]


def day(text):
    return dt.datetime.strptime(text, "%d-%m-%Y").date()


def told(which, today):
    """Per household what the list says: step, demand, days rent was due, days a fee was due."""
    lines = ledger.write_list(WITH_TENANCY, which, today).decode("cp1252").split("\r\n")[2:-1]
    found = {}
    for row in csv.DictReader(lines, delimiter=";"):
        demand = day(row["Påkrav modtaget"]) if row["Påkrav modtaget"] else None
        said = found.setdefault(row["Lejeforhold"], (STEPS.index(row["Status"]), demand, [], []))
        said[3 if row["Posttype"] == "Påkravsgebyr" else 2].append(day(row["Forfald"]))
    return found


@pytest.mark.parametrize("today", DAYS)
def test_no_list_contradicts_another(today):
    lists = [(today - dt.timedelta(days=ago), told(which, today)) for which, ago in enumerate(LISTS)]
    for household in WITH_TENANCY:
        reference = household.tenancy.reference
        course = [(on, said[reference]) for on, said in lists if reference in said]
        for (before_on, before), (_on, after) in pairwise(course):
            assert before[0] <= after[0], (reference, "the course goes back")
            assert not (after[1] and after[1] <= before_on) or before[1] == after[1], (reference, "demand")
            assert not before[1] or before[1] == after[1], (reference, "the demand moves")
        for on, (step, demand, rents, fees) in course:
            assert (step > 0) == bool(fees), (reference, "a fee goes with a demand")
            assert all(due <= on for due in [*rents, *fees]), (reference, "due in the future")
            assert demand is None or (step > 0 and demand <= on and fees == [demand]), (reference, "demand")
            assert demand is None or earliest_demand(last_timely_day(min(rents))).safe <= demand
            assert demand is None or step < 2 or demand_deadline(demand).date < on, (
                reference,
                "terminated early",
            )
        assert len({fee for _on, said in course for fee in said[3]}) <= 1, (reference, "the fee moves")
