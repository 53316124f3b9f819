"""Which forms a person has sent: written in the transaction of what they do, so both are there or neither."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import SentForm, User
from notifications.registry import Scheduled

KEPT_DAYS = 7
"""Longer than anybody comes back to an open page to send it again."""
AT, UNTIL = dt.time(5, 30), dt.time(23)


@transaction.atomic
def claim_form(*, actor: User, digest: str) -> SentForm | None:
    """None for whoever comes first. Of several at once the others wait here until the first is through: for
    its row, or for nothing, when it failed. To be called first of all in the request's transaction."""
    sent, is_new = SentForm.objects.get_or_create(user_id=actor.pk, digest=digest)
    return None if is_new else sent


@transaction.atomic
def settle_form(*, actor: User, digest: str, location: str) -> None:
    """It is done, and led to `location`; "" when it was not: then it may be sent again."""
    mine = SentForm.objects.filter(user_id=actor.pk, digest=digest)
    if location:
        mine.update(location=location)
    else:
        mine.delete()


def tidy_sent_forms(day: dt.date) -> int:
    """Those nobody sends again. Returns how many."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    return SentForm.objects.filter(created_at__lt=before).delete()[0]


def schedule() -> Scheduled:
    return Scheduled("tidy_sent_forms", AT, UNTIL, tidy_sent_forms)
