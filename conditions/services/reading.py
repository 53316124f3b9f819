"""What whoever reported a flat does with the answers: reading."""

from typing import Any

from django.db.models.functions import Now

from conditions.models import ConcernFlag
from conditions.own_reports import items_about


def read_answers(*, actor: Any, concern: ConcernFlag) -> int:
    """`actor` has opened their report: what their inbox has about it is read. Returns how many were not."""
    return int(items_about(actor, concern.pk).update(read_at=Now()))
