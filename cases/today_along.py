"""What I dag reads in one query: the flags of one's estates, and the rows other apps read along."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from accounts.compiled import compiled_for_user
from accounts.models import Membership
from cases.providers import today_along
from cases.today_safety import flags_part
from core.gathering import by_part, gathered


def read_along(user: Any, today: dt.date) -> dict[str, list[Any]]:
    return by_part(_along(user, today=today)[0])


@compiled_for_user
def _along(user: Any, *, today: dt.date) -> QuerySet[Any, Any]:
    parts = {name: part(user, today) for name, part in today_along.items()}
    parts["flags"] = flags_part(user, today)
    return gathered(Membership.objects.filter(pk=user.membership.pk), parts)
