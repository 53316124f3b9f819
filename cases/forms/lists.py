"""The filters of the caretaker's list of cases. No words to search for: those are posted elsewhere."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseStatus, CaseWeight
from cases.models import Case
from cases.querysets import CaseQuerySet

MINE, ALL, CLOSED = "mine", "alle", "afsluttede"
WHICH = [(MINE, _("Mine")), (ALL, _("Mine afdelinger")), (CLOSED, _("Afsluttede"))]
STATUSES = [choice for choice in CaseStatus.choices if choice[0] != CaseStatus.CLOSED]


class CaseFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(method="by_whose", choices=WHICH, label=_("Vis"), empty_label=None)
    status = django_filters.ChoiceFilter(
        field_name="status", choices=STATUSES, label=_("Status"), empty_label=_("Alle åbne")
    )
    tyngde = django_filters.ChoiceFilter(
        field_name="weight", choices=CaseWeight.choices, label=_("Tyngde"), empty_label=_("Let og tung")
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def by_whose(self, rows: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        """Mine are also those of whom one stands in for."""
        if value == CLOSED:
            return rows.filter(status=CaseStatus.CLOSED)
        rows = rows.open()
        if value == ALL:
            return rows
        return rows.filter(rows.in_hand_of(self.request.user.membership))
