"""The filters of the caretaker's list of concerns."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from conditions.choices import OPEN_CONCERNS, ConcernStatus
from conditions.models import ConcernFlag
from conditions.querysets import ConcernFlagQuerySet
from residents.models import Estate

OPEN, NEW, IN_HAND, CLOSED = "aabne", "nye", "i-gang", "afsluttede"
TABS = [(OPEN, _("Åbne")), (NEW, _("Nye")), (IN_HAND, _("I gang")), (CLOSED, _("Afsluttede"))]
STATUSES: dict[str, list[str]] = {
    OPEN: sorted(OPEN_CONCERNS),
    NEW: [ConcernStatus.RECEIVED],
    IN_HAND: [ConcernStatus.IN_HAND],
    CLOSED: [ConcernStatus.CLOSED],
}


class ConcernFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(method="by_status", choices=TABS, label=_("Vis"), empty_label=None)
    afdeling = django_filters.ChoiceFilter(
        field_name="estate_id", choices=[], label=_("Afdeling"), empty_label=_("Alle mine afdelinger")
    )
    lejemaal = django_filters.NumberFilter(field_name="dwelling_id", label=_("Lejlighed"))

    class Meta:
        model = ConcernFlag
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        estates = Estate.objects.visible_to(self.request.user).order_by("sort_key")
        names = [(str(pk), name) for pk, name in estates.values_list("pk", "name")]
        self.filters["afdeling"].extra["choices"] = names

    def by_status(self, rows: ConcernFlagQuerySet, name: str, value: str) -> ConcernFlagQuerySet:
        return rows.filter(status__in=STATUSES[value])
