"""A note on health and other sensitive facts."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm

LONGEST = 5000


class RestrictedNoteForm(CprAwareForm):
    text = forms.CharField(
        label=gettext_lazy("Følsomt notat"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Kun du kan læse det, og beboeren kan bede om at få det at se. Intet CPR-nummer."
        ),
        error_messages={"required": gettext_lazy("Skriv, hvad der skal huskes.")},
    )

    def clean_text(self) -> str:
        return self.guard_cpr("text")
