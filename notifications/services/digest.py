"""The morning mail: neutral text, only to those who want it and have something to do.

A row per person and day is owed in one transaction at 07.00; each is then sent like a delivery, at least
once. What there is to do is counted when it is sent.
"""

import datetime as dt
import logging
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications import registry
from notifications.choices import JobStatus
from notifications.errors import where
from notifications.models import DigestMail
from notifications.sql import execute

logger = logging.getLogger(__name__)
MAX_TRIES = 8
SMTP_SECONDS = 10
AT = dt.time(7, 0)
UNTIL = dt.time(10, 0)

OWE = """
INSERT INTO notifications_digestmail (user_id, business_date, tasks)
SELECT person.id, %(day)s, 0 FROM accounts_user person
WHERE person.is_active AND person.wants_digest AND NOT person.is_machine
ON CONFLICT DO NOTHING
"""

FAILED = """
UPDATE notifications_digestmail
SET attempts = attempts + 1,
    leased_until = now() + make_interval(secs => LEAST(900, 15 * power(2, attempts))),
    status = CASE WHEN attempts + 1 >= %(max_tries)s THEN 'parked' ELSE status END
WHERE id = %(id)s AND status = 'pending'
"""

SETTLE = """
UPDATE notifications_digestmail SET status = 'done', tasks = %(tasks)s, settled_at = now() WHERE id = %(id)s
"""


def owe_digests(day: dt.date) -> int:
    return execute(OWE, day=day)


def send_digests(digest_ids: Sequence[int]) -> int:
    """Returns how many mails went out. One that cannot be sent, for whatever reason, holds up none of the
    others and is tried again later, eight times in all."""
    return sum(_send_or_note(digest_id) for digest_id in digest_ids)


def _send_or_note(digest_id: int) -> bool:
    try:
        return _send(digest_id)
    except (OperationalError, InterfaceError):
        raise  # The database is away: tried again when the lease runs out, and nobody's failure.
    except Exception as error:
        logger.warning("digest %s not sent: %s", digest_id, where(error))
        execute(FAILED, id=digest_id, max_tries=MAX_TRIES)
        return False


@transaction.atomic
def _send(digest_id: int) -> bool:
    """The row is locked while it is sent, so that two workers do not send the same mail."""
    waiting = DigestMail.objects.select_for_update(skip_locked=True, of=("self",))
    digest = waiting.filter(pk=digest_id, status=JobStatus.PENDING).select_related("user").first()
    if digest is None:
        return False
    tasks = count_tasks(digest.user) if is_wanted(digest) else 0
    if tasks:
        write_mail(digest.user.email, tasks).send()
    execute(SETTLE, id=digest_id, tasks=tasks)
    return bool(tasks)


def is_wanted(digest: DigestMail) -> bool:
    """Not when she has left or changed her mind since, and not when the day it was for is over."""
    person = digest.user
    return digest.business_date == timezone.localdate() and person.is_active and person.wants_digest


def count_tasks(user: "object") -> int:
    """Over all the person's roles: each is asked separately, as they act in one at a time."""
    total = 0
    for membership in user.memberships.active().select_related("organisation"):  # type: ignore[attr-defined]
        person = get_user_model().objects.get(pk=user.pk).act_as(membership)  # type: ignore[attr-defined]
        total += registry.task_count(person)
    return total


def write_mail(address: str, tasks: int) -> EmailMessage:
    """A number and where to log in: no name, address, amount or kind of case (domain.md 4.5)."""
    text = ngettext("Du har %(tasks)s opgave i dag.", "Du har %(tasks)s opgaver i dag.", tasks)
    body = f"{text % {'tasks': tasks}} {_('Log ind')}: {settings.SITE_URL}\n"
    return EmailMessage(
        subject=_("Dine opgaver i dag"),
        body=body,
        to=[address],
        connection=get_connection(timeout=SMTP_SECONDS),
    )


def register() -> None:
    registry.register_scheduled(registry.Scheduled("digest", at=AT, until=UNTIL, handler=owe_digests))
