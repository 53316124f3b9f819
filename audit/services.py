"""Recording look-ups."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from audit.choices import Purpose
from audit.models import LookUp


def record_look_up(*, actor: Any, subject: models.Model, purpose: Purpose) -> None:
    """Write that `actor` opened `subject` (which has an organisation_id), in the page's transaction."""
    record_look_ups(actor=actor, subjects=[subject], purpose=purpose)


def record_look_ups(*, actor: Any, subjects: Iterable[models.Model], purpose: Purpose) -> None:
    """As record_look_up, for a page that shows the files of several households."""
    LookUp.objects.bulk_create(
        LookUp(
            actor=actor,
            organisation_id=subject.organisation_id,  # type: ignore[attr-defined]
            subject=subject._meta.label,
            subject_id=subject.pk,
            purpose=purpose,
        )
        for subject in subjects
    )
