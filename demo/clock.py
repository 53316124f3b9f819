"""Danish clock times some days ago, and rows as if they had been written then."""

import datetime as dt
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models
from django.utils import timezone


def moment(today: dt.date, ago: int, hour: int, minute: int = 0) -> dt.datetime:
    """A Danish clock time some days ago; never later than now."""
    at = dt.datetime.combine(today - dt.timedelta(days=ago), dt.time(hour, minute))
    return min(timezone.make_aware(at), timezone.now())


def backdate(row: models.Model, **times: Any) -> None:
    """Set the times of a row, and of its audit, to what the story says: that it was set leaves no trace."""
    label, model = row._meta.label, type(row)
    with pgtrigger.ignore(
        *(f"{label}:{name}" for name in ("update_update", "append_only") if has(model, name))
    ):
        model._base_manager.filter(pk=row.pk).update(**times)
    if not has(model, "update_update"):
        return
    events = apps.get_model(row._meta.app_label, f"{model.__name__}Event")._base_manager.filter(
        pgh_obj_id=row.pk
    )
    for name, value in times.items():
        events.filter(**{f"{name}__isnull": False}).update(**{name: value})


def has(model: type[models.Model], trigger: str) -> bool:
    return any(found.name == trigger for found in model._meta.triggers)  # type: ignore[attr-defined]
