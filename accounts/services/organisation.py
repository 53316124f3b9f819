"""What the system administrator decides about the organisation: its limits and its estates' names."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.permissions import acting_organisation, require_role
from core.sortkeys import danish_sort_key


@transaction.atomic
def update_settings(
    *,
    actor: User,
    untaken_after_weekdays: int,
    jump_factor: int,
    tries_before_other_means: int,
    days_between_tries: int,
) -> Any:
    """Weekdays before the coordinator hears of an untaken notice; the jump that waits for a yes; the tries
    that met nobody before another means is proposed, and the weekdays between two of them."""
    require_role(actor, Role.SYSTEM_ADMINISTRATOR)
    organisation = acting_organisation(actor)
    organisation.untaken_after_weekdays = untaken_after_weekdays
    organisation.jump_factor = jump_factor
    organisation.tries_before_other_means = tries_before_other_means
    organisation.days_between_tries = days_between_tries
    organisation.save(
        update_fields=[
            "untaken_after_weekdays",
            "jump_factor",
            "tries_before_other_means",
            "days_between_tries",
        ]
    )
    return organisation


@transaction.atomic
def rename_estate(*, actor: User, estate: Any, name: str) -> Any:
    require_role(actor, Role.SYSTEM_ADMINISTRATOR)
    if estate.organisation_id != actor.organisation_id:
        raise PermissionDenied
    estate.name, estate.sort_key = name, danish_sort_key(name)
    estate.save(update_fields=["name", "sort_key"])
    return estate
