"""People around the resident."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import CasePersonKind
from cases.models.base import OfHousehold, known, of_case
from cases.models.case import Case
from cases.querysets import CasePersonQuerySet


@pghistory.track()
class CasePerson(OfHousehold):
    """Somebody to speak with about the household: a relative, the doctor's office, a case officer, whoever
    holds a power of attorney. Ended, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(_("hvem er det?"), max_length=20, choices=CasePersonKind.choices)
    name = models.CharField(_("navn"), max_length=120)
    workplace = models.CharField(_("sted"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("godt at vide"), max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = CasePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person omkring beboeren")
        triggers = of_case()
        constraints = [known("kind", CasePersonKind.values, "case_person_kind_known")]

    def __str__(self) -> str:
        return str(self.pk)
