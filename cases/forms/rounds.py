"""Which doors a round goes to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm
from residents.models import Stairwell

MOST_MONTHS = 36
ALL, WITHOUT_CASE, UNMET = "all", "without_case", "unmet"


class RoundForm(CprAwareForm):
    stairwell = forms.ModelChoiceField(
        queryset=Stairwell.objects.none(),
        label=gettext_lazy("Hvor?"),
        required=False,
        empty_label=gettext_lazy("Hele afdelingen"),
        error_messages={"invalid_choice": gettext_lazy("Vælg en opgang på listen.")},
    )
    whom = forms.ChoiceField(
        label=gettext_lazy("Hvilke døre?"),
        choices=[
            (ALL, gettext_lazy("Alle")),
            (WITHOUT_CASE, gettext_lazy("Dem uden en åben sag")),
            (UNMET, gettext_lazy("Dem, vi ikke har mødt længe")),
        ],
        widget=forms.RadioSelect,
        initial=ALL,
        error_messages={"required": gettext_lazy("Vælg, hvilke døre du vil gå til.")},
    )
    months = forms.IntegerField(
        label=gettext_lazy("Ikke mødt i så mange måneder"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        initial=6,
        help_text=gettext_lazy("Bruges kun ved »Dem, vi ikke har mødt længe«."),
    )
    name = forms.CharField(
        label=gettext_lazy("Navn på runden (kan udelades)"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Fx »Efterårsrunde«. Ellers hedder den efter stedet."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, stairwells: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stairwell"].queryset = stairwells  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return self.guard_cpr("name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("whom") == UNMET and not data.get("months") and "months" not in self.errors:
            self.add_error("months", _("Skriv et antal måneder, fx 6."))
        return data

    @property
    def choices_made(self) -> dict[str, Any]:
        """As cases.services.rounds.start_round takes them."""
        data = self.cleaned_data
        return {
            "stairwell": data["stairwell"],
            "name": data["name"],
            "without_case": data["whom"] == WITHOUT_CASE,
            "months_unmet": data["months"] if data["whom"] == UNMET else 0,
        }
