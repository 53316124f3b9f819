"""What a row of the access table says; how to add one stands in tests/access_table.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = ("caretaker", "estate_office", "administration", "coordinator", "system_administrator")


@dataclass(frozen=True)
class Row:
    title: str
    statuses: Mapping[str, int]
    on: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    post_only: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    anonymous: int = 302

    def status(self, role: str) -> int:
        return self.statuses[role]


def _row(title: str, on: str | Mapping[str, str], others: int, options: dict[str, Any]) -> Row:
    statuses = {role: options.pop(role, others) for role in ROLES}
    objects = {"pk": on} if isinstance(on, str) and on else (on or {})
    return Row(title=title, statuses=statuses, on=objects, **options)


def page(title: str, *, on: str | Mapping[str, str] = "", others: int = 403, **options: Any) -> Row:
    return _row(title, on, others, options)


def action(title: str, *, on: str | Mapping[str, str] = "", others: int = 403, **options: Any) -> Row:
    return _row(title, on, others, {"post_only": True, **options})


def own(title: str, *, status: int = 200, **options: Any) -> Row:
    return _row(title, "", status, options)


def public(title: str, *, status: int = 200, **options: Any) -> Row:
    return _row(title, "", status, {"anonymous": 200, **options})
