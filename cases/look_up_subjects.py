"""Which rows of casework belong to a household's file: what a look-up may name."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

from cases.models import HandoverItem, SafetyFlag


def subjects(tenancy_id: int) -> list[QuerySet[Any, Any]]:
    """Everything that has a tenancy, what is said of its dwelling or people, and its words in a handover."""
    of_household = [model._default_manager.filter(tenancy_id=tenancy_id) for model in _with_tenancy()]
    here = Q(resident__tenancy_id=tenancy_id) | Q(resident=None, dwelling__tenancies=tenancy_id)
    flags = SafetyFlag.objects.filter(here)
    return [*of_household, flags, HandoverItem.objects.filter(case__tenancy_id=tenancy_id)]


@lru_cache(maxsize=1)
def _with_tenancy() -> list[type[Model]]:
    """A model added later is part of the file without anybody thinking of it."""
    return [model for model in apps.get_app_config("cases").get_models() if _is_of_household(model)]


def _is_of_household(model: type[Model]) -> bool:
    try:
        model._meta.get_field("tenancy")
    except FieldDoesNotExist:
        return False
    return not hasattr(model, "pgh_tracked_model")
