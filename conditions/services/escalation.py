"""A concern that nobody has taken in time: each coordinator of the organisation is told, once."""

import datetime as dt

from accounts.services.telling import tell_of_untaken
from notifications.choices import DeliveryKind
from notifications.registry import Scheduled

AT = dt.time(6, 30)
UNTIL = dt.time(23, 0)

UNTAKEN = """
SELECT id, organisation_id, estate_id, created_at FROM conditions_concernflag WHERE status = 'received'
"""


def tell_coordinators(day: dt.date) -> int:
    """Returns how many lines are new."""
    return tell_of_untaken(kind=DeliveryKind.UNTAKEN_CONCERN, untaken=UNTAKEN, day=day)


def schedule() -> Scheduled:
    """Every weekday morning before the digest; later the same day when the system was down."""
    return Scheduled("untaken_concerns", at=AT, until=UNTIL, handler=tell_coordinators)
