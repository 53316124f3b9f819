"""What a caretaker who goes away writes to her stand-in."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.querysets import StandInNoteQuerySet
from core.models import Timestamped


@pghistory.track()
class StandInNote(Timestamped):
    """On the stand-in's card. Goes with the absence: one that is called off takes it along."""

    absence = models.OneToOneField("accounts.Absence", on_delete=models.CASCADE, related_name="note")
    text = models.TextField(_("besked til afløseren"))

    objects = StandInNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("besked til afløseren")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="stand_in_note_has_text"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
