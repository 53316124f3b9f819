"""How many cases each tab of the review holds, in one statement.

The tabs once more (EvictionCaseQuerySet.in_tab), as the statement every opening of the review runs; a test
compares the two. Each tab is counted along its own index, up to a cap.
"""

from typing import Any, Final

from django.db import connection
from django.utils import timezone

from accounts.choices import Role
from core.lists import COUNT_CAP
from evictions.choices import AT_COURT, OPEN_EVICTIONS, EvictionTab


def _one_of(statuses: frozenset[str]) -> str:
    named = ", ".join(f"'{status}'" for status in sorted(statuses))
    return f"status IN ({named})"


CONDITIONS: Final[dict[str, str]] = {
    EvictionTab.ANSWER: "answer_since IS NOT NULL",
    EvictionTab.NEW: "reviewed_at IS NULL",
    EvictionTab.COURT: _one_of(AT_COURT),
    EvictionTab.PAUSED: "standstill_until >= %(today)s",
    EvictionTab.ALL: "true",
}


def count_tab(tab: str, called: str = "") -> str:
    """SQL: one row (`called`, number). Parameters: organisation, today, most."""
    return f"""
SELECT '{called or tab}', count(*) FROM (
    SELECT FROM evictions_evictioncase
    WHERE organisation_id = %(organisation)s AND {_one_of(OPEN_EVICTIONS)} AND {CONDITIONS[tab]}
    LIMIT %(most)s) counted
"""  # noqa: S608 -- codes and conditions of our own


COUNT_TABS: Final = "UNION ALL".join(count_tab(tab) for tab in EvictionTab.values)


def eviction_counts(user: Any, cap: int = COUNT_CAP) -> dict[str, int]:
    """Of those who see the whole organisation; cap + 1 stands for any number beyond."""
    if user.role not in {Role.ADMINISTRATION, Role.COORDINATOR}:
        return dict.fromkeys(EvictionTab.values, 0)
    with connection.cursor() as cursor:
        parameters = {"organisation": user.organisation_id, "today": timezone.localdate(), "most": cap + 1}
        cursor.execute(COUNT_TABS, parameters)
        return dict(cursor.fetchall())
