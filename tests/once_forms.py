"""How a form of tests/once_table.py is told, and the reasons why a route needs no such form."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tests.access_world import World


@dataclass(frozen=True)
class Form:
    """`data` is what a person types; a value that is a function is called for each sending (a file). `page`
    is the address of the page it stands on, `asked` what is posted there to see it."""

    args: Sequence[Any] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    on: str = ""
    page: str = ""
    asked: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Sent:
    by: str
    form: Callable[[World], Form]


def at(world: World, kind: str, place: str = "laerke") -> Any:
    return world.objects[kind][place]


def ahead(days: int) -> str:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


CHANGES = "writes what it says over what was there: the same twice is the same"
SETTLES = "twice changes nothing"
SEARCHES = "writes nothing"
SEEN = "carries what was seen: the same twice is the same, and other words in between are told"
UUID = "carries an id of its own, made on the phone, and all of it is compared"
TELLS = "acts on what is there while it is there, and says so afterwards: a second has nothing to act on"
