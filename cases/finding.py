"""Whether there is a case already: what a search for a household shows before a new one is opened."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cases.models import Case
from cases.querysets import handed_away


@dataclass(frozen=True)
class CaseAt:
    """Of a household: its open case, if this person may read it, or that it is somebody else's."""

    case: Case | None = None
    is_handed_away: bool = False


def cases_at(user: Any, tenancy_ids: Collection[int]) -> dict[int, CaseAt]:
    """For each of the households; two queries, none without a household."""
    if not tenancy_ids:
        return {}
    rows = Case.objects.visible_to(user).open().filter(tenancy_id__in=tenancy_ids)
    cases = {case.tenancy_id: case for case in rows.select_related("responsible__user")}
    away = set(handed_away(user).filter(tenancy_id__in=tenancy_ids).values_list("tenancy_id", flat=True))
    return {pk: CaseAt(cases.get(pk), pk in away) for pk in tenancy_ids}
