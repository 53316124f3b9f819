"""What the apps above hand to the push: who gets an estate's deliveries, and how a job is run.

notifications imports none of them; they register in their AppConfig.ready().
"""

from collections.abc import Callable
from dataclasses import dataclass

JobHandler = Callable[[int], None]

_job_handlers: dict[str, JobHandler] = {}


@dataclass(frozen=True)
class Routing:
    """SQL that yields (estate_id, user_id) for today: the person who gets that estate's deliveries.

    No row for an estate: nobody is assigned, its deliveries are parked. At most one row per estate.
    """

    sql: str


_routing: list[Routing] = []


def register_routing(routing: Routing) -> None:
    _routing[:] = [routing]


def routing() -> Routing:
    return _routing[0]


def register_job(kind: str, handler: JobHandler) -> None:
    """`handler(subject_id)` must be idempotent: a job runs at least once."""
    _job_handlers[kind] = handler


def job_handler(kind: str) -> JobHandler:
    return _job_handlers[kind]
