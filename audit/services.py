"""Recording look-ups."""

from typing import Any

from django.db import models

from audit.choices import Purpose
from audit.models import LookUp


def record_look_up(*, actor: Any, subject: models.Model, purpose: Purpose) -> None:
    """Write that `actor` opened `subject` (which has an organisation_id), in the page's transaction."""
    LookUp.objects.create(
        actor=actor,
        organisation_id=subject.organisation_id,  # type: ignore[attr-defined]
        subject=subject._meta.label,
        subject_id=subject.pk,
        purpose=purpose,
    )
