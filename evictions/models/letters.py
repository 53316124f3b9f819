"""Letters that were written from a template, as they were written."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.base import known
from evictions.choices import LetterKind, LetterLanguage
from evictions.models.base import OfEvictionCase, of_eviction_case
from evictions.querysets import EvictionLetterQuerySet


@pghistory.track()
class EvictionLetter(OfEvictionCase):
    """`content` is the whole letter as strings (evictions/letters), made by version `version` of its
    template: what was sent can be printed again though the template has changed."""

    kind = models.CharField(_("brev"), max_length=16, choices=LetterKind.choices)
    language = models.CharField(_("sprog"), max_length=2, choices=LetterLanguage.choices)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sent_on = models.DateField(_("sendt"), null=True, editable=False)
    proof = models.CharField(_("sådan er det sendt"), max_length=200, blank=True, editable=False)

    objects = EvictionLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev")
        triggers = of_eviction_case()
        indexes = [models.Index(fields=["tenancy"], name="eviction_letter_of_tenancy")]
        constraints = [
            known("kind", LetterKind.values, "eviction_letter_kind_known"),
            known("language", LetterLanguage.values, "eviction_letter_language_known"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | ~Q(proof=""), name="eviction_letter_sent_has_proof"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
