"""Why a coordinator needs to read a case."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm
from cases.services.openings import A_DAY, FEWEST_WORDS, until_midnight

TODAY, DAY = "idag", "doegn"


class CaseOpeningForm(CprAwareForm):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor har du brug for at læse sagen?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Den ansvarlige får besked, og begrundelsen står i sagens forløb."),
        error_messages={"required": gettext_lazy("Skriv, hvorfor du har brug for at læse sagen.")},
    )
    how_long = forms.ChoiceField(
        label=gettext_lazy("Hvor længe?"),
        choices=[(TODAY, gettext_lazy("Resten af i dag")), (DAY, gettext_lazy("Et døgn"))],
        initial=TODAY,
        widget=forms.RadioSelect,
    )

    def clean_reason(self) -> str:
        reason = self.guard_cpr("reason").strip()
        if len(reason.split()) < FEWEST_WORDS:
            raise ValidationError(_("Skriv med nogle flere ord, hvorfor du har brug for at læse sagen."))
        return reason

    def ends_at(self, now: dt.datetime) -> dt.datetime:
        return now + A_DAY if self.cleaned_data["how_long"] == DAY else until_midnight(now)
