"""The tray's filters and the answer "close it, because …"."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.searchkeys import search_words
from core.widgets import LongSelect
from evictions.choices import CloseReason, Stage
from evictions.models import ArrearsNotice
from evictions.querysets import ArrearsNoticeQuerySet
from residents.models import Estate

TAKEN = [("nej", _("Ikke taget")), ("ja", _("Taget"))]


def estates(request: Any) -> Any:
    return Estate.objects.visible_to(request.user).only("name")


class TrayFilter(django_filters.FilterSet):
    """`q` (an address, a name, a number) is only ever posted: it does not belong in an address."""

    q = django_filters.CharFilter(method="having_words", label=_("Adresse, navn eller lejeforhold"))
    afdeling = django_filters.ModelChoiceFilter(
        field_name="estate",
        queryset=estates,
        label=_("Afdeling"),
        empty_label=_("Alle afdelinger"),
        widget=LongSelect,
    )
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

    def having_been_taken(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        return rows.filter(taken_at__isnull=value == "nej")


class CloseNoticeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Hvorfor lukkes den?"), choices=CloseReason.choices)
