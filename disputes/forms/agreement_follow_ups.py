"""Whether an agreement holds, and another day to ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import CprAwareForm
from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from disputes.choices import Kept
from disputes.services.agreement_follow_ups import NOTE_LENGTH


class FollowUpForm(CprAwareForm):
    result = forms.ChoiceField(
        label=_("Holder aftalen?"),
        choices=Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om aftalen holder.")},
    )
    note = forms.CharField(
        label=_("Bemærkning (kan udelades)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, **WORDS}),
        help_text=_("Kun det, begge parter må vide. Hvad den ene sagde, hører til i den parts rum."),
    )

    def clean_note(self) -> str:
        return self.guard_cpr("note")


class MoveFollowUpForm(CprAwareForm):
    due_on = DanishDateField(label=_("Ny dag"))
