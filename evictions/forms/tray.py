"""The tray's filters and the answer "close it, because …"."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.searchkeys import search_words
from evictions.choices import CloseReason, Stage
from evictions.models import ArrearsNotice
from evictions.querysets import ArrearsNoticeQuerySet

TAKEN = [("nej", _("Ikke taget")), ("ja", _("Taget"))]


class TrayFilter(django_filters.FilterSet):
    """`q` (an address, a name, a number) is only ever posted: it does not belong in an address.

    The estate is typed: a managing organisation has hundreds, too many to choose from or to draw.
    """

    q = django_filters.CharFilter(method="having_words", label=_("Adresse, navn eller lejeforhold"))
    afdeling = django_filters.CharFilter(method="of_estate", label=_("Afdelingens nummer eller navn"))
    trin = django_filters.ChoiceFilter(
        field_name="stage", choices=Stage.choices, label=_("Trin"), empty_label=_("Alle trin")
    )
    taget = django_filters.ChoiceFilter(
        method="having_been_taken", choices=TAKEN, label=_("Taget"), empty_label=_("Taget eller ej")
    )

    class Meta:
        model = ArrearsNotice
        fields: list[str] = []

    def having_words(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        for word in search_words(value):
            rows = rows.filter(tenancy__search_key__contains=word)
        return rows

    def of_estate(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        return rows.filter(Q(estate__number=value) | Q(estate__name__icontains=value))

    def having_been_taken(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        return rows.filter(taken_at__isnull=value == "nej")


class CloseNoticeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Hvorfor lukkes den?"), choices=CloseReason.choices)
