"""Which households a person works with on a day: whose cases are in whose hands."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User


def _open_cases() -> Any:
    return apps.get_model("cases", "Case")._default_manager.open()


@dataclass(frozen=True)
class Hands:
    """Households on a person's estates whose open case is theirs or an absent colleague's (`own`), and whose
    is somebody else's (`others`): subqueries, or ids read once."""

    own: Any
    others: Any


def hands_of(user: "User | Any", day: dt.date | None = None) -> Hands:
    membership: Any = user.membership
    cases = _open_cases().with_caretaker(day).filter(estate_id__any=membership.estate_ids)
    mine = cases.in_hand_of(membership, day)
    own, others = cases.filter(mine), cases.exclude(mine)
    return Hands(own.values_list("tenancy_id", flat=True), others.values_list("tenancy_id", flat=True))


def worked_by(
    user: "User | Any", day: dt.date | None = None, *, also: Q | None = None, hands: Hands | None = None
) -> Q:
    """Rows about the households this person works with on `day`: those whose open case is theirs or an absent
    colleague's, and on the estates they answer for (or where `also` holds) those without a case of somebody
    else. For rows that have `tenancy_id` and `estate_id`, of the estates the person has."""
    hands = hands or hands_of(user, day)
    membership: Any = user.membership
    here = Q(estate_id__any=membership.responsible_estate_ids)
    return _in(hands.own) | (here | also if also else here) & ~_in(hands.others)


def _in(tenancies: Any) -> Q:
    return Q(tenancy_id__any=tenancies) if isinstance(tenancies, list) else Q(tenancy_id__in=tenancies)
