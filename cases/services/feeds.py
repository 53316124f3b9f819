"""The secret address of a calendar: made, revoked, and known again by its SHA-256 alone."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.choices import HAS_CALENDAR
from accounts.permissions import require_role
from cases.models import CalendarFeed

SECRET_BYTES = 32
NOTE_USE_EVERY = dt.timedelta(hours=1)


@transaction.atomic
def make_feed(*, actor: Any) -> tuple[CalendarFeed, str]:
    """A new address for the membership one acts in; the one before it stops. The secret is returned this
    once."""
    require_role(actor, *HAS_CALENDAR)
    lock_membership(actor)
    withdraw(actor)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed.objects.create(membership=actor.membership, digest=digest_of(secret))
    return feed, secret


@transaction.atomic
def revoke_feed(*, actor: Any) -> int:
    """The next time a calendar asks, there is nothing. Twice changes nothing. Returns how many stopped."""
    require_role(actor, *HAS_CALENDAR)
    lock_membership(actor)
    return withdraw(actor)


def lock_membership(actor: Any) -> None:
    """A double click makes one address after the other, not two at once."""
    type(actor.membership).objects.select_for_update(no_key=True).get(pk=actor.membership.pk)


def withdraw(actor: Any) -> int:
    current = CalendarFeed.objects.filter(membership=actor.membership, revoked_at__isnull=True)
    return current.update(revoked_at=timezone.now())


def open_feed(secret: str) -> CalendarFeed | None:
    """The feed of a secret, with its user acting in its membership; None when it is wrong, revoked, or its
    person has no role with a calendar any more. Looked up by digest: no answer takes longer the nearer one
    guesses."""
    feeds = CalendarFeed.objects.usable().filter(membership__role__in=HAS_CALENDAR, digest=digest_of(secret))
    feed: CalendarFeed | None = feeds.select_related("membership__user").first()
    if feed is None:
        return None
    feed.membership.user.act_as(feed.membership)
    note_use(feed)
    return feed


def note_use(feed: CalendarFeed) -> None:
    """At most once an hour: calendars ask often, and each write would be one more row to clean."""
    before = timezone.now() - NOTE_USE_EVERY
    if feed.last_read_at is None or feed.last_read_at < before:
        stale = Q(last_read_at__isnull=True) | Q(last_read_at__lt=before)
        CalendarFeed.objects.filter(stale, pk=feed.pk).update(last_read_at=timezone.now())


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
