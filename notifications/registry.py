"""What the apps above hand to the push: who gets an estate's deliveries, how a job is run, what a line in
the inbox says, what runs every morning, and what must have been delivered.

notifications imports none of them; they register in their AppConfig.ready().
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

JobHandler = Callable[[int], None]


@dataclass(frozen=True)
class Routing:
    """SQL that yields (estate_id, user_id) for today: the person who gets that estate's deliveries.

    No row for an estate: nobody is assigned, its deliveries are parked. At most one row per estate.
    """

    sql: str


@dataclass(frozen=True)
class JobRunner:
    """`handler(subject_id)` must be idempotent: a job runs at least once. `gave_up(subject_id)` is called
    when it has failed for good, to tell whoever waits for it."""

    handler: JobHandler
    gave_up: JobHandler | None = None


@dataclass(frozen=True)
class InboxLine:
    """What an inbox item says and where it leads. Shown to its owner only, after a scope check."""

    title: str
    url: str
    detail: str = ""


InboxLines = Callable[[Any, Sequence[int]], Mapping[int, InboxLine]]
"""Called with the user and all subject ids of a page; returns lines for those the user may see today."""

TaskCount = Callable[[Any], int]
"""How many things the user, in the membership they act in, has to do today."""


@dataclass(frozen=True)
class Scheduled:
    """Runs once on every weekday that is no holiday, from `at`, or as soon as the system is up before
    `until` (Danish time). `handler(day)` runs in the transaction that records the run. When it has not run by
    `by` (not said: by `until`), the health page raises an alarm: services/heartbeat.py."""

    name: str
    at: dt.time
    until: dt.time
    handler: Callable[[dt.date], object]
    by: dt.time | None = None


NOBODY_BY_NAME = "SELECT NULL::bigint AS delivery_id, NULL::bigint AS user_id WHERE false"
_routing: list[Routing] = []
_by_subject: list[str] = []
_jobs: dict[str, JobRunner] = {}
_inbox_lines: dict[str, InboxLines] = {}
_task_counts: list[TaskCount] = []
_scheduled: dict[str, Scheduled] = {}
_owed: dict[str, str] = {}
_watches: list[Callable[[], object]] = []


def register_routing(routing: Routing) -> None:
    _routing[:] = [routing]


def routing() -> Routing:
    return _routing[0]


def register_routing_by_subject(sql: str) -> None:
    """`sql` reads the relations `taken` (deliveries) and `today(day)` and yields (delivery_id, user_id): who
    gets it instead of the one who has the estate. No row for a delivery: the estate decides. Each app its own
    and for kinds of its own, so that there is at most one row for a delivery; begun from the deliveries of
    those kinds and by index, for all of them run with every batch."""
    if sql not in _by_subject:
        _by_subject.append(sql)


def routing_by_subject() -> str:
    return "\nUNION ALL\n".join(f"({sql})" for sql in _by_subject) if _by_subject else NOBODY_BY_NAME


def register_job(kind: str, handler: JobHandler, *, gave_up: JobHandler | None = None) -> None:
    _jobs[kind] = JobRunner(handler, gave_up)


def job_runner(kind: str) -> JobRunner:
    return _jobs[kind]


def register_inbox_lines(kind: str, lines: InboxLines) -> None:
    _inbox_lines[kind] = lines


def inbox_lines(kind: str, user: Any, subject_ids: Sequence[int]) -> Mapping[int, InboxLine]:
    provider = _inbox_lines.get(kind)
    return provider(user, subject_ids) if provider else {}


def register_task_count(count: TaskCount) -> None:
    if count not in _task_counts:
        _task_counts.append(count)


def task_count(user: Any) -> int:
    return sum(count(user) for count in _task_counts)


def register_scheduled(scheduled: Scheduled) -> None:
    _scheduled[scheduled.name] = scheduled


def scheduled() -> list[Scheduled]:
    return list(_scheduled.values())


def register_owed(kind: str, sql: str) -> None:
    """`sql` yields (subject_id) of everything that must have a delivery of `kind`, for the reconciliation."""
    _owed[kind] = sql


def owed() -> dict[str, str]:
    return dict(_owed)


def register_watch(handler: Callable[[], object]) -> None:
    """`handler()` is called by every dispatcher every ten seconds, day and night: for what must be noticed
    within the minute. It must be quick, and do nothing when another did it already."""
    if handler not in _watches:
        _watches.append(handler)


def watches() -> list[Callable[[], object]]:
    return list(_watches)
