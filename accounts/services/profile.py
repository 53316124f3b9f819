"""What a person decides about their own account."""

from django.db import transaction

from accounts.models import User


@transaction.atomic
def update_profile(*, actor: User, name: str, wants_digest: bool | None = None) -> User:
    """`wants_digest` None: as it is."""
    actor.name = name
    if wants_digest is not None:
        actor.wants_digest = wants_digest
    actor.save(update_fields=["name", "wants_digest"])
    return actor
