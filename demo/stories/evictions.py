"""What the administration did: two on their way to the bailiff court, an agreement, and how two others ended.

Dates of the law are computed by its rules, so that no story is a wrong example.
"""

import datetime as dt

from core.weekdays import add_weekdays, next_weekday
from demo.office import Office
from demo.plots import LISTS
from evictions.choices import DemandChannel, EvictionOutcome, LineType
from evictions.rules import earliest_demand, earliest_termination

RENT = "7200.00"


def to_the_bailiff_court(office: Office) -> None:
    """The hearing is next week. The municipality has not been told: that must be seen on the page."""
    case, today = office.case, office.today
    terminated_on = earliest_termination(case.demand_deadline or today)
    after_the_list = today - dt.timedelta(days=LISTS[1] - 1)
    office.terminate(terminated_on, add_weekdays(terminated_on, 4), written=after_the_list)
    office.file(add_weekdays(today, -9), f"FS 41-1204/{today.year}", written=today)
    office.hear(today, next_weekday(today + dt.timedelta(days=7)), dt.time(9, 30), "Sal 3")


def terminated_and_at_rest(office: Office) -> None:
    """Terminated, while the municipality looks at an application."""
    terminated_on = add_weekdays(office.today, -4)
    office.terminate(terminated_on, add_weekdays(office.today, 3), written=office.today)


def an_agreement_that_is_kept(office: Office) -> None:
    """Opened by hand when the agreement was made, before there was any demand."""
    due = (office.today - dt.timedelta(days=61)).replace(day=1)
    office.open(office.today - dt.timedelta(days=54), due_date=due, claim=two_months(due))


def averted_by_an_agreement(office: Office) -> None:
    """Some months ago: a demand, then an agreement before the deadline."""
    due = (office.today - dt.timedelta(days=150)).replace(day=1)
    _demand(office, due)
    office.close(add_weekdays(office.case.demand_deadline or due, -2), EvictionOutcome.INSTALMENT_AGREEMENT)


def evicted(office: Office, moved_on: dt.date) -> None:
    """The whole course, in the law's order, to the day the tenancy ended."""
    due = (moved_on - dt.timedelta(days=95)).replace(day=1)
    _demand(office, due)
    terminated_on = earliest_termination(office.case.demand_deadline or due)
    office.terminate(terminated_on, add_weekdays(terminated_on, 4))
    filed_on = add_weekdays(terminated_on, 6)
    office.notify(filed_on)
    office.file(filed_on, f"FS 41-0077/{filed_on.year}")
    office.hear(add_weekdays(filed_on, 5), add_weekdays(moved_on, -10), dt.time(10, 15), "Sal 1")
    office.evict(add_weekdays(moved_on, -9), moved_on, dt.time(9))
    office.close(add_weekdays(moved_on, 1), EvictionOutcome.EVICTED)


def _demand(office: Office, due: dt.date) -> None:
    issued_on = earliest_demand(due).safe
    office.open(issued_on, due_date=due, claim=two_months(due))
    office.issue(issued_on, DemandChannel.DIGITAL_POST)
    office.receive(add_weekdays(issued_on, 1))


def two_months(due: dt.date) -> list[dict[str, str]]:
    earlier = (due - dt.timedelta(days=1)).replace(day=1)
    return [{"type": str(LineType.RENT), "amount": RENT, "due_date": str(day)} for day in (earlier, due)]
