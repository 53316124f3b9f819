"""Notes on health and other sensitive facts."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import OnTenancy, of_case
from cases.models.case import Case
from cases.models.consents import Consent
from cases.querysets import RestrictedNoteQuerySet
from core.integrity import copied


@pghistory.track()
class RestrictedNote(OnTenancy):
    """Only with the resident's recorded consent to keep it (GDPR art. 9(2)(a)), and read by the responsible
    caretaker of the case alone: no colleague, no stand-in, no coordinator. A table of its own, so that no
    page about visits can show it by mistake. Corrected by a new version, as a visit is."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restricted_notes")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="restricted_notes")
    text = models.TextField(_("følsomt notat"))
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="corrected_by"
    )

    objects = RestrictedNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("følsomt notat")
        triggers = [*of_case(), *copied(("case_id",), parent="cases_consent")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="restricted_note_has_text"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
