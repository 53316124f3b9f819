"""The letter as it is read through and put right, and how it was sent."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.forms.revisions import WORDS
from core.fields import DanishDateField
from disputes.choices import LetterLanguage
from disputes.forms.base import OfComplaintForm
from disputes.models import Complaint
from disputes.services.letters import TITLE_LENGTH
from disputes.services.steps import NOTE_LENGTH


class LetterForm(OfComplaintForm):
    language = forms.ChoiceField(choices=LetterLanguage.choices, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Overskrift"), max_length=TITLE_LENGTH, widget=forms.TextInput(attrs=WORDS)
    )
    text = forms.CharField(
        label=_("Brevets tekst"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 22, **WORDS}),
        help_text=_(
            "En tom linje skiller afsnit. En linje, der begynder med en bindestreg, bliver et punkt."
        ),
    )
    on = DanishDateField(label=_("Sendt"))
    note = forms.CharField(
        label=_("Sådan er det sendt (kan udelades)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs=WORDS),
        help_text=_("Fx Digital Post med kvitteringens nummer, eller: lagt i postkassen."),
    )

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, complaint=complaint, **kwargs)

    def clean_title(self) -> str:
        return self.guard_cpr("title")

    def clean_text(self) -> str:
        return self.guard_cpr("text")

    def clean_note(self) -> str:
        return self.guard_cpr("note")
