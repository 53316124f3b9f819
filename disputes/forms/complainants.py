"""One more household that stands behind a complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from disputes.forms.base import OfComplaintForm


class AddComplainantForm(OfComplaintForm):
    name = forms.CharField(
        label=_("Hvem klager?"),
        max_length=160,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Navnet på den, der står bag klagen for husstanden. Anonyme klager tages ikke."),
        error_messages={"required": _("Skriv, hvem der klager. Anonyme klager tages ikke.")},
    )

    def clean_name(self) -> str:
        return self.guard_cpr("name").strip()
