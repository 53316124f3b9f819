"""The note on the stand-in's card."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.forms.base import CprAwareForm


class StandInNoteForm(CprAwareForm):
    text = forms.CharField(
        label=gettext_lazy("Besked til afløseren"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Det, der ikke står på sagerne. Kun du og afløseren kan læse det."),
    )

    def clean_text(self) -> str:
        return self.guard_cpr("text")
