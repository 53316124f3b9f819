"""The review: its filters, and what is decided."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm, check_ahead
from core.fields import DanishDateField
from core.searchkeys import search_words
from evictions.choices import EvictionStatus, Verdict
from evictions.models import EvictionCase, StandstillReason
from evictions.querysets import EvictionCaseQuerySet
from evictions.review.effects import VERDICT_WORDS, Resolution

WHOSE = [("mine", gettext_lazy("Mine")), ("alle", gettext_lazy("Alle på mine afdelinger"))]
STATUSES = [choice for choice in EvictionStatus.choices if choice[0] != EvictionStatus.CLOSED]
NUMBER = re.compile(r"u?(20\d\d)-(\d{1,9})", re.IGNORECASE)


class EvictionFilter(django_filters.FilterSet):
    """`q` (an address, a name, a number) is only ever posted: it does not belong in an address. `vis` is the
    caretaker's: her own estates, or those of her colleagues too."""

    q = django_filters.CharFilter(method="having_words", label=gettext_lazy("Adresse, navn eller sagsnummer"))
    afdeling = django_filters.CharFilter(
        method="of_estate", label=gettext_lazy("Afdelingens nummer eller navn")
    )
    trin = django_filters.ChoiceFilter(
        field_name="status",
        choices=STATUSES,
        label=gettext_lazy("Trin"),
        empty_label=gettext_lazy("Alle trin"),
    )
    vis = django_filters.ChoiceFilter(
        method="by_responsibility", choices=WHOSE, label=gettext_lazy("Vis"), empty_label=None
    )

    class Meta:
        model = EvictionCase
        fields: list[str] = []

    def having_words(self, rows: EvictionCaseQuerySet, name: str, value: str) -> EvictionCaseQuerySet:
        if number := NUMBER.fullmatch(value.strip()):
            return rows.filter(serial=int(number[2]))
        for word in search_words(value):
            rows = rows.filter(tenancy__search_key__contains=word)
        return rows

    def of_estate(self, rows: EvictionCaseQuerySet, name: str, value: str) -> EvictionCaseQuerySet:
        return rows.filter(Q(estate__number=value) | Q(estate__name__icontains=value))

    def by_responsibility(self, rows: EvictionCaseQuerySet, name: str, value: str) -> EvictionCaseQuerySet:
        if value != "mine":
            return rows
        return rows.filter(estate_id__in=self.request.user.membership.responsible_estate_ids)


class DecisionForm(CprAwareForm):
    """What the administration decides, of one case or of many. `words`: verdict → what it means or does."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Hvad skal der ske?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der skal ske.")},
    )
    until = DanishDateField(label=gettext_lazy("Pause til og med"), required=False)
    pause_reason = forms.ChoiceField(label=gettext_lazy("Årsag til pausen"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Den sociale vicevært får den at se, og beboeren kan få den at læse. Kun fakta, intet CPR-nummer."
        ),
        error_messages={"required": gettext_lazy("Skriv kort hvorfor. Den sociale vicevært får det at se.")},
    )

    def __init__(
        self,
        *args: Any,
        reasons: Iterable[StandstillReason],
        words: Mapping[str, Any] = VERDICT_WORDS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = {str(reason.pk): reason for reason in reasons}
        named = [(pk, reason.name) for pk, reason in self.reasons.items()]
        self.offer(words)
        self.fields["pause_reason"].choices = [("", _("Vælg")), *named]  # type: ignore[attr-defined]
        if not named:
            self.fields["pause_reason"].help_text = _(
                "Der er ingen årsager at vælge endnu. Systemadministratoren skriver dem under Indstillinger."
            )

    def offer(self, words: Mapping[str, Any]) -> None:
        """Only these verdicts, with what each does."""
        self.words = words
        offered = [(verdict, Verdict(verdict).label) for verdict in words]
        self.fields["verdict"].choices = offered  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        return self.guard_cpr("reason").strip()

    def clean_until(self) -> dt.date | None:
        if self.data.get("verdict") != Verdict.PAUSE:
            return None
        return check_ahead(self.cleaned_data.get("until"), timezone.localdate())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == Verdict.PAUSE:
            if not data.get("until") and "until" not in self.errors:
                self.add_error("until", ValidationError(_("Vælg den sidste dag, sagen er på pause.")))
            if not data.get("pause_reason") and "pause_reason" not in self.errors:
                self.add_error("pause_reason", ValidationError(_("Vælg, hvorfor sagen sættes på pause.")))
        return data

    def verdict_choices(self) -> list[dict[str, Any]]:
        """For the template: a radio button each, with its words."""
        bound = self["verdict"]
        return [
            {
                "id": f"{bound.auto_id}_{number}",
                "value": verdict,
                "label": label,
                "words": self.words[verdict],
                "checked": bound.value() == verdict,
            }
            for number, (verdict, label) in enumerate(self.fields["verdict"].choices)  # type: ignore[attr-defined]
        ]

    @property
    def resolution(self) -> Resolution:
        said = self.cleaned_data
        pause = said["verdict"] == Verdict.PAUSE
        return Resolution(
            verdict=said["verdict"],
            reason=said["reason"],
            until=said["until"] if pause else None,
            pause_reason=self.reasons[said["pause_reason"]] if pause else None,
        )
