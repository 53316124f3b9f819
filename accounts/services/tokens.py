"""API keys: `sv_<prefix>_<secret>`. Shown once; only the SHA-256 is kept: enough for a random key."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import ApiToken, Membership, User
from accounts.permissions import KEEPS_TOKENS, acting_organisation, require_role
from core.errors import DomainError

SCHEME = "sv"
PREFIX_BYTES = 4
SECRET_BYTES = 32
NOTE_USE_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def create_token(*, actor: User, name: str) -> tuple[ApiToken, str]:
    """A key for the acting organisation's own program. The key itself is returned this once."""
    require_role(actor, *KEEPS_TOKENS)
    return issue_token(organisation=acting_organisation(actor), name=name, created_by=actor)


@transaction.atomic
def issue_token(*, organisation: Any, name: str, created_by: User | None) -> tuple[ApiToken, str]:
    """For create_token, and for an operator at the command line (created_by=None)."""
    prefix = secrets.token_hex(PREFIX_BYTES)
    key = f"{SCHEME}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    machine = User(name=name, email=f"{prefix}@adgangsnoegle.invalid", is_machine=True, wants_digest=False)
    machine.set_unusable_password()
    machine.save()
    Membership.objects.create(user=machine, organisation=organisation, role=Role.ADMINISTRATION)
    token = ApiToken.objects.create(
        organisation=organisation,
        user=machine,
        name=name,
        prefix=prefix,
        digest=digest_of(key),
        created_by=created_by,
    )
    return token, key


@transaction.atomic
def revoke_token(*, actor: User, token: ApiToken) -> ApiToken:
    require_role(actor, *KEEPS_TOKENS)
    if token.organisation_id != actor.organisation_id:
        raise DomainError(_("Nøglen hører til en anden boligorganisation."))
    return withdraw_token(token=token)


@transaction.atomic
def withdraw_token(*, token: ApiToken) -> ApiToken:
    """For revoke_token and the command line. The next request with the key is refused."""
    now = timezone.now()
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        raise DomainError(_("Nøglen er allerede spærret."))
    User.objects.filter(pk=token.user_id).update(is_active=False)
    token.revoked_at = now
    return token


def authenticate_token(raw: str) -> User | None:
    """The machine user of a usable key, acting as administration of its organisation; else None."""
    if not raw.startswith(f"{SCHEME}_"):
        return None
    digest = digest_of(raw)
    tokens = ApiToken.objects.usable().select_related("user")
    token = tokens.filter(digest=digest).first()
    if token is None or not secrets.compare_digest(token.digest, digest):
        return None
    memberships = token.user.memberships.active().filter(organisation_id=token.organisation_id)
    membership = memberships.select_related("organisation").first()
    if membership is None:
        return None
    note_use(token)
    return token.user.act_as(membership)


def note_use(token: ApiToken) -> None:
    """At most once a minute: a busy program must not write a row with every request."""
    now = timezone.now()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTE_USE_EVERY)
    if token.last_used_at is None or token.last_used_at < now - NOTE_USE_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
