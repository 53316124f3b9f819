"""What a person decides about their own account."""

from django.db import transaction

from accounts.models import User


@transaction.atomic
def update_profile(*, actor: User, name: str, wants_digest: bool) -> User:
    actor.name = name
    actor.wants_digest = wants_digest
    actor.save(update_fields=["name", "wants_digest"])
    return actor
