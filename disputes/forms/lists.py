"""The filters of the list of complaints."""

import re

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.searchkeys import search_words
from disputes.choices import ComplaintCategory
from disputes.models import Complaint
from disputes.querysets import ComplaintQuerySet

NUMBER = re.compile(r"k?(20\d\d)-(\d{1,9})", re.IGNORECASE)


class ComplaintFilter(django_filters.FilterSet):
    """`q` (an address, a name, a number) is only ever posted: it does not belong in an address."""

    q = django_filters.CharFilter(method="having_words", label=_("Adresse, navn eller sagsnummer"))
    afdeling = django_filters.CharFilter(method="of_estate", label=_("Afdelingens nummer eller navn"))
    art = django_filters.ChoiceFilter(
        field_name="category",
        choices=ComplaintCategory.choices,
        label=_("Hvad det drejer sig om"),
        empty_label=_("Alt"),
    )

    class Meta:
        model = Complaint
        fields: list[str] = []

    def having_words(self, rows: ComplaintQuerySet, name: str, value: str) -> ComplaintQuerySet:
        """Of the household it is about: who complains is not searched for here."""
        if number := NUMBER.fullmatch(value.strip()):
            return rows.filter(serial=int(number[2]))
        for word in search_words(value):
            rows = rows.filter(respondent__search_key__contains=word)
        return rows

    def of_estate(self, rows: ComplaintQuerySet, name: str, value: str) -> ComplaintQuerySet:
        return rows.filter(Q(estate__number=value) | Q(estate__name__icontains=value))
